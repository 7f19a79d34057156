"""Ways to make the product say what did not happen, with the database's password or the disk at hand. Each is found and named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from cli.first_start import OPERATOR
from engine.attachments.content import path_of
from engine.bootstrap import Engine
from engine.queries.evidence.verify import VerifyEvidence
from tests.integration.evidence.history import PDF
from tests.integration.evidence.tampering import unguarded

CASE = "(SELECT id FROM process_instance WHERE number LIKE 'T-WAITING%')"
PROVEN = "(SELECT id FROM process_instance WHERE number LIKE 'T-PROVEN%')"
VERSION = "(SELECT active_version_id FROM procedure WHERE id = 'proven')"
OPEN = f"instance_id = {PROVEN} AND state = 'open'"
LINA = "(SELECT id FROM app_user WHERE username = 'lina')"


@dataclass(frozen=True, slots=True)
class Way:
    """``statements``: SQL. ``code``, ``table`` and ``field``: what a finding must name."""

    name: str
    statements: tuple[str, ...]
    code: str
    table: str | None = None
    field: str | None = None


WAYS = (
    Way("a task is said to be done", (f"UPDATE user_task SET state = 'completed' WHERE {OPEN}",),
        "row_changed", "user_task", "state"),
    Way("a task is put into somebody's hands", (f"UPDATE user_task SET assignee_id = {LINA} WHERE {OPEN}",),
        "row_changed", "user_task", "assignee_id"),
    Way("a deadline is moved", ("UPDATE user_task SET due_at = created_at, due_order = created_at WHERE due_at IS NOT NULL",),
        "row_changed", "user_task", "due_at"),
    Way("another is said to have done it", ("UPDATE user_task SET ended_by = 'nobody' WHERE ended_by IS NOT NULL",),
        "row_changed", "user_task", "ended_by"),
    Way("a task is removed", (f"DELETE FROM user_task WHERE {OPEN}",), "row_deleted", "user_task"),
    Way("a task is offered to somebody else",
        (f"UPDATE task_candidate SET candidate = 'role:requester' "
         f"WHERE task_id IN (SELECT id FROM user_task WHERE {OPEN})",), "row_added", "task_candidate"),
    Way("a case is said to be over", (f"UPDATE process_instance SET state = 'completed' WHERE id = {CASE}",),
        "row_changed", "process_instance", "state"),
    Way("a case gets another number", (f"UPDATE process_instance SET number = 'T-WAITING-2020-0007' WHERE id = {CASE}",),
        "row_changed", "process_instance", "number"),
    Way("a case is given to another customer", (f"UPDATE process_instance SET customer_id = 'other' WHERE id = {CASE}",),
        "row_changed", "process_instance", "customer_id"),
    Way("variables are replaced",
        (f"UPDATE process_instance SET snapshot = (SELECT p.snapshot FROM process_instance p WHERE p.id = {CASE}) WHERE id = {PROVEN}",),
        "row_changed", "process_instance", "snapshot"),
    Way("a timer is said to have fired", (f"UPDATE job SET state = 'done' WHERE kind = 'timer' AND instance_id = {CASE}",),
        "row_changed", "job", "state"),
    Way("a timer is put off", (f"UPDATE job SET due_at = created_at WHERE kind = 'timer' AND instance_id = {CASE}",),
        "row_changed", "job", "due_at"),
    Way("a job is removed", (f"DELETE FROM job WHERE kind = 'timer' AND instance_id = {CASE}",), "row_deleted", "job"),
    Way("a case no longer waits for its message", (f"DELETE FROM subscription WHERE instance_id = {CASE}",), "row_deleted", "subscription"),
    Way("an incident is hushed up", (f"UPDATE incident SET state = 'resolved' WHERE instance_id = {CASE}",),
        "row_changed", "incident", "state"),
    Way("a clock is set back",
        ("UPDATE service_clock SET elapsed_seconds = elapsed_seconds + 7",),
        "row_changed", "service_clock", "elapsed_seconds"),
    Way("a clock's past is rewritten", ("UPDATE service_clock SET segments = '[]'",), "row_changed", "service_clock", "*"),
    Way("a role is granted by hand",
        (f"INSERT INTO role_assignment (id, user_id, role_id, granted_at) SELECT 'mine', {LINA}, 'administrator', granted_at "
         "FROM role_assignment LIMIT 1",),
        "row_added", "role_assignment"),
    Way("a role carries more", ("UPDATE role SET permissions = (SELECT permissions FROM role WHERE id = 'administrator') "
                                "WHERE id = 'requester'",), "row_changed", "role", "permissions"),
    Way("somebody is let in again", ("UPDATE app_user SET active = NOT active WHERE username = 'lina'",),
        "row_changed", "app_user", "active"),
    Way("a token lives longer", ("UPDATE api_token SET scopes = '[\"admin\"]'",), "row_changed", "api_token", "scopes"),
    Way("a calendar has fewer hours", ("UPDATE business_calendar SET weekly = '{}' WHERE id = 'office'",),
        "row_changed", "business_calendar", "weekly"),
    Way("a diagram is swapped",
        (f"UPDATE bundle_file SET content = (SELECT b.content FROM bundle_file b WHERE b.path = 'waiting.bpmn') "
         f"WHERE path = 'proven.bpmn' AND version_id = {VERSION}",),
        "file_changed", "bundle_file"),
    Way("a diagram is removed", (f"DELETE FROM bundle_file WHERE path = 'proven.bpmn' AND version_id = {VERSION}",),
        "row_deleted", "bundle_file"),
    Way("a version gets another checksum", (f"UPDATE procedure_version SET checksum = 'another' WHERE id = {VERSION}",),
        "row_changed", "procedure_version", "checksum"),
    Way("a version gets another number", (f"UPDATE procedure_version SET number = 7 WHERE id = {VERSION}",),
        "row_changed", "procedure_version", "number"),
    Way("more people may start a procedure", (f"UPDATE procedure_version SET metadata = '{{}}' WHERE id = {VERSION}",),
        "row_changed", "procedure_version", "metadata"),
    Way("a procedure gets another owner", ("UPDATE procedure SET owner_role = 'requester' WHERE id = 'proven'",),
        "row_changed", "procedure", "owner_role"),
    Way("a message begins nothing any more", ("DELETE FROM start_subscription",), "row_deleted", "start_subscription"),
    Way("another version is active", ("UPDATE procedure SET active_version_id = 'another' WHERE id = 'proven'",),
        "row_changed", "procedure", "active_version_id"),
    Way("an attachment is moved to another case", (f"UPDATE attachment SET instance_id = {CASE} WHERE instance_id = {PROVEN}",),
        "row_deleted", "attachment"),
    Way("an attachment's row is removed", (f"DELETE FROM attachment WHERE instance_id = {PROVEN}",), "row_deleted", "attachment"),
    Way("an attachment is another file's", ("UPDATE attachment SET checksum = 'another' WHERE instance_id IS NOT NULL",),
        "row_changed", "attachment", "checksum"),
    Way("the organisation's stream is removed whole",
        ("DELETE FROM evidence_entry WHERE stream = 'organisation'", "DELETE FROM evidence_stream"), "stream_gone"),
    Way("a case is removed, and its number given out again",
        (f"DELETE FROM evidence_entry WHERE stream = {CASE}", f"DELETE FROM process_instance WHERE id = {CASE}",
         "DELETE FROM number_series WHERE series = 'T-WAITING'"), "row_added", "job"),
    Way("a number will be given out twice",
        ("UPDATE number_series SET last = last - 1 WHERE series = 'T-PROVEN'",), "number_series", "number_series"),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_it_is_found_and_named(way: Way, sqlite_history: Engine) -> None:
    assert_found(way, sqlite_history)


ELSEWHERE = [way for way in WAYS if way.code in ("row_added", "file_changed", "stream_gone")]


@pytest.mark.parametrize("way", ELSEWHERE, ids=lambda way: way.name)
def test_on_the_other_database_too(way: Way, history: Engine) -> None:
    assert_found(way, history)


def assert_found(way: Way, engine: Engine) -> None:
    with unguarded(engine) as db:
        assert sum(db.execute(text(statement)).rowcount for statement in way.statements) > 0, "it does something"
    found = engine.ask(VerifyEvidence(), actor=OPERATOR).faults
    assert any(fault.code == way.code and (fault.table, fault.field) == (way.table, way.field) for fault in found), found


@pytest.mark.parametrize("code", ["file_changed", "file_gone", "file_unreadable"])
def test_an_attachment_on_the_disk_is_looked_at(code: str, sqlite_history: Engine) -> None:
    with unguarded(sqlite_history) as db:
        checksum = db.execute(text(f"SELECT checksum FROM attachment WHERE instance_id = {PROVEN}")).scalar_one()
    _spoil(path_of(sqlite_history.settings.data_dir, checksum), code)
    (fault,) = sqlite_history.ask(VerifyEvidence(), actor=OPERATOR).faults
    assert (fault.code, fault.table) == (code, "attachment")
    assert "报告.pdf" in fault.en


def _spoil(path: Path, code: str) -> None:
    path.unlink()
    if code == "file_changed":
        path.write_bytes(PDF + b" ")
    elif code == "file_unreadable":
        path.mkdir()
