"""The store: first start, unlocking, users, recovery key, backup, restore, recall."""
