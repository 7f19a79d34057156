"""Text → syntax tree (DMN 1.5, clause 10.3.1): tokens, names, and the grammar in parts."""
