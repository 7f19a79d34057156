"""Evidence in the database: guarded, verified, and every kind of tampering named."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cli import demonstration
from cli.first_start import OPERATOR, Wishes, first_start
from engine.bootstrap import Engine
from engine.commands.evidence.note_evidence_read import NoteEvidenceVerified, NoteEvidenceViewed
from engine.commands.organisation.change_customer import CreateCustomer
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Forbidden, NotFound
from engine.kernel.permissions import Permission
from engine.queries.cases.instances import Instances
from engine.queries.evidence.entries import AuditTrail
from engine.queries.evidence.verify import EvidenceReport, VerifyEvidence
from engine.store.database import reading, writing
from tests.integration.evidence.tampering import unguarded
from tests.support.people import People

FIRST_CASE = "GL-ITSMS-QR-REQ-2026-0001"


def verified(engine: Engine, number: str | None = None) -> EvidenceReport:
    return engine.ask(VerifyEvidence(instance_number=number), actor=OPERATOR)


@pytest.fixture
def worked(engine: Engine) -> Engine:
    """An organisation with some entries in its own stream."""
    for number in range(6):
        engine.execute(CreateCustomer(f"customer{number}", f"客户{number}", f"Customer {number}"), actor=SYSTEM)
    return engine


def codes(report: EvidenceReport) -> list[tuple[str, int | None, str]]:
    return [(fault.stream, fault.position, fault.code) for fault in report.faults]


def test_what_was_written_is_intact(worked: Engine) -> None:
    report = verified(worked)
    assert (report.intact, report.streams, report.entries, report.faults) == (True, 1, 6, ())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evidence_entry SET kind = 'other' WHERE position = 3",
        "DELETE FROM evidence_entry WHERE position = 3",
        "INSERT OR REPLACE INTO evidence_entry SELECT * FROM evidence_entry WHERE position = 3",
    ],
)
def test_the_table_takes_inserts_only(worked: Engine, change: str) -> None:
    if worked.database.dialect.name == "postgresql" and "OR REPLACE" in change:
        change = "TRUNCATE evidence_entry"
    with pytest.raises(DBAPIError), writing(worked.database) as db:
        db.execute(text(change))
    assert verified(worked).intact


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE evidence_entry SET kind = 'other' WHERE position = 3", [("organisation", 3, "edited")]),
        ("UPDATE evidence_entry SET actor_id = 'u9' WHERE position = 6", [("organisation", 6, "edited")]),
        (
            "UPDATE evidence_entry SET body = (SELECT body FROM evidence_entry WHERE position = 2) WHERE position = 4",
            [("organisation", 4, "edited")],
        ),
        ("DELETE FROM evidence_entry WHERE position = 1", [("organisation", 1, "deleted")]),
        ("DELETE FROM evidence_entry WHERE position > 4", [("organisation", 5, "deleted"), ("organisation", 6, "deleted")]),
        ("DELETE FROM evidence_entry", [("organisation", position, "deleted") for position in range(1, 7)]),
        ("UPDATE evidence_entry SET position = 7 WHERE position = 2", [("organisation", 2, "moved")]),
    ],
)
def test_tampering_is_named(worked: Engine, change: str, found: list[tuple[str, int, str]]) -> None:
    with unguarded(worked) as db:
        db.execute(text(change))
    assert codes(verified(worked)) == found


def test_records_that_changed_places_are_named(worked: Engine) -> None:
    with unguarded(worked) as db:
        for old, new in ((2, 90), (5, 2), (90, 5)):
            db.execute(text(f"UPDATE evidence_entry SET position = {new} WHERE position = {old}"))
    assert codes(verified(worked)) == [("organisation", 2, "moved"), ("organisation", 5, "moved")]


def test_an_added_record_is_named(worked: Engine) -> None:
    with unguarded(worked) as db:
        source = "FROM evidence_entry WHERE position = 3"
        columns = "stream, kind, at, instance_id, procedure_id, element_id, actor_id, previous, hash, body"
        db.execute(text(f"INSERT INTO evidence_entry (event_id, position, {columns}) SELECT 'made-up', 7, {columns} {source}"))
    (fault,) = verified(worked).faults
    assert (fault.position, fault.event_id, fault.code) == (7, "made-up", "added")


def test_only_those_who_may_read_evidence_verify_it(worked: Engine) -> None:
    for query in (VerifyEvidence(), AuditTrail()):
        with pytest.raises(Forbidden):
            worked.ask(query, actor=Actor("person", "u1"))


@pytest.fixture
def played(sqlite_engine: Engine) -> Engine:
    """The demonstration with its cases."""
    first_start(sqlite_engine, Wishes())
    demonstration.load_demonstration(sqlite_engine)
    list(demonstration.play_cases(sqlite_engine))
    return sqlite_engine


def test_every_case_has_its_stream(played: Engine) -> None:
    whole, one = verified(played), verified(played, FIRST_CASE)
    assert whole.intact
    assert whole.streams == 1 + len(played.ask(Instances(limit=100), actor=OPERATOR).items)
    assert (one.intact, one.streams) == (True, 1)
    assert 0 < one.entries < whole.entries
    with pytest.raises(NotFound):
        verified(played, "none")


def test_the_damage_of_one_case_is_named_and_no_other(played: Engine) -> None:
    with reading(played.database) as db:
        stream = db.execute(text("SELECT id FROM process_instance WHERE number = :number"), {"number": FIRST_CASE}).scalar_one()
    with unguarded(played) as db:
        db.execute(text("DELETE FROM evidence_entry WHERE stream = :stream AND position = 2"), {"stream": stream})
    assert codes(verified(played)) == [(stream, 2, "deleted")]
    assert codes(verified(played, FIRST_CASE)) == [(stream, 2, "deleted")]
    assert verified(played, "GL-ITSMS-QR-REQ-2026-0002").intact


def test_a_case_whose_row_is_gone_is_missed(played: Engine) -> None:
    with writing(played.database) as db:
        stream = db.execute(text("SELECT id FROM process_instance WHERE number = :number"), {"number": FIRST_CASE}).scalar_one()
        db.execute(text("DELETE FROM process_instance WHERE id = :id"), {"id": stream})
    assert codes(verified(played)) == [(stream, None, "headless"), ("GL-ITSMS-QR-REQ-2026", 1, "case_deleted")]


def test_a_case_that_is_gone_with_all_its_evidence_is_missed(played: Engine) -> None:
    with unguarded(played) as db:
        stream = db.execute(text("SELECT id FROM process_instance WHERE number = :number"), {"number": FIRST_CASE}).scalar_one()
        db.execute(text("DELETE FROM evidence_entry WHERE stream = :id"), {"id": stream})
        db.execute(text("DELETE FROM process_instance WHERE id = :id"), {"id": stream})
    found = codes(verified(played))
    assert found[-1] == ("GL-ITSMS-QR-REQ-2026", 1, "case_deleted")
    assert {code for *_, code in found[:-1]} == {"row_added"}, "its tasks are left"


def test_the_audit_trail_is_filtered_and_paged(engine: Engine, people: People, clock: ManualClock) -> None:
    auditor = people.hire("shen", permissions=(Permission.EVIDENCE_READ,))
    manager = people.hire("li", permissions=(Permission.ORGANISATION_MANAGE,))
    start = clock.now()
    for number in range(5):
        clock.set(start.replace(minute=number))
        engine.execute(CreateCustomer(f"customer{number}", "客户", "Customer"), actor=manager if number % 2 else SYSTEM)
    first = engine.ask(AuditTrail(limit=3), actor=auditor)
    rest = engine.ask(AuditTrail(limit=3, cursor=first.next_cursor), actor=auditor)
    assert [entry.position for entry in (*first.items, *rest.items)] == [5, 4, 3, 2, 1], "newest first"
    assert rest.next_cursor is None
    assert [entry.position for entry in engine.ask(AuditTrail(actor_id=manager.id), actor=auditor).items] == [4, 2]
    period = engine.ask(AuditTrail(since=start.replace(minute=1), until=start.replace(minute=3)), actor=auditor)
    assert [entry.position for entry in period.items] == [3, 2]
    assert engine.ask(AuditTrail(kind="user.created"), actor=auditor).items == ()
    entry = first.items[1]
    assert (entry.kind, entry.actor_kind, entry.actor_name, entry.details["facts"]["code"]) == (
        "customer.created",
        "person",
        "li",
        "customer3",
    )


def test_the_audit_trail_of_one_case(played: Engine) -> None:
    entries = played.ask(AuditTrail(instance_number=FIRST_CASE, limit=100), actor=OPERATOR).items
    assert {entry.instance_number for entry in entries} == {FIRST_CASE}
    assert entries[-1].kind == "instance.started"
    assert [entry.position for entry in entries] == list(range(len(entries), 0, -1))


def test_a_person_is_named_in_evidence_with_the_roles_held(played: Engine) -> None:
    with reading(played.database) as db:
        body = db.execute(text("SELECT body FROM evidence_entry WHERE kind = 'task.claimed' LIMIT 1")).scalar_one()
    actor = json.loads(body)["actor"]
    assert actor["kind"] == "person"
    assert actor["roles"][0]["role"] in {"service_desk", "service_engineer"}


def test_reading_evidence_is_evidence(engine: Engine, people: People) -> None:
    auditor, clerk = people.hire("shen", permissions=(Permission.EVIDENCE_READ,)), people.hire("li")
    for command in (NoteEvidenceViewed({"kind": "user.created"}), NoteEvidenceVerified(3, 40, 0)):
        with pytest.raises(Forbidden):
            engine.execute(command, actor=clerk)
        engine.execute(command, actor=auditor)
    verified_, viewed = engine.ask(AuditTrail(), actor=auditor).items
    assert (viewed.kind, viewed.actor_id, viewed.details) == ("evidence.viewed", auditor.id, {"filters": {"kind": "user.created"}})
    assert (verified_.kind, verified_.details["records"]) == ("evidence.verified", 40)
