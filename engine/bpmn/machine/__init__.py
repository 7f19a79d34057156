"""What runs an instance: tokens, the elements they stand at, and the state between two commands."""
