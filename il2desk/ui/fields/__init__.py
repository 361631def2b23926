"""Fields in which something is entered, each with its feedback."""
