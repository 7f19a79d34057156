"""What no submission may hold, whatever its form: values that JSON, the database or the engine cannot carry."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from engine.forms.checking.messages import fault
from engine.forms.values.tree import path_text
from engine.kernel.errors import Fault
from engine.kernel.storable import LARGEST_INTEGER, is_storable

DEEPEST = 16
MOST_VALUES = 20_000
LONGEST_TEXT = 100_000
RESERVED_KEYS = frozenset({"typename"})
"""``typename`` is how SpiffWorkflow's serialiser marks its own types: a variable of that name would be read as one."""


def faults_in(data: object) -> list[Fault]:
    """Every value that cannot be carried, with its path; one fault and no more when there are too many values."""
    faults: list[Fault] = []
    pending: list[tuple[Any, object, int]] = [(None, data, 0)]
    seen = 0
    while pending:
        place, value, depth = pending.pop()
        seen += 1
        if seen > MOST_VALUES:
            return [fault("", "too_large", {"limit": MOST_VALUES}, most=MOST_VALUES)]
        kind = type(value)
        if kind is str:
            if len(value) > LONGEST_TEXT or not is_storable(value):  # type: ignore[arg-type]
                faults.append(_text_fault(place, value))  # type: ignore[arg-type]
        elif kind is bool or value is None:
            continue
        elif kind is int or kind is float:
            faults.extend(_number_faults(place, value))  # type: ignore[arg-type]
        elif kind is dict or kind is list:
            if depth == DEEPEST:
                faults.append(fault(_where(place), "too_deep", {"limit": DEEPEST}, most=DEEPEST))
                continue
            pending.extend(_entries(place, value, depth))
            if kind is dict:
                faults.extend(_key_faults(place, value))  # type: ignore[arg-type]
        else:
            faults.append(fault(_where(place), "not_json"))
    return faults


def _entries(place: object, value: Any, depth: int) -> Iterator[tuple[Any, object, int]]:
    """Places are linked, not joined: paths are only written out for faults."""
    pairs = value.items() if type(value) is dict else enumerate(value)
    for key, item in pairs:
        yield (place, key), item, depth + 1


def _number_faults(place: object, value: int | float) -> Iterator[Fault]:
    if type(value) is float and not math.isfinite(value):
        yield fault(_where(place), "not_a_number")
    elif abs(value) > LARGEST_INTEGER:
        yield fault(_where(place), "number_too_large")


def _key_faults(place: object, value: dict[Any, object]) -> Iterator[Fault]:
    for key in value:
        if not isinstance(key, str) or not is_storable(key):
            yield fault(_where(place), "not_json")
        elif key in RESERVED_KEYS:
            yield fault(_where((place, key)), "reserved_key", name=key)


def _text_fault(place: object, value: str) -> Fault:
    if len(value) > LONGEST_TEXT:
        return fault(_where(place), "too_long", {"max_length": LONGEST_TEXT}, says="value_too_long", most=LONGEST_TEXT)
    return fault(_where(place), "text_invalid")


def _where(place: Any) -> str:
    keys: list[object] = []
    while place is not None:
        place, key = place
        keys.append(key)
    return path_text(reversed(keys))
