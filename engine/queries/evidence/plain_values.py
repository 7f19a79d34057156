"""Values of a database's columns as plain JSON, whatever stands in them.

Verification must be able to read what somebody has broken: a text where a number belongs, bytes that are no text, a time that is none.
So rows are read without the types of their columns, and each value is looked at by itself.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import JSON, Boolean, Column, Connection, Integer, LargeBinary, RowMapping, Select, Table, select, type_coerce
from sqlalchemy.types import NullType

from engine.kernel.canonical_json import canonical, timestamp
from engine.store.base import UtcTime

_SQLITE_TIME = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{6})")
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that cannot stand in its column."""

    value: object

    def __str__(self) -> str:
        return f"{type(self.value).__name__} {self.value!r}"


def as_they_stand(table: Table, names: Iterable[str] | None = None) -> Select[Any]:
    """The columns of a table, read without their types."""
    columns = table.c if names is None else [table.c[name] for name in names]
    untyped: list[Any] = [type_coerce(column, NullType()).label(column.name) for column in columns]
    return select(*untyped)


def plain_row(table: Table, row: Mapping[str, Any] | RowMapping) -> dict[str, object]:
    """Column → plain value; ``Unreadable`` for what is none."""
    return {name: plain(table.c[name], value) for name, value in row.items()}


def plain(column: Column[Any], value: object) -> object:
    """A text, number, flag, JSON value, or bytes as they are; times as evidence writes them."""
    if value is None:
        return None if column.nullable else Unreadable(None)
    try:
        return _typed(column.type, value)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return Unreadable(value)


def shown(value: object) -> str:
    """For a finding: short, and printable whatever it is."""
    match value:
        case bytes():
            text = f"{len(value)} bytes"
        case str() | Unreadable():
            text = str(value)
        case None | bool() | int() | list() | dict():
            text = orjson.dumps(value, default=str).decode()
        case _:
            text = str(value)
    clean = text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
    return clean if len(clean) <= _LONGEST_SHOWN else clean[:_LONGEST_SHOWN] + "…"


def _typed(kind: object, value: object) -> object:
    match kind:
        case UtcTime():
            return _time(value)
        case JSON():
            return orjson.loads(canonical(orjson.loads(value) if isinstance(value, str | bytes) else value))
        case Boolean():
            return bool(value) if value in (0, 1) and isinstance(value, int) else Unreadable(value)
        case Integer():
            return value if isinstance(value, int) and not isinstance(value, bool) else Unreadable(value)
        case LargeBinary():
            return bytes(value) if isinstance(value, bytes | memoryview) else Unreadable(value)
    return _text(value) if isinstance(value, str) else Unreadable(value)


def _text(value: str) -> str:
    """Raises ``UnicodeEncodeError`` for bytes that were no text (see ``forgiving``)."""
    if not value.isascii():
        value.encode()
    return str(value)


@contextmanager
def forgiving(db: Connection) -> Iterator[None]:
    """SQLite gives texts that are no UTF-8, too, instead of refusing the whole answer."""
    driver = db.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    before, driver.text_factory = driver.text_factory, lambda found: found.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before


def _time(value: object) -> object:
    if isinstance(value, datetime):
        return timestamp(value)
    found = _SQLITE_TIME.fullmatch(value) if isinstance(value, str) else None
    return Unreadable(value) if found is None else f"{found[1]}T{found[2]}Z"
