"""Values as people type and read them: numbers, dates, names, settings; and three-valued logic."""
