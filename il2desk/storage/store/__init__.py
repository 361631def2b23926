"""The encrypted store of cases."""
