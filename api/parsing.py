"""What came in, checked against its shape. Every fault is told, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from math import isfinite
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from api.texts import say
from engine.kernel.errors import Fault, InvalidInput

_ESCAPED_NUL = rb"\u0000"
"""The only way in which JSON can write it."""
_MANY_DIGITS = re.compile(rb"[0-9][0-9.]{15,}|[eE][+-]?[0-9]{3}")
"""What a number must look like that could lose digits: sixteen, or a great exponent."""
_LOST = object()
"""In the place of a number that would lose digits."""


def body(shape: Schema) -> dict[str, Any]:
    """The JSON body; none at all counts as ``{}``. Raises ``InvalidInput``, or what werkzeug raises for what is not JSON."""
    if not request.content_length and not request.mimetype:
        return _loaded(shape, {})
    given, data = request.get_json(), request.get_data()
    if _ESCAPED_NUL in data:
        _refuse_nul(given)
    if _MANY_DIGITS.search(data):
        _refuse_lost_digits(data)
    return _loaded(shape, given)


def query(shape: Schema) -> dict[str, Any]:
    """The query string. Raises ``InvalidInput``: a filter that is misspelt must not be ignored."""
    given = request.args.to_dict()
    _refuse_nul(given)
    return _loaded(shape, given)


def files(shape: Schema) -> dict[str, Any]:
    """The files of a multipart body. Raises ``InvalidInput``."""
    return _loaded(shape, request.files.to_dict())


def _refuse_nul(given: object) -> None:
    """U+0000 is no character of any text, and databases do not store it. Raises ``InvalidInput``, naming the fields concerned."""
    places = [place.replace("\0", "") for place in _places(given, lambda each: isinstance(each, str) and "\0" in each)]
    if places:
        faults = [Fault(place, "text_not_storable", say("no_nul_character")) for place in places]
        raise InvalidInput(say("text_with_nul_character"), faults=faults)


def _refuse_lost_digits(data: bytes) -> None:
    """Numbers are kept as floats or integers of 64 bits. Raises ``InvalidInput``, naming the fields whose numbers would become others."""
    try:
        given = json.loads(data, parse_float=_float_or_lost, parse_int=_int_or_lost)
    except RecursionError:
        given = _LOST
    places = _places(given, lambda each: each is _LOST)
    if places:
        faults = [Fault(place, "number_not_storable", say("number_loses_digits")) for place in places]
        raise InvalidInput(say("numbers_lose_digits"), faults=faults)


def _float_or_lost(text: str) -> object:
    number = float(text)
    return number if isfinite(number) and Decimal(repr(number)) == Decimal(text) else _LOST


def _int_or_lost(text: str) -> object:
    return int(text) if len(text) < 20 and abs(int(text)) < 2**63 else _LOST


def _places(given: object, is_wrong: Callable[[object], bool]) -> list[str]:
    """The fields of a body that are wrong, or hold something that is; "" for a body that is no object."""
    fields = given.items() if isinstance(given, Mapping) else (("", given),)
    return [str(name) for name, value in fields if is_wrong(name) or _holds(value, is_wrong)]


def _holds(value: object, is_wrong: Callable[[object], bool]) -> bool:
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, Mapping):
            pending += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            pending += each
        elif is_wrong(each):
            return True
    return False


def _loaded(shape: Schema, data: object) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = shape.load(data)  # type: ignore[arg-type]  # what is no object is refused in there
    except ValidationError as wrong:
        raise InvalidInput(say("shape_wrong"), faults=_faults(wrong.messages_dict, "")) from None
    return loaded


def _faults(messages: Mapping[Any, Any], base: str) -> Iterator[Fault]:
    """marshmallow's messages: (nested) field → sentences."""
    for name, inner in messages.items():
        where = base if name == "_schema" or (base and name in {"key", "value"}) else f"{base}.{name}" if base else str(name)
        if isinstance(inner, Mapping):
            yield from _faults(inner, where)
        else:
            yield from (_fault(where, str(sentence)) for sentence in inner)


def _fault(where: str, sentence: str) -> Fault:
    """The library's own sentence in English; in other languages the one that is kept for how it begins."""
    known = (text for text in map(say, _BEGINNINGS) if sentence.startswith(text.en))
    return Fault(where, "shape", replace(next(known, say("value_wrong")), en=sentence))


_BEGINNINGS = (
    "data_missing",
    "field_unknown",
    "may_not_be_null",
    "no_text",
    "no_integer",
    "no_number",
    "no_boolean",
    "no_datetime",
    "no_aware_datetime",
    "no_list",
    "no_mapping",
    "no_file",
    "none_of_these",
    "too_small",
    "too_great",
    "wrong_length",
    "too_long",
    "too_short",
    "wrong_pattern",
    "no_object",
)
