"""Forms of several fields that are recorded together: signature, deviation, re-timing, second cycle."""
