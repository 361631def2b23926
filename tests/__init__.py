"""Tests are sentences; cases are built by difference in `tests.cases`."""
