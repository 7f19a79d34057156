"""Versions of procedures, made ready to run: diagram, decisions, forms, words, and the functions that expressions are lent."""
