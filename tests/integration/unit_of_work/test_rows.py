"""Rows that a command collects are written so that what it ends and what it opens do not get into each other's way."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from engine.bootstrap import Engine
from engine.incidents.tables import incident
from engine.instances.tables import subscription
from engine.jobs.tables import job
from engine.kernel.ids import new_id
from engine.store.database import writing
from engine.unit_of_work.rows import Row, Rows
from tests.support.bundles import boundary, deploy, end_event, files, flow, start, start_event, timer, user_task
from tests.support.looking import rows
from tests.support.people import People

MESSAGE = (
    '<bpmn:message id="m" name="paid"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=&quot;A&quot;"/></bpmn:extensionElements></bpmn:message>'
)
ENDED = {job: "cancelled", incident: "resolved"}


def waiting(engine: Engine, people: People) -> str:
    """A case that waits for a person, a time and a message, with an incident: its assignee is not known."""
    clerk = people.hire("li", "clerk")
    body = "".join(
        [
            start_event(),
            user_task("work", assignee="nobody"),
            boundary("late", "work", timer("timeDuration", "PT1H")),
            boundary("told", "work", '<bpmn:messageEventDefinition messageRef="m"/>'),
            *(end_event(id) for id in ("end", "end_late", "end_told")),
            *(flow(*pair) for pair in (("start", "work"), ("work", "end"), ("late", "end_late"), ("told", "end_told"))),
        ]
    )
    deploy(engine, files("waiting", body, before=MESSAGE))
    return start(engine, "waiting", clerk).instance_id


def end(collected: Rows, table: Table, stored: Row, engine: Engine) -> None:
    """What the rooms above say of a wait that is over."""
    where = {"of_instance": stored["instance_id"], "of_wait": stored["wait_id"]}
    at = engine.clock.now()
    match table.name:
        case "job":
            collected.ended_jobs.append({**where, "new_state": "cancelled", "at": at})
        case "subscription":
            collected.unsubscribed.append(where)
        case "incident":
            collected.ended_incidents.append({**where, "at": at, "by": None, "how": "the wait was cancelled"})


@pytest.mark.parametrize("table", [job, subscription, incident], ids=lambda table: table.name)
def test_a_wait_that_opens_again_under_its_id_within_one_command_stays_open(engine: Engine, people: People, table: Table) -> None:
    case = waiting(engine, people)
    (stored,) = (dict(row._mapping) for row in rows(engine, table, instance_id=case))
    again = {**stored, "id": new_id()}
    collected = Rows()
    end(collected, table, stored, engine)
    collected.open(table, case, stored["wait_id"], again)
    with writing(engine.database) as db:
        collected.flush(db)
    found = {row.id: dict(row._mapping) for row in rows(engine, table, instance_id=case)}
    assert found.pop(again["id"]) == again
    assert [row["state"] for row in found.values()] == ([ENDED[table]] if table in ENDED else [])
