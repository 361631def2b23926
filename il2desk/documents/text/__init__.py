"""Text on a page: fonts, shaping, reading order, line breaking, and the structure that a screen reader reads."""
