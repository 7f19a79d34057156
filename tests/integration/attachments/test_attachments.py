"""Files from the upload to the case: who may use them, and who may read them."""

from __future__ import annotations

import io
import json
from hashlib import sha256

import pytest

from engine.attachments.content import path_of
from engine.attachments.tables import attachment
from engine.bootstrap import Engine
from engine.commands.tasks.add_attachment import AddAttachment, AttachmentInfo
from engine.commands.tasks.complete_task import CompleteTask
from engine.identity.rules import ANONYMOUS
from engine.kernel.actor import Actor
from engine.kernel.errors import Broken, Forbidden, InvalidInput, NotFound
from engine.kernel.permissions import Permission
from engine.queries.cases.attachments import AttachmentContent
from tests.support.bundles import deploy, end_event, files, flow, start, start_event, user_task
from tests.support.looking import evidence, open_task, rows
from tests.support.people import People

PDF = b"%PDF-1.7\n" + b"report " * 100
FORM = {
    "id": "proof",
    "type": "default",
    "schemaVersion": 19,
    "components": [{"id": "f1", "key": "proof", "type": "filepicker", "label": "Proof"}],
}


def upload(engine: Engine, actor: Actor, name: str = "报告.pdf", content: bytes = PDF) -> AttachmentInfo:
    return engine.execute(AddAttachment(name, io.BytesIO(content)), actor=actor)


def case_with_form(engine: Engine, clerk: Actor) -> str:
    body = start_event() + user_task("work", form="proof") + user_task("more", form="proof") + end_event()
    body += flow("start", "work") + flow("work", "more") + flow("more", "end")
    deploy(engine, files("proven", body, forms={"proof": json.dumps(FORM).encode()}))
    return start(engine, "proven", clerk).instance_id


def submit(engine: Engine, actor: Actor, case: str, element: str, *ids: str) -> None:
    engine.execute(CompleteTask(open_task(engine, case, element).id, {"proof": list(ids)}), actor=actor)


def test_a_file_is_kept_and_given_back(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    info = upload(engine, clerk)
    assert (info.file_name, info.media_type, info.bytes, info.checksum) == (
        "报告.pdf",
        "application/pdf",
        len(PDF),
        sha256(PDF).hexdigest(),
    )
    found = engine.ask(AttachmentContent(info.attachment_id), actor=clerk)
    assert (found.file_name, found.media_type, found.content) == ("报告.pdf", "application/pdf", PDF)


def test_before_it_is_submitted_only_the_uploader_knows_it(engine: Engine, people: People) -> None:
    info = upload(engine, people.hire("li", "clerk"))
    for other in (people.hire("zhao", "clerk"), people.hire("shen", permissions=(Permission.CASES_READ_ALL,))):
        with pytest.raises(NotFound):
            engine.ask(AttachmentContent(info.attachment_id), actor=other)


def test_a_submitted_file_belongs_to_the_case_and_its_checksum_to_the_evidence(engine: Engine, people: People) -> None:
    clerk, colleague, stranger = people.hire("li", "clerk"), people.hire("zhao", "clerk"), people.hire("qian", "guard")
    case = case_with_form(engine, clerk)
    info = upload(engine, clerk)
    submit(engine, clerk, case, "work", info.attachment_id)
    assert engine.ask(AttachmentContent(info.attachment_id), actor=colleague).content == PDF, "a candidate of the next task"
    with pytest.raises(NotFound):
        engine.ask(AttachmentContent(info.attachment_id), actor=stranger)
    (record,) = evidence(engine, case, "task.completed")
    (named,) = record["details"]["attachments"]
    assert (named["sha256"], named["bytes"], named["type"]) == (info.checksum, len(PDF), "application/pdf")


def test_nobody_submits_the_file_of_another(engine: Engine, people: People) -> None:
    clerk, colleague = people.hire("li", "clerk"), people.hire("zhao", "clerk")
    case = case_with_form(engine, clerk)
    with pytest.raises(InvalidInput):
        submit(engine, clerk, case, "work", upload(engine, colleague).attachment_id)


def test_the_same_content_under_two_names_is_kept_once(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    one, other = upload(engine, clerk, "a.pdf"), upload(engine, clerk, "b.pdf")
    assert one.attachment_id != other.attachment_id
    assert one.checksum == other.checksum
    assert len([path for path in engine.settings.data_dir.rglob("*") if path.is_file()]) == 1
    assert len(rows(engine, attachment)) == 2


def test_a_file_that_is_refused_leaves_no_row(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    for name, content in (("a.html", b"<html>"), ("a.png", PDF), ("a.pdf", b"")):
        with pytest.raises(InvalidInput):
            upload(engine, clerk, name, content)
    assert rows(engine, attachment) == []


def test_somebody_who_is_not_signed_in_uploads_nothing(engine: Engine) -> None:
    with pytest.raises(Forbidden):
        upload(engine, ANONYMOUS)


def test_a_file_changed_behind_our_back_is_not_given_out(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    info = upload(engine, clerk)
    path_of(engine.settings.data_dir, info.checksum).write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(Broken):
        engine.ask(AttachmentContent(info.attachment_id), actor=clerk)
