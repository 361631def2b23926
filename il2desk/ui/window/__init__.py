"""The main window and what fills it."""
