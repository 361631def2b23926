"""The store of cases: encrypted, append-only, journalled; opened by a person's passphrase."""
