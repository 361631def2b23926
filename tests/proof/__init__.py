"""Sweeps too long for every run: all of them, where the default run takes a share."""
