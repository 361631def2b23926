"""Wires the program together: packs, settings, clock, store and sheets, for the window and for the commands."""
