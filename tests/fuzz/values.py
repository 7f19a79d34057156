"""Looking at results: is it a FEEL value, how large is it, is it the same as another?"""

from __future__ import annotations

from decimal import Decimal

from engine.feel.limits import Limits
from engine.feel.values.functions import Function
from engine.feel.values.kinds import kind
from engine.feel.values.numbers import rounded
from engine.feel.values.ranges import Range


class Leak(Exception):
    """The value holds what no FEEL value may hold."""


def measured(value: object, limits: Limits) -> int:
    """How deep the value is. Raises ``Leak`` for what is no FEEL value or larger than the limits allow.

    A value may hold another many times; each is looked at once.
    """
    seen: dict[int, int] = {}
    waiting: list[tuple[object, bool]] = [(value, False)]
    while waiting:
        one, done = waiting.pop()
        if done:
            seen[id(one)] = 1 + max((seen[id(part)] for part in _parts(one)), default=0)
        elif id(one) not in seen:
            seen[id(one)] = 0
            _look(one, limits)
            waiting.append((one, True))
            waiting += ((part, False) for part in _parts(one))
    return seen[id(value)]


def _parts(value: object) -> list[object]:
    if type(value) is list:
        return value
    if type(value) is dict:
        return list(value.values())
    return [value.start, value.end] if type(value) is Range else []


def _look(value: object, limits: Limits) -> None:
    if kind(value) == "function" and not isinstance(value, Function):
        raise Leak(f"Expected a FEEL value, but it is of the Python type {type(value)}.")
    if isinstance(value, Decimal) and not (value.is_finite() and rounded(value) == value):
        raise Leak(f"Expected a number of 34 digits, but it is {value}.")
    if isinstance(value, str) and len(value) > limits.string_length:
        raise Leak(f"Expected a string of at most {limits.string_length} characters, but it has {len(value)}.")
    if isinstance(value, list | dict) and len(value) > limits.collection_size:
        raise Leak(f"Expected at most {limits.collection_size} entries, but there are {len(value)}.")
    if isinstance(value, dict) and not all(type(name) is str for name in value):
        raise Leak("Expected names that are strings, but one is not.")


def alike(one: object, other: object) -> bool:
    """Whether two evaluations of the same gave the same, to the last part. Of functions only the parameters can be compared."""
    compared: set[tuple[int, int]] = set()
    waiting = [(one, other)]
    while waiting:
        pair = waiting.pop()
        left, right = pair
        if type(left) is not type(right):
            return False
        if isinstance(left, list | dict | Range):
            key = id(left), id(right)
            if key in compared:
                continue
            compared.add(key)
            if not _same_shape(left, right):
                return False
            waiting += zip(_parts(left), _parts(right), strict=True)
        elif isinstance(left, Function) and isinstance(right, Function):
            if left.params != right.params:
                return False
        elif left != right:
            return False
    return True


def _same_shape(left: object, right: object) -> bool:
    if isinstance(left, Range) and isinstance(right, Range):
        sides = left.start_included, left.end_included, left.comparison
        return sides == (right.start_included, right.end_included, right.comparison)
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right)
    return isinstance(left, list) and isinstance(right, list) and len(left) == len(right)
