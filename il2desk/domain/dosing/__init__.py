"""From a signed assessment to a dose, its preparation, its schedule and its second check."""
