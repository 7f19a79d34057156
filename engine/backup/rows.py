"""Rows of a table as lines of JSON, and back: the names of the columns first, then a list of values for each row.

What JSON has no form for: times are texts with their zone, bytes are ``{"base64": …}``, a column of JSON holds the text that
the database keeps. A value that is not what its column should hold is kept as it is: a copy of damaged rows shows the damage.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import JSON, Boolean, Column, Connection, Table, Text, cast, insert, select, type_coerce
from sqlalchemy import table as plain_table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import ColumnElement, bindparam, column
from sqlalchemy.types import NullType

from engine.store.base import UtcTime

_FETCHED = 500


def lines_of(db: Connection, table: Table) -> Iterator[bytes]:
    """The table as ``db`` sees it, each line with its end."""
    columns = list(table.columns)
    yield _line([each.name for each in columns])
    statement = select(*(_raw(each, db.dialect.name) for each in columns))
    for row in db.execute(statement, execution_options={"yield_per": _FETCHED}):
        yield _line([_written(each, value) for each, value in zip(columns, row, strict=True)])


def insert_lines(db: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Insert the rows; gives how many. Columns that the table has gained since keep their default."""
    rest = iter(lines)
    columns = [table.columns[name] for name in orjson.loads(next(rest))]
    statement = _inserting(table, columns, db.dialect.name)
    inserted = 0
    while batch := list(islice(rest, _FETCHED)):
        db.execute(statement, [_read(columns, orjson.loads(line)) for line in batch])
        inserted += len(batch)
    return inserted


def _raw(of: Column[Any], dialect: str) -> ColumnElement[Any]:
    """The column without any conversion by the toolkit, but for JSON, which PostgreSQL's driver would parse."""
    if isinstance(of.type, JSON) and dialect == "postgresql":
        return cast(of, Text)
    return type_coerce(of, NullType())


def _inserting(table: Table, columns: Iterable[Column[Any]], dialect: str) -> Any:
    """Into a table of the same name that knows these columns alone: defaults of the program would fill in what was not saved."""
    bare = plain_table(table.name, *(column(each.name, Text() if isinstance(each.type, JSON) else each.type) for each in columns))
    given: dict[str, Any] = {each.name: bindparam(each.name, type_=each.type) for each in bare.columns}
    if dialect == "postgresql":
        given |= {each.name: cast(given[each.name], JSONB) for each in columns if isinstance(each.type, JSON)}
    return insert(bare).values(given)


def _line(values: list[Any]) -> bytes:
    return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)


def _written(of: Column[Any], value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"base64": b64encode(value).decode()}
    if isinstance(of.type, UtcTime) and isinstance(value, str):
        value = _moment(value)
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return bool(value) if isinstance(of.type, Boolean) and value in (0, 1) else value


def _read(columns: list[Column[Any]], values: list[Any]) -> dict[str, Any]:
    return {each.name: _value(each, value) for each, value in zip(columns, values, strict=True)}


def _value(of: Column[Any], value: Any) -> Any:
    if isinstance(value, dict):
        return b64decode(value["base64"])
    return _moment(value) if isinstance(of.type, UtcTime) and isinstance(value, str) else value


def _moment(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text
