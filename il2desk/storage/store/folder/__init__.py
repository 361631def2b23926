"""The folder of a store: where it is, who holds it, how it is replaced."""
