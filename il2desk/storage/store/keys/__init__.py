"""Passphrases, keys and users of a store."""
