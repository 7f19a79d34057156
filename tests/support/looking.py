"""Looking at rows in tests."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Row, Select, Table, select

from engine.bootstrap import Engine
from engine.bpmn import Run
from engine.bpmn.outcome import ChildWait, ConnectorWait, IncidentWait, MessageWait, SignalWait, TimerWait, UserTaskWait
from engine.cases.machine import load_run
from engine.evidence.rules import hash_of
from engine.evidence.tables import evidence_entry
from engine.incidents.tables import incident
from engine.instances.tables import process_instance, subscription
from engine.jobs.tables import job
from engine.kernel.actor import SYSTEM
from engine.store.database import reading
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import ReadContext


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
    """The bodies of a stream's entries in order; the chain is verified on the way."""
    found = sorted(rows(engine, evidence_entry, stream=stream), key=lambda row: row.position)
    previous = ""
    for place, row in enumerate(found, 1):
        body = orjson.loads(row.body)
        assert row.position == place
        assert body["prev"] == row.previous == previous
        assert hash_of(row.body) == row.hash
        previous = row.hash
    bodies = [orjson.loads(row.body) for row in found]
    return [body for body in bodies if not kinds or body["kind"] in kinds]


def assert_rows_fit(engine: Engine, instance_id: str) -> None:
    """Every wait of the machine has its row, and no row stands for a wait that is over."""
    case = instance(engine, instance_id)
    assert len(evidence(engine, instance_id)) == case.evidence_count
    waits = run_of(engine, instance_id).waits() if case.state in ("running", "suspended") else ()

    def waited_for(*kinds: type) -> set[str]:
        return {wait.wait_id for wait in waits if isinstance(wait, kinds)}

    tasks = open_tasks(engine, instance_id)
    assert {row.wait_id for row in tasks} == waited_for(UserTaskWait)
    offered = {row.task_id for task in tasks for row in rows(engine, task_candidate, task_id=task.id)}
    assert offered == {row.id for row in tasks if row.offered_to.strip()}
    alive = [row for row in jobs(engine, instance_id) if row.ended_at is None]
    assert {row.wait_id for row in alive if row.kind == "timer"} == waited_for(TimerWait)
    assert {row.wait_id for row in alive if row.kind == "connector"} <= waited_for(ConnectorWait)
    resting = case.state == "suspended"
    assert all((row.state == "resting") == resting for row in alive if row.state not in ("failed", "held"))
    assert {row.wait_id for row in rows(engine, subscription, instance_id=instance_id)} == waited_for(MessageWait, SignalWait)
    broken = incidents(engine, instance_id)
    assert case.open_incidents == len(broken)
    assert waited_for(IncidentWait) <= {row.wait_id for row in broken}
    children = rows(engine, process_instance, parent_instance_id=instance_id)
    called = {row.parent_wait_id for row in children if row.state in ("running", "suspended")}
    assert called <= waited_for(ChildWait)
    assert waited_for(ChildWait) <= called | {row.wait_id for row in broken}


def plan_of(engine: Engine, statement: Select[Any]) -> str:
    """How the database would go about the statement if the tables were large. (PostgreSQL scans small ones whole, so that is forbidden.)"""
    compiled = statement.compile(engine.database, compile_kwargs={"render_postcompile": True})
    sqlite = engine.database.dialect.name == "sqlite"
    with reading(engine.database) as db:
        if not sqlite:
            for way in ("seqscan", "bitmapscan"):
                db.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        text = ("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + str(compiled)
        parameters = compiled.construct_params()
        values = tuple(parameters[name] for name in compiled.positiontup or ()) if sqlite else parameters
        return "\n".join(str(row[-1]) for row in db.exec_driver_sql(text, values))
