"""Reads and writes the disk: packs, settings, case files, returned PDFs, the encrypted store; knows only the domain."""
