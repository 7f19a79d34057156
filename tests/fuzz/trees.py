"""Comparing syntax trees by what they say."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from engine.feel.syntax import ast


def same_tree(one: object, other: object) -> bool:
    """Whether both say the same, wherever they stand: positions (the only integers in a tree) do not count."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same_tree, one, other))
    if isinstance(one, ast.Node | ast.Iterator):
        return all(same_tree(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if type(one) is int:
        return True
    return one == other


def positions_apart(node: object) -> object:
    """The tree without its positions, for a failure that people can read."""
    if isinstance(node, tuple):
        return tuple(positions_apart(part) for part in node if type(part) is not int)
    if isinstance(node, ast.Node | ast.Iterator) and is_dataclass(node):
        return type(node).__name__, *(positions_apart(getattr(node, field.name)) for field in fields(node) if field.name != "at")
    return node
