"""Faults that are planted one by one in a copy of the code, to see whether the tests notice: ``python -m tests.planted``."""
