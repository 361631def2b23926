"""The pages before a case is open: first start, unlocking, the list of cases, and the care of the store."""
