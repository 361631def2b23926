"""Files on the disk: written whole or not at all, and read with a reason where they are wrong."""
