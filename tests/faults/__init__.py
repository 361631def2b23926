"""Faults that are made to happen to the real program, and what it leaves behind."""
