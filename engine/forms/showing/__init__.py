"""What a browser is sent of a form: one language, and harmless markup only."""
