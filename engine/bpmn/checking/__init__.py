"""Rules over the diagram as drawn: what would not be executed as the drawing says, and what it needs from outside."""
