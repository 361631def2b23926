"""From blocks to reportlab flowables, and what stands on every page."""
