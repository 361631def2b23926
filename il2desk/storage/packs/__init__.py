"""Packs read from the resources folder."""
