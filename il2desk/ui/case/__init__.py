"""The case on the screen: session, steps, autosave, and how one case follows another."""
