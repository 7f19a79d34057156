"""The time as the database has it: one clock for all who share it, where hosts have one each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from engine.store.base import UtcTime


class database_time(FunctionElement[Any]):  # noqa: N801  written as the functions of SQL are
    """Now, or in so many seconds, as ``UtcTime`` stores it. Goes on within a transaction."""

    type = UtcTime()
    inherit_cache = True

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(literal(seconds, Float()))


@compiles(database_time, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"(clock_timestamp() + make_interval(secs => {compiler.process(element.clauses, **options)}))"


@compiles(database_time, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:
    # SQLite tells milliseconds; times are stored with microseconds and compared as texts.
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', {compiler.process(element.clauses, **options)} || ' seconds') || '000')"
