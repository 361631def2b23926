"""The database of a store: drafts, revisions, printed sheets, journal, index."""
