"""Statements whose text is made once do what the toolkit does with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, bindparam, delete, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from engine.bootstrap import Engine
from engine.evidence.tables import evidence_entry
from engine.store.base import Id, JsonData, Key, UtcTime
from engine.store.database import writing
from engine.store.prepared import Prepared

AT = datetime(2026, 1, 31, 17, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
_things = Table(
    "thing_of_test",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("at", UtcTime),
    Column("facts", JsonData),
    Column("content", LargeBinary),
    Column("count", Integer, nullable=False),
)
_INSERT = Prepared(insert(_things))
_BY_ID = select(_things).where(_things.c.id == bindparam("of_id"))


@pytest.fixture
def db(engine: Engine) -> Iterator[Connection]:
    with writing(engine.database) as connection:
        _things.create(connection)
        yield connection
        _things.drop(connection)


def thing(number: int, **values: Any) -> dict[str, Any]:
    return {"id": f"t{number}", "at": AT, "facts": {"名": [1, None, "x"]}, "content": b"\x00\xff", "count": number, **values}


def test_what_is_written_is_read_as_the_toolkit_reads_it(db: Connection) -> None:
    _INSERT.run(db, thing(1))
    row = Prepared(_BY_ID).first(db, {"of_id": "t1"})
    assert row == tuple(db.execute(_BY_ID, {"of_id": "t1"}).one())
    assert row == ("t1", AT.astimezone(UTC), {"名": [1, None, "x"]}, b"\x00\xff", 1)


def test_a_row_that_is_not_there_is_none(db: Connection) -> None:
    assert Prepared(_BY_ID).first(db, {"of_id": "t1"}) is None


def test_many_rows_and_rows_without_values(db: Connection) -> None:
    _INSERT.run_many(db, [thing(1), thing(2, at=None, facts={}), thing(3, content=None)])
    assert [tuple(row) for row in db.execute(select(_things).order_by(_things.c.id))] == [
        tuple(thing(1, at=AT.astimezone(UTC)).values()),
        tuple(thing(2, at=None, facts={}).values()),
        tuple(thing(3, at=AT.astimezone(UTC), content=None).values()),
    ]


def test_an_insert_of_other_columns_is_another_text(db: Connection) -> None:
    _INSERT.run(db, thing(1))
    _INSERT.run(db, {"id": "t2", "count": 2})
    assert Prepared(_BY_ID).first(db, {"of_id": "t2"}) == ("t2", None, None, None, 2)


def test_constants_of_a_statement_need_not_be_given(db: Connection) -> None:
    _INSERT.run_many(db, [thing(1), thing(2)])
    Prepared(update(_things).where(_things.c.count == 1).values(count=_things.c.count + 10, at=bindparam("new_at", type_=UtcTime()))).run(
        db, {"new_at": None}
    )
    Prepared(delete(_things).where(_things.c.count == 2)).run(db, {})
    assert db.execute(select(_things.c.id, _things.c.at, _things.c.count)).all() == [("t1", None, 11)]


def test_a_naive_time_is_refused_as_everywhere(db: Connection) -> None:
    with pytest.raises(ValueError, match="aware time"):
        _INSERT.run(db, thing(1, at=datetime(2026, 1, 31)))  # noqa: DTZ001  the fault itself


def test_errors_are_the_toolkits(engine: Engine) -> None:
    with writing(engine.database) as connection:
        _things.create(connection)
    with pytest.raises(IntegrityError), writing(engine.database) as connection:
        _INSERT.run_many(connection, [thing(1)])
        _INSERT.run_many(connection, [thing(1)])
    with writing(engine.database) as connection:
        assert Prepared(_BY_ID).first(connection, {"of_id": "t1"}) is None
        _things.drop(connection)


def test_who_counts_statements_sees_them(engine: Engine, db: Connection) -> None:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement.split(maxsplit=1)[0])

    event.listen(db, "before_cursor_execute", note)
    _INSERT.run_many(db, [thing(1), thing(2)])
    _INSERT.run(db, thing(3))
    assert Prepared(_BY_ID).first(db, {"of_id": "t3"}) is not None
    assert seen == ["INSERT", "INSERT", "SELECT"]


def test_a_text_that_depends_on_its_values_is_refused(db: Connection) -> None:
    with pytest.raises(TypeError, match="does not depend"):
        Prepared(select(_things).where(_things.c.id.in_(bindparam("ids", expanding=True)))).first(db, {"ids": ["t1"]})


def test_a_column_with_a_default_of_the_toolkit_must_be_named(db: Connection) -> None:
    table = Table("other_of_test", MetaData(), Column("id", Id, primary_key=True), Column("state", Key, default="new"))
    with pytest.raises(TypeError, match="state"):
        Prepared(insert(table)).run(db, {"id": "x"})


def test_rows_of_evidence_name_every_column() -> None:
    assert all(column.default is None for column in evidence_entry.columns)
