"""The questions, answered with frozen dataclasses, by what they are about."""
