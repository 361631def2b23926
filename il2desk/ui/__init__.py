"""The screen: knows the domain and the documents, never the disk; only its session changes."""
