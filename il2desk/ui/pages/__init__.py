"""Contents of the wizard's pages, made when a page is first shown."""
