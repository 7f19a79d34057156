"""Values on offer: one key per value, so that 1, "1" and true stay different and equal objects are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson


def option_key(value: object) -> object:
    """A hashable key, equal for equal JSON values: a text is its own, everything else is its canonical JSON."""
    if type(value) is str:
        return value
    return orjson.dumps(_whole(value), option=orjson.OPT_SORT_KEYS)


def option_keys(offered: object) -> frozenset[object]:
    """The keys of a list of options, each ``{"label", "value"}`` or a bare value; anything else offers nothing."""
    if not isinstance(offered, Iterable) or isinstance(offered, str | Mapping):
        return frozenset()
    return frozenset(option_key(_value(each)) for each in offered)


def _value(option: object) -> object:
    return option["value"] if isinstance(option, Mapping) and "value" in option else option


def _whole(value: object) -> object:
    """2.0 and 2 are one number in JSON."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _whole(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return value
