"""All rows of a database as bytes, and back: independent of the database's own tools and their versions.

The schema is not part of it: it is what the migrations make up to a revision. Table and column names come from the database itself.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import zstandard
from sqlalchemy import JSON, Connection, DateTime, LargeBinary, MetaData, Table, insert, select

_TO_TEXT: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (datetime, lambda value: {"time": value.isoformat()}),
    (bytes, lambda value: {"bytes": base64.b64encode(value).decode("ascii")}),
)


def packed(connection: Connection) -> bytes:
    """Every row of every table, sorted by name and key."""
    found = {table.name: list(_rows(connection, table)) for table in _tables(connection)}
    return zstandard.ZstdCompressor(level=19).compress(json.dumps(found, ensure_ascii=False).encode())


def unpack(connection: Connection, content: bytes) -> None:
    """Insert what ``packed`` gave into a database that has the same schema and no rows."""
    found = json.loads(zstandard.ZstdDecompressor().decompress(content, max_output_size=256 * 1024 * 1024))
    tables = {table.name: table for table in _tables(connection)}
    for name, rows in found.items():
        if rows:
            connection.execute(insert(tables[name]), [_values(tables[name], row) for row in rows])


def _tables(connection: Connection) -> list[Table]:
    """Without Alembic's own: the schema says its revision."""
    metadata = MetaData()
    metadata.reflect(connection)
    for column in (column for table in metadata.tables.values() for column in table.c):
        if isinstance(column.type, JSON):
            column.type.none_as_null = True
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
        yield {name: _text(value) for name, value in row.items()}


def _text(value: Any) -> Any:
    return next((write(value) for type_, write in _TO_TEXT if isinstance(value, type_)), value)


def _values(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(type_: Any, value: Any) -> Any:
    if value is None or isinstance(type_, JSON):
        return value
    if isinstance(type_, DateTime):
        return datetime.fromisoformat(value["time"])
    return base64.b64decode(value["bytes"]) if isinstance(type_, LargeBinary) else value
