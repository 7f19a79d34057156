"""Building blocks of the shapes that the API takes and gives.

Answers are dumped by orjson straight from the engine's dataclasses (see ``api.answers``); the shapes of
answers are documentation that the tests hold against those dataclasses. Shapes of requests do the checking.
"""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

_LARGEST = 2**31 - 1


class Shape(Schema):
    """Base of all shapes: a key that is not in the shape is refused, never ignored."""

    class Meta:
        unknown = RAISE


class Moment(fields.AwareDateTime):
    """An aware time that is a time in UTC, too: the last hours of the year 9999 are not."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        given = super()._deserialize(value, attr, data, **kwargs)
        try:
            return given.astimezone(UTC)
        except OverflowError:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from None


def storable(number: int) -> None:
    """Raises ``ValidationError`` for an integer that no column of the database holds."""
    if abs(number) > _LARGEST:
        raise ValidationError(f"Must be less than or equal to {_LARGEST}.")


# What an answer always holds. "maybe" means that the value may be null; the key is there all the same.
text = partial(fields.String, required=True)
maybe_text = partial(fields.String, required=True, allow_none=True)
moment = partial(fields.AwareDateTime, required=True)
maybe_moment = partial(fields.AwareDateTime, required=True, allow_none=True)
whole = partial(fields.Integer, required=True, strict=True)
maybe_whole = partial(fields.Integer, required=True, strict=True, allow_none=True)
flag = partial(fields.Boolean, required=True, truthy={True}, falsy={False})
json_object = partial(fields.Dict, keys=fields.String(), values=fields.Raw(allow_none=True), required=True)
anything = partial(fields.Raw, required=True, allow_none=True)

# What a request may hold; an absent key is not passed on, so that the verb's own default holds.
may_text = partial(fields.String, allow_none=True)
may_moment = Moment


def listing(of: fields.Field[Any] | type[Schema], **options: Any) -> fields.List[Any]:
    """A list that is always there, of fields or of shapes."""
    inner = fields.Nested(of) if isinstance(of, type) else of
    options.setdefault("required", True)
    return fields.List(inner, **options)


def one(of: type[Schema] | str, **options: Any) -> fields.Nested:
    """One shape inside another."""
    return fields.Nested(of, required=True, **options)


def maybe_one(of: type[Schema] | str, **options: Any) -> fields.Nested:
    """One shape inside another, or null."""
    return fields.Nested(of, required=True, allow_none=True, **options)


def choice(*values: str, **options: Any) -> fields.String:
    """One of a closed list of words (or of a ``StrEnum``)."""
    values = tuple(str(each) for each in values)
    options.setdefault("required", True)
    if options.get("allow_none"):
        return fields.String(validate=validate.OneOf([*values, None]), metadata={"enum": [*values, None]}, **options)
    return fields.String(validate=validate.OneOf(values), **options)
