"""Shapes of answers, derived from the engine's frozen dataclasses: what is documented is what is sent."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from marshmallow import Schema, fields, validate

from api.shapes import Shape, choice

_SCALARS: dict[Any, type[fields.Field[Any]]] = {
    str: fields.String,
    int: fields.Integer,
    float: fields.Float,
    bool: fields.Boolean,
    datetime: fields.AwareDateTime,
    date: fields.Date,
    Any: fields.Raw,
    object: fields.Raw,
}


@cache
def shape_of(answer: type) -> type[Schema]:
    """The shape of a dataclass; every key is always there. Raises ``TypeError`` for a type that JSON has no form for."""
    if not is_dataclass(answer):
        raise TypeError(f"Expected a dataclass, but got {answer!r}.")
    hints = get_type_hints(answer)
    members = {field.name: _field(hints[field.name]) for field in dataclass_fields(answer)}
    made = Shape.from_dict(members, name=answer.__name__)
    made.__doc__ = answer.__doc__
    return made


@cache
def page_of(item: type) -> type[Schema]:
    """The shape of a page of ``item``: ``{items, next_cursor}``; the cursor is null on the last page."""
    cursor = fields.String(required=True, allow_none=True)
    return Shape.from_dict({"items": _field(tuple[item, ...]), "next_cursor": cursor}, name=f"{item.__name__}Page")  # type: ignore[valid-type]


@cache
def items_of(item: type) -> type[Schema]:
    """The shape of a whole list of ``item``: ``{items}``."""
    return Shape.from_dict({"items": _field(tuple[item, ...])}, name=f"{item.__name__}List")  # type: ignore[valid-type]


def _field(hint: Any, **options: Any) -> fields.Field[Any]:
    options.setdefault("required", True)
    if hint in _SCALARS:
        anything = hint in (Any, object)
        return _SCALARS[hint](**{**options, "allow_none": anything or options.get("allow_none", False)})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return choice(*hint, **options)
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Schema)):
        return fields.Nested(hint if issubclass(hint, Schema) else shape_of(hint), **options)
    return _composed(hint, get_origin(hint), get_args(hint), options)


def _composed(hint: Any, origin: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> fields.Field[Any]:
    """Unions with None, literals, sequences, mappings."""
    if origin in (Union, types.UnionType) and len(arguments) == 2 and type(None) in arguments:
        inner = arguments[0] if arguments[1] is type(None) else arguments[1]
        return _field(inner, **options, allow_none=True)
    if origin is Literal:
        allowed = [*arguments, None] if options.get("allow_none") else list(arguments)
        return fields.String(validate=validate.OneOf(allowed), **options)
    if origin in (tuple, list, set, frozenset):
        return fields.List(_field(arguments[0]), **options)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return fields.Dict(keys=fields.String(), values=_field(arguments[1]), **options)
    raise TypeError(f"Expected a type that JSON has a form for, but got {hint!r}.")
