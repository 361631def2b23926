"""The list of cases, its search, and the revisions of one case."""
