"""Uploads that no form has taken up: so many and so much, for a day; and nothing is left of those that were killed."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.attachments import content as contents
from engine.attachments.content import path_of
from engine.attachments.tables import attachment
from engine.bootstrap import Engine
from engine.commands.tasks import add_attachment, forget_loose_uploads
from engine.commands.tasks.add_attachment import AddAttachment, AttachmentInfo
from engine.commands.tasks.forget_loose_uploads import ForgetLooseUploads
from engine.commands.tasks.save_draft import SaveDraft
from engine.kernel.actor import Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, LimitExceeded
from engine.queries.cases.attachments import AttachmentContent
from tests.integration.attachments.test_attachments import case_with_form, submit
from tests.support.looking import rows
from tests.support.people import People

A_DAY = timedelta(days=1, seconds=1)


@pytest.fixture
def clerk(engine: Engine, people: People) -> Actor:
    return people.hire("li", "clerk")


def upload(engine: Engine, actor: Actor, content: bytes, *, key: str | None = None, name: str = "a.txt") -> AttachmentInfo:
    return engine.execute(AddAttachment(name, io.BytesIO(content)), actor=actor, idempotency_key=key)


def files_of(engine: Engine) -> list[Path]:
    return [path for path in (engine.settings.data_dir / "attachments").rglob("*") if path.is_file()]


def grow_old(engine: Engine, clock: ManualClock) -> None:
    """Two days pass, also for what is on the disk, and all 24 hours are swept."""
    for path in files_of(engine):
        os.utime(path, (0, clock.now().timestamp()))
    clock.advance(timedelta(days=2))
    for _ in range(24):
        engine.sweep()
        clock.advance(timedelta(hours=1))


def test_a_person_has_so_many(engine: Engine, people: People, clerk: Actor) -> None:
    engine.settings = replace(engine.settings, loose_uploads_files=3)
    for number in range(3):
        upload(engine, clerk, f"{number}".encode())
    before = len(files_of(engine))
    with pytest.raises(LimitExceeded) as refused:
        upload(engine, clerk, b"more")
    assert refused.value.reason_code == "loose_uploads"
    assert len(files_of(engine)) == before, "what is refused is not kept"
    upload(engine, people.hire("wang", "clerk"), b"more")


def test_a_person_has_so_much(engine: Engine, clerk: Actor) -> None:
    engine.settings = replace(engine.settings, loose_uploads_bytes=1_000)
    upload(engine, clerk, b"a" * 600)
    with pytest.raises(LimitExceeded):
        upload(engine, clerk, b"b" * 401)
    upload(engine, clerk, b"c" * 400)
    assert len(files_of(engine)) == 2


def test_what_a_form_has_taken_up_does_not_count(engine: Engine, clerk: Actor) -> None:
    engine.settings = replace(engine.settings, loose_uploads_files=1)
    case = case_with_form(engine, clerk)
    submit(engine, clerk, case, "work", upload(engine, clerk, b"first").attachment_id)
    upload(engine, clerk, b"second")


def test_loose_uploads_go_after_a_day_with_their_contents(engine: Engine, clerk: Actor, clock: ManualClock) -> None:
    case = case_with_form(engine, clerk)
    taken, loose = upload(engine, clerk, b"taken"), upload(engine, clerk, b"loose")
    also_loose = upload(engine, clerk, b"taken")  # the same content as one that a case has
    submit(engine, clerk, case, "work", taken.attachment_id)
    engine.sweep()
    assert {row.id for row in rows(engine, attachment)} == {taken.attachment_id, loose.attachment_id, also_loose.attachment_id}
    grow_old(engine, clock)
    assert {row.id for row in rows(engine, attachment)} == {taken.attachment_id}
    assert files_of(engine) == [path_of(engine.settings.data_dir, taken.checksum)]
    assert engine.ask(AttachmentContent(taken.attachment_id), actor=clerk).content == b"taken"


def test_what_a_draft_names_stays(engine: Engine, clerk: Actor, clock: ManualClock) -> None:
    case_with_form(engine, clerk)
    kept = upload(engine, clerk, b"kept")
    engine.execute(SaveDraft("start:proven:proof", {"proof": [kept.attachment_id]}), actor=clerk)
    upload(engine, clerk, b"loose")
    grow_old(engine, clock)
    assert {row.id for row in rows(engine, attachment)} == {kept.attachment_id}
    assert engine.ask(AttachmentContent(kept.attachment_id), actor=clerk).content == b"kept"


def test_those_that_stay_do_not_keep_others_from_going(
    engine: Engine, clerk: Actor, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget_loose_uploads, "_AT_A_TIME", 2)
    kept = [upload(engine, clerk, f"{number}".encode()).attachment_id for number in range(3)]
    engine.execute(SaveDraft("start:proven:proof", {"proof": kept}), actor=clerk)
    upload(engine, clerk, b"loose")
    grow_old(engine, clock)
    assert {row.id for row in rows(engine, attachment)} == set(kept)


def test_nobody_but_the_product_sweeps(engine: Engine, clerk: Actor) -> None:
    with pytest.raises(Forbidden):
        engine.execute(ForgetLooseUploads(), actor=clerk)


def test_what_killed_uploads_leave_goes(engine: Engine, clerk: Actor, clock: ManualClock) -> None:
    whole = upload(engine, clerk, b"whole")
    case = case_with_form(engine, clerk)
    submit(engine, clerk, case, "work", whole.attachment_id)
    folder = engine.settings.data_dir / "attachments"
    (folder / ".incoming-killed").write_bytes(b"half")
    unnamed = path_of(engine.settings.data_dir, "ab" * 32)
    put_aside = path_of(engine.settings.data_dir, "cd" * 32)
    for path in (unnamed, put_aside.with_name(f".leaving-{put_aside.name}")):
        path.parent.mkdir()
        path.write_bytes(b"left")
    engine.sweep()
    assert len(files_of(engine)) == 4, "what is young may be at work"
    grow_old(engine, clock)
    assert files_of(engine) == [path_of(engine.settings.data_dir, whole.checksum)]


def test_a_content_that_is_uploaded_again_while_it_is_removed_stays(engine: Engine, clerk: Actor, clock: ManualClock) -> None:
    """Between the look for rows that name it and its removal."""
    path = path_of(engine.settings.data_dir, upload(engine, clerk, b"again").checksum)
    os.utime(path, (0, 0))
    before = path.stat().st_mtime + 1
    upload(engine, clerk, b"again")
    assert not contents.remove_content(engine.settings.data_dir, path.name, before)
    assert path.read_bytes() == b"again"


def test_an_upload_sent_again_with_its_key_is_one(engine: Engine, clerk: Actor) -> None:
    engine.settings = replace(engine.settings, loose_uploads_files=1)
    first = upload(engine, clerk, b"content", key="k")
    assert upload(engine, clerk, b"content", key="k") == first, "also where there is no room for another one"
    assert len(rows(engine, attachment)) == 1
    for name, content in (("a.txt", b"other"), ("b.txt", b"content")):
        with pytest.raises(Conflict) as refused:
            upload(engine, clerk, content, key="k", name=name)
        assert refused.value.reason_code == "idempotency_key_reused"


def test_a_content_is_kept_while_no_transaction_is_open(engine: Engine, clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    connections: list[int] = []
    real = contents.store_content

    def store_content(*given: object, **named: object) -> object:
        connections.append(engine.database.pool.checkedout())  # type: ignore[attr-defined]
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(add_attachment, "store_content", store_content)
    upload(engine, clerk, b"content")
    with pytest.raises(InvalidInput):
        upload(engine, clerk, b"<html>", name="a.pdf")
    assert connections == [0, 0]
