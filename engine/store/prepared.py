"""Statements whose text is made once: on the way of every completion, where the toolkit's own work costs more than the database's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any]


class Prepared:
    """A statement that the driver executes itself, in the transaction of the connection that is given.

    Rows are plain tuples in the order of the columns. An insert takes rows that name all columns with a default.
    Raises what SQLAlchemy raises. Not for ``IN`` of a list: its text depends on the list.
    """

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._made: dict[tuple[str, ...], _Made] = {}

    def run(self, db: Connection, values: Values) -> None:
        made = self._for(db, values)
        _execute(db, made.text, made.one(values))

    def run_many(self, db: Connection, rows: Sequence[Values]) -> None:
        """Once for each of ``rows``, which all have the names of the first."""
        made = self._for(db, rows[0])
        if len(rows) == 1:
            _execute(db, made.text, made.one(rows[0]))
        else:
            _execute(db, made.text, [made.one(row) for row in rows], many=True)

    def first(self, db: Connection, values: Values) -> tuple[Any, ...] | None:
        """The first row, or None."""
        made = self._for(db, values)
        cursor = _execute(db, made.text, made.one(values))
        row = cursor.fetchone()
        if row is None:
            return None
        return made.converted(row, cursor.description)

    def _for(self, db: Connection, values: Values) -> _Made:
        # The names decide the text of an insert alone; the dialects of one kind of database are all made alike.
        key = (db.dialect.name, *values) if self._statement.is_insert else (db.dialect.name,)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = _made(self._statement, db.dialect, list(values))
        return made


@dataclass(slots=True)
class _Made:
    """``names``: parameters in their order, each with how its value is given to the driver. Named parameters where ``named``."""

    text: str
    names: tuple[tuple[str, _Convert | None], ...]
    constants: dict[str, Any]
    named: bool
    dialect: Dialect
    types: tuple[Any, ...]
    converters: tuple[tuple[int, _Convert], ...] | None = None

    def one(self, values: Values) -> Any:
        """What the driver is given for one row."""
        if self.constants:
            values = {**self.constants, **values}
        if self.named:
            return {name: values[name] if convert is None else convert(values[name]) for name, convert in self.names}
        return [values[name] if convert is None else convert(values[name]) for name, convert in self.names]

    def converted(self, row: Sequence[Any], description: Sequence[Any]) -> tuple[Any, ...]:
        """A row of the driver as the columns' types say."""
        if self.converters is None:
            self.converters = tuple(self._converters(description))
        values = list(row)
        for place, convert in self.converters:
            values[place] = convert(values[place])
        return tuple(values)

    def _converters(self, description: Sequence[Any]) -> list[tuple[int, _Convert]]:
        found = (
            (place, kind.dialect_impl(self.dialect).result_processor(self.dialect, column[1]))
            for place, (kind, column) in enumerate(zip(self.types, description, strict=True))
        )
        return [(place, convert) for place, convert in found if convert is not None]


def _made(statement: Any, dialect: Dialect, names: list[str]) -> _Made:
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=names if statement.is_insert else None)
    _require_fixed(compiled)
    named = not compiled.positional
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    order = list(binds) if named else list(compiled.positiontup or ())
    converts = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
    constants = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
    types = tuple(column.type for column in statement.exported_columns) if statement.is_select else ()
    return _Made(str(compiled), tuple((name, converts[name]) for name in order), constants, named, dialect, types)


def _require_fixed(compiled: SQLCompiler) -> None:
    """What the toolkit would add at each execution cannot be in a text that is made once. Raises ``TypeError``."""
    missing = [*compiled.insert_prefetch, *compiled.update_prefetch]
    if missing:
        raise TypeError(f"Expected all columns with a default to be named, but {missing} are missing.")
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise TypeError("Expected a statement whose text does not depend on its values, but it does.")


def _execute(db: Connection, text: str, values: Any, *, many: bool = False) -> Any:
    """The driver's cursor. Where somebody listens (a test that counts statements), the toolkit executes, so that they hear of it."""
    if db.dispatch.before_cursor_execute:
        return db.exec_driver_sql(text, [_row(each) for each in values] if many else _row(values)).cursor
    cursor = db.connection.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(text, values)
    except db.dialect.loaded_dbapi.Error as error:
        _raise(db, text, values, error)
    return cursor


def _row(values: Any) -> Any:
    return tuple(values) if type(values) is list else values


def _raise(db: Connection, text: str, values: Any, error: Any) -> NoReturn:
    """As the toolkit would: its own error, and a connection that is lost does not go back into the pool."""
    lost = db.dialect.is_disconnect(error, db.connection.driver_connection, None)
    if lost:
        db.invalidate(error)
    raise DBAPIError.instance(
        text, values, error, db.dialect.loaded_dbapi.Error, connection_invalidated=lost, dialect=db.dialect
    ) from error
