"""Values in nested objects and lists, by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final


class _Absent:
    """No value at all, which is not the same as null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
Place = tuple[str | int, ...]


def path_text(keys: Iterable[object]) -> str:
    """``contact.phone``, ``items[0].name``."""
    text = ""
    for key in keys:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text


def get(tree: Any, place: Place) -> Any:
    """The value at ``place``, or ``ABSENT``."""
    for key in place:
        if isinstance(tree, Mapping):
            tree = tree.get(key, ABSENT)
        elif isinstance(tree, list) and isinstance(key, int) and key < len(tree):
            tree = tree[key]
        else:
            return ABSENT
    return tree


def put(tree: Any, place: Place, value: object) -> None:
    """Set the value at ``place``; objects on the way are made, entries of lists must be there."""
    for key in place[:-1]:
        tree = tree.setdefault(key, {}) if isinstance(tree, dict) else tree[key]
    tree[place[-1]] = value


def laid_over(below: Any, above: Any) -> Any:
    """``above`` over ``below``: objects are merged, everything else of ``above`` wins. Neither is changed."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    merged = dict(below)
    for key, value in above.items():
        merged[key] = laid_over(below[key], value) if key in below else value
    return merged


def put_copied(tree: dict[str, Any], place: tuple[str, ...], value: object) -> None:
    """Like ``put``, but objects on the way are copied: ``tree`` may share them with another."""
    for key in place[:-1]:
        inner = tree.get(key)
        tree[key] = dict(inner) if isinstance(inner, dict) else {}
        tree = tree[key]
    tree[place[-1]] = value
