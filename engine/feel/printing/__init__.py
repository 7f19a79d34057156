"""Syntax tree → text."""

from engine.feel.printing.printer import text_of_tree

__all__ = ["text_of_tree"]
