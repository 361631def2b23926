"""PDF files that come back: read, and compared page by page."""
