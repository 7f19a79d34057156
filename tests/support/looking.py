"""Looking at rows in tests."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Row, Table, select

from engine.bootstrap import Engine
from engine.bpmn import Run
from engine.evidence.record import evidence_record
from engine.evidence.rules import hash_of
from engine.execution.context import ReadContext
from engine.execution.runs import load_run
from engine.incidents.record import incident
from engine.instances.record import process_instance
from engine.jobs.record import job
from engine.kernel.actor import SYSTEM
from engine.store.database import reading
from engine.tasks.record import user_task


def rows(engine: Engine, table: Table, **where: Any) -> list[Row[Any]]:
    """The rows of ``table`` whose columns have these values, the oldest first."""
    statement = select(table).order_by(*table.primary_key.columns)
    for name, value in where.items():
        statement = statement.where(table.c[name] == value)
    with reading(engine.database) as db:
        return list(db.execute(statement).all())


def instance(engine: Engine, instance_id: str) -> Row[Any]:
    (found,) = rows(engine, process_instance, id=instance_id)
    return found


def open_tasks(engine: Engine, instance_id: str) -> list[Row[Any]]:
    return rows(engine, user_task, instance_id=instance_id, state="open")


def open_task(engine: Engine, instance_id: str, element_id: str | None = None) -> Row[Any]:
    """The only open task (of an element)."""
    (found,) = [row for row in open_tasks(engine, instance_id) if element_id in (None, row.element_id)]
    return found


def jobs(engine: Engine, instance_id: str, **where: Any) -> list[Row[Any]]:
    return rows(engine, job, instance_id=instance_id, **where)


def incidents(engine: Engine, instance_id: str, state: str = "open") -> list[Row[Any]]:
    return rows(engine, incident, instance_id=instance_id, state=state)


def run_of(engine: Engine, instance_id: str) -> Run:
    """The machine of an instance, for looking at."""
    row = instance(engine, instance_id)
    with reading(engine.database) as db:
        return load_run(ReadContext(db, SYSTEM, engine.clock.now(), engine.settings, engine.shared), row)


def variables(engine: Engine, instance_id: str) -> dict[str, Any]:
    return dict(run_of(engine, instance_id).variables)


def evidence(engine: Engine, stream: str, *kinds: str) -> list[dict[str, Any]]:
    """The bodies of a stream's records in order; the chain is verified on the way."""
    found = sorted(rows(engine, evidence_record, stream=stream), key=lambda row: row.position)
    previous = ""
    for place, row in enumerate(found, 1):
        body = orjson.loads(row.body)
        assert row.position == place
        assert body["prev"] == row.previous == previous
        assert hash_of(row.body) == row.hash
        previous = row.hash
    bodies = [orjson.loads(row.body) for row in found]
    return [body for body in bodies if not kinds or body["kind"] in kinds]
