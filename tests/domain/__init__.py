"""The pure part: reading, judging, clearing, computing."""
