"""Parts of the screen: each shows or records one thing and knows nothing of pages."""
