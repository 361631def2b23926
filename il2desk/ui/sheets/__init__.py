"""The documents page: choosing, previewing, printing and saving sheets."""
