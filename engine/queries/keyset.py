"""Paging by key: a list sorted by columns whose values together name one row, continued behind the last row that was seen.

What comes or goes meanwhile moves no row to another page. A page costs one walk along an index, however far down it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, Select, literal, tuple_

from engine.queries.pages import page_size, read_cursor, write_cursor
from engine.store.base import UtcTime


@dataclass(frozen=True, slots=True)
class Keyset:
    """``columns`` sort the list, all in one direction; the last of them is unique."""

    columns: tuple[ColumnElement[Any], ...]
    descending: bool = False
    called: tuple[str, ...] = ()
    """What the statement calls the columns, where it gives them other names."""

    def continued(self, statement: Select[Any], cursor: str | None) -> Select[Any]:
        """``statement`` sorted, from behind ``cursor`` on. Raises ``InvalidInput`` for a cursor that no page gave."""
        if cursor:
            values = read_cursor(cursor, *map(_kind_of, self.columns))
            place = tuple_(*(literal(value, column.type) for value, column in zip(values, self.columns, strict=True)))
            keys = tuple_(*self.columns)
            statement = statement.where(keys < place if self.descending else keys > place)
        return statement.order_by(*(column.desc() if self.descending else column.asc() for column in self.columns))

    def page(self, db: Connection, statement: Select[Any], cursor: str | None, limit: int) -> tuple[Sequence[Row[Any]], str | None]:
        """One page of rows, and the cursor of the next page, if there is one. ``statement`` must select the columns of the key."""
        size = page_size(limit)
        return self.cut(db.execute(self.continued(statement, cursor).limit(size + 1)).all(), size)

    def cut(self, rows: Sequence[Row[Any]], size: int) -> tuple[Sequence[Row[Any]], str | None]:
        """The first ``size`` of ``rows``; the cursor behind them where there are more."""
        return rows[:size], self._behind(rows[size - 1]) if len(rows) > size else None

    def _behind(self, row: Row[Any]) -> str:
        values = (row._mapping[name] for name in self.called or self.columns)
        return write_cursor([value.isoformat() if isinstance(value, datetime) else value for value in values])


def newest_first(*columns: ColumnElement[Any]) -> Keyset:
    return Keyset(columns, descending=True)


def _kind_of(column: ColumnElement[Any]) -> type:
    if isinstance(column.type, UtcTime):
        return datetime
    return int if isinstance(column.type, Integer) else str
