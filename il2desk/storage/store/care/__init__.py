"""Backup, restore, verification, export, erasing, recall."""
