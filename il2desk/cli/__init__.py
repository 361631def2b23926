"""The command line: its options and exit codes, and what each command does."""
