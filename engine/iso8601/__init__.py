"""ISO 8601 texts → plain numbers: the one reader of durations, for expressions and for timers. Knows nothing of this product."""
