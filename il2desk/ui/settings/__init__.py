"""The dialog of local settings."""
