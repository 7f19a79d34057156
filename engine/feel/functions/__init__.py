"""Functions: how those of the standard are declared, and how any function is called."""
