"""Records of what was printed and stored, and what a printed file carries."""
