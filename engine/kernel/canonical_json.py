"""Canonical JSON, the form that is hashed: a profile of RFC 8785.

ASCII keys, no floats, decimals and integers beyond 2**53 - 1 as strings. Within this
profile sorting by code point equals RFC 8785's sorting by UTF-16 unit, and no number
needs ECMAScript's formatting, so an ordinary fast encoder gives the same bytes as a full
implementation (a test compares them).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

import orjson

_LARGEST = 2**53 - 1


def canonical(value: object) -> bytes:
    """``value`` as canonical JSON in UTF-8. Floats and decimals become strings; raises ``TypeError`` for what JSON has no form for."""
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS)


class Encoded(dict[str, object]):
    """A mapping that goes into many records unchanged: encoded once. Do not change it."""

    __slots__ = ("fragment",)

    def __init__(self, value: Mapping[str, object]) -> None:
        super().__init__(value)
        self.fragment = orjson.Fragment(canonical(dict(value)))


_AS_IT_IS = frozenset((str, bool, type(None)))


def _plain(value: object) -> object:
    """``value`` made of what the encoder may write as it is. On every completion's path: most values take no call of their own."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is dict:
        return {
            (key if type(key) is str and key.isascii() else _key(key)): (item if type(item) in _AS_IT_IS else _plain(item))
            for key, item in value.items()  # type: ignore[attr-defined]
        }
    if kind is list or kind is tuple:
        return [item if type(item) in _AS_IT_IS else _plain(item) for item in value]  # type: ignore[attr-defined]
    if kind is int:
        return value if -_LARGEST <= value <= _LARGEST else str(value)  # type: ignore[operator]
    return value.fragment if kind is Encoded else _rare(value)  # type: ignore[attr-defined]


def _rare(value: object) -> object:
    match value:
        case float() | Decimal():
            return _number_text(value)
        case datetime():
            return timestamp(value)
        case date():
            return value.isoformat()
        case dict():
            return {_key(key): _plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted(_plain(item) for item in value)  # type: ignore[type-var]
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"Expected a value that JSON has a form for, but got {type(value).__name__}.")


def _number_text(value: float | Decimal) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else value
    text = format(number.normalize(), "f")
    return "0" if text in {"-0", "0"} else text


def _key(key: object) -> str:
    """Keys outside ASCII are escaped, so that the sort order is the same in every implementation."""
    text = str(key)  # a plain str also of a subclass, which the encoder would refuse
    return text if text.isascii() else text.encode("ascii", "backslashreplace").decode("ascii")


@lru_cache(maxsize=256)  # what one command records happened at one time, about elements that began at a few
def timestamp(value: datetime) -> str:
    """RFC 3339 in UTC with microseconds: ``2026-01-31T09:00:00.000000Z``."""
    if value.tzinfo is None:
        raise TypeError("Expected an aware time, but it has no zone.")
    # Not strftime: it takes a hundred times as long.
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
