"""Small shapes that several answers share."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import orjson
from sqlalchemy import Column, ColumnElement, func, or_

from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.searching import normal_form
from engine.queries.texts import say

T = TypeVar("T")

LARGEST_PAGE = 100
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that has an id and a name in both languages: a person, a customer, a procedure."""

    id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. ``next_cursor`` is None on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None


def ref(id_: str | None, name_zh: str | None, name_en: str | None) -> Ref | None:
    """The reference, or None where there is no id. A thing without a name is called by its id."""
    if id_ is None:
        return None
    return Ref(id_, name_zh or id_, name_en or id_)


def page_size(limit: int) -> int:
    """``limit`` held within 1 to ``LARGEST_PAGE``."""
    return max(1, min(limit, LARGEST_PAGE))


def write_cursor(values: Sequence[Any]) -> str:
    """The place behind a row, as an opaque text: the values that the list is sorted by."""
    return base64.urlsafe_b64encode(orjson.dumps(list(values))).decode("ascii").rstrip("=")


def read_cursor(cursor: str, *kinds: type) -> list[Any]:
    """The values of ``write_cursor``, each of the kind that is expected: ``str``, ``int``, or ``datetime`` (written as ISO 8601, aware).

    Cursors come from outside, whoever wrote them. Raises ``InvalidInput`` for anything else.
    """
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(values, list):
            return [_of_kind(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, OverflowError, binascii.Error):
        pass
    raise InvalidInput(say("cursor_invalid"), faults=[Fault("cursor", "cursor_invalid", say("cursor_of_no_page"))])


def _of_kind(value: object, kind: type) -> object:
    if kind is datetime and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(UTC)
    if type(value) is not kind or (isinstance(value, str) and "\0" in value) or (isinstance(value, int) and abs(value) > _LARGEST):
        raise ValueError("no page gave this")
    return value


def like_pattern(text: str) -> str:
    """A LIKE pattern (escape character ``\\``) for rows that contain ``text``; compare with columns in normal form."""
    return _pattern(normal_form(text.strip()))


def _pattern(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def text_in(text: str, *columns: Column[Any]) -> ColumnElement[bool]:
    """Rows that have ``text`` in one of ``columns``, in any case. What a list does not show must not be among them: who finds, knows."""
    # The columns are as somebody typed them: found by the normal form, and by the text as typed here. SQLite lowers ASCII alone.
    typed = text.strip()
    lowered = "".join(letter.lower() if letter.isascii() else letter for letter in typed)
    patterns = dict.fromkeys((like_pattern(text), _pattern(typed.lower()), _pattern(lowered)))
    return or_(*(func.lower(column).like(pattern, escape="\\") for column in columns for pattern in patterns))


def plain_mapping(value: Mapping[str, Any] | None) -> dict[str, Any]:
    """A JSON column as a dict, never None."""
    return dict(value or {})
