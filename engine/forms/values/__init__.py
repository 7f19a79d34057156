"""What single values mean: patterns, dates and times, choices, places in nested data."""
