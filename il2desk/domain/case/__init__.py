"""One patient's case as it was recorded, its revisions, and how two of them differ."""
