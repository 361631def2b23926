"""Guideline, product and reference packs as typed data."""
