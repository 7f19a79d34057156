"""Whoever looks into a case by a right alone leaves evidence of it, once in a while; whoever has a part in it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.bootstrap import Engine
from engine.commands.evidence.note_case_read import NoteCaseRead
from engine.commands.tasks.assign_task import ClaimTask
from engine.evidence.case_reads import NOTED_AGAIN_AFTER
from engine.evidence.tables import evidence_entry
from engine.kernel.actor import Actor
from engine.kernel.clock import ManualClock
from engine.kernel.permissions import Permission
from engine.queries.cases.reads import ReadIsToBeNoted
from engine.queries.evidence.entries import AuditTrail
from engine.queries.evidence.verify import VerifyEvidence
from engine.store.database import reading
from tests.support.bundles import deploy, start, two_steps
from tests.support.looking import open_task
from tests.support.people import People


@pytest.fixture
def auditor(people: People) -> Actor:
    return people.hire("auditor", "auditor", permissions=(Permission.CASES_READ_ALL, Permission.EVIDENCE_READ))


@pytest.fixture
def case(engine: Engine, people: People) -> str:
    clerk = people.hire("clerk", "clerk")
    people.role("auditor")
    deploy(engine, two_steps(extra='readers = ["clerk", "auditor"]'))
    return start(engine, "two_steps", clerk).instance_id


def look(engine: Engine, actor: Actor, case: str, file: str | None = None) -> bool:
    """Whether the look was to be noted."""
    due = engine.ask(ReadIsToBeNoted(case, file), actor=actor)
    engine.execute(NoteCaseRead(case, file), actor=actor)
    return due


def noted(engine: Engine) -> list[tuple[str | None, str | None, dict[str, Any]]]:
    with reading(engine.database) as db:
        found = select(evidence_entry.c.event_id).where(evidence_entry.c.kind == "case.read")
        ids = set(db.execute(found).scalars())
    trail = engine.ask(AuditTrail(), actor=Actor("person", "x", permissions=frozenset({Permission.EVIDENCE_READ})))
    return [(each.actor_id, each.instance_id, dict(each.details)) for each in trail.items if each.event_id in ids]


def test_a_look_by_right_is_evidence_once_in_a_while(engine: Engine, clock: ManualClock, auditor: Actor, case: str) -> None:
    assert [look(engine, auditor, case) for _ in range(3)] == [True, False, False]
    assert noted(engine) == [(auditor.id, case, {"case": case})]
    clock.advance(NOTED_AGAIN_AFTER + timedelta(seconds=1))
    assert [look(engine, auditor, case) for _ in range(2)] == [True, False]
    assert len(noted(engine)) == 2
    report = engine.ask(VerifyEvidence(), actor=auditor)
    assert report.intact


def test_each_file_is_a_look_of_its_own(engine: Engine, auditor: Actor, case: str) -> None:
    assert [look(engine, auditor, case, file) for file in (None, "f1", "f1", "f2", None)] == [True, True, False, True, False]
    assert [details.get("attachment") for _, _, details in noted(engine)] == ["f2", "f1", None]


def test_each_person_and_case_has_looks_of_its_own(engine: Engine, people: People, auditor: Actor, case: str) -> None:
    other = people.hire("administrator", permissions=(Permission.INSTANCES_ADMINISTER,))
    second = start(engine, "two_steps", people.hire("another", "clerk")).instance_id
    assert [look(engine, who, which) for who in (auditor, other) for which in (case, second)] == [True] * 4
    assert len(noted(engine)) == 4


def test_the_audit_trail_of_the_case_shows_who_looked(engine: Engine, auditor: Actor, case: str) -> None:
    look(engine, auditor, case)
    assert engine.ask(AuditTrail(instance_id=case), actor=auditor).items[0].kind == "case.read"


def test_who_takes_part_leaves_none(engine: Engine, people: People, case: str) -> None:
    rights = (Permission.CASES_READ_ALL,)
    candidate = people.hire("candidate", "clerk", permissions=rights)
    reader = people.hire("reader", permissions=())
    assert not any(look(engine, who, case) for who in (candidate, reader))
    working = people.hire("working", "clerk", permissions=rights)
    engine.execute(ClaimTask(open_task(engine, case, "first").id), actor=working)
    assert not look(engine, working, case)
    assert noted(engine) == []
