"""One module for each sheet that is printed."""
