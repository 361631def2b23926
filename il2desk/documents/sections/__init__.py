"""Parts of sheets: from domain values to blocks."""
