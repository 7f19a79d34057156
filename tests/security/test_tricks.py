"""Tricks of people who are signed in: things of others, names that nobody asked for, files that are something else."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import orjson
import pytest
from werkzeug.test import TestResponse

from engine.commands.procedures.deploy import Deploy, unzip_bundle
from engine.kernel.actor import SYSTEM
from engine.kernel.errors import InvalidInput
from tests.api.support import Caller, ok, problem
from tests.security.conftest import PNG, House, upload
from tests.security.watch import watched
from tests.support import bundles, looking
from tests.unit.dmn.drawing import decision, definitions, literal


def ask(caller: Caller, **submission: Any) -> TestResponse:
    return caller.post("/instances", {"procedure_id": "asked", "submission": submission})


# Things of others


def test_nobody_attaches_what_somebody_else_uploaded(house: House) -> None:
    theirs = upload(house.as_("asker"))
    assert {fault["where"] for fault in problem(ask(house.as_("other"), text="x", file=[theirs]), 422)["faults"]} == {"file"}
    submission = {"submission": {"text": "done", "file": [theirs]}}
    problem(house.as_("desk").post(f"/tasks/{house.task}/complete", submission), 422)


def test_nobody_takes_a_file_out_of_another_case(house: House) -> None:
    problem(ask(house.as_("asker"), text="again", file=[house.file]), 422)
    problem(ask(house.as_("other"), text="again", file=[house.file]), 422)


def test_the_requester_downloads_their_own_file_and_not_those_of_the_desk(house: House) -> None:
    assert house.as_("asker").get(f"/attachments/{house.file}").data == PNG
    inside = upload(house.as_("desk"), "inside.png")
    ok(house.as_("desk").post(f"/tasks/{house.task}/complete", {"submission": {"text": "done", "file": [inside]}}))
    problem(house.as_("asker").get(f"/attachments/{inside}"), 404)
    assert [each["id"] for each in ok(house.as_("asker").get(f"/portal/requests/{house.case}"))["attachments"]] == [house.file]


@pytest.mark.parametrize("path", ["/instances", "/portal/requests"])
def test_the_requester_sees_public_facts_only(house: House, path: str) -> None:
    ok(house.as_("desk").post(f"/tasks/{house.task}/complete", {"submission": {"text": "public", "secret": "hush"}}))
    (row,) = ok(house.as_("asker").get(path))["items"]
    assert row["facts"] == {"text": "public"}
    assert "hush" not in house.as_("asker").get(f"/portal/requests/{house.case}").get_data(as_text=True)
    assert ok(house.as_("desk").get("/instances"))["items"][0]["facts"] == {"text": "public", "secret": "hush"}


def test_the_requester_withdraws_their_own_case_and_no_other(house: House) -> None:
    message = {"name": "withdrawn", "instance_id": house.case, "variables": {"reason": "x", "secret": "set", "text": "set"}}
    problem(house.as_("other").post("/messages", message), 404)
    ok(house.as_("asker").post("/messages", message))
    assert looking.variables(house.engine, house.case).get("secret") is None
    assert looking.variables(house.engine, house.case)["text"] == "help"


def test_the_answer_to_somebody_elses_idempotency_key_stays_theirs(house: House) -> None:
    body = {"procedure_id": "asked", "submission": {"text": "x"}}
    mine, theirs = (
        ok(house.as_(name).post("/instances", body, headers={"Idempotency-Key": "the same"}), 201)["instance_id"]
        for name in ("asker", "other")
    )
    assert mine != theirs


def test_a_task_is_delegated_to_nobody_of_a_customer(house: House) -> None:
    desk = house.as_("desk")
    ok(desk.post(f"/tasks/{house.task}/claim"))
    for name in ("asker", "other"):
        problem(desk.post(f"/tasks/{house.task}/delegate", {"user_id": house.people[name].id}), 422, "person_not_possible")
    ok(desk.post(f"/tasks/{house.task}/delegate", {"user_id": house.people["auditor"].id}))


# Names that nobody asked for


@pytest.mark.parametrize("extra", ["requester", "customer", "priority", "status", "secret", "case", "actor", "typename", "__class__"])
def test_a_form_grants_its_own_names_only(house: House, extra: str) -> None:
    response = ask(house.as_("asker"), text="x", **{extra: "planted"})
    if response.status_code == 422 and extra == "typename":
        return
    variables = looking.variables(house.engine, ok(response, 201)["instance_id"])
    assert variables == {"text": "x", "requester": house.people["asker"].id, "customer": house.customers[0]}


def test_a_requester_asks_for_nobody_else(house: House) -> None:
    other = house.people["other"].id
    body = {"procedure_id": "asked", "submission": {"text": "x"}, "customer_id": house.customers[1], "requester_id": other}
    started = ok(house.as_("asker").post("/instances", body), 201)
    row = looking.instance(house.engine, started["instance_id"])
    assert (row.requester_id, row.customer_id) == (house.people["asker"].id, house.customers[0])


@pytest.mark.parametrize("body", [{"start_form": "call"}, {"start_form": "work"}, {"form": "ask"}, {"state": "completed"}])
def test_a_requester_starts_by_their_own_form_only(house: House, body: dict[str, str]) -> None:
    response = house.as_("asker").post("/instances", {"procedure_id": "asked", "submission": {"text": "x"}, **body})
    assert response.status_code in {403, 404, 422}


def test_nobody_names_columns_in_a_change_of_a_person(house: House) -> None:
    path = f"/users/{house.people['asker'].id}"
    for name in ("password_hash", "username", "permissions", "id", "version", "must_change_password"):
        problem(house.as_("admin").patch(path, {name: "x"}), 422)


# Files that are something else


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg onload='alert(1)'/>"),
        ("picture.png", b"<script>alert(1)</script>"),
        ("picture.png.html", PNG),
        ("notes.txt", b"<html><script>alert(1)</script>"),
        ("notes.txt", b"\x00\x01binary"),
        ("run.exe", b"MZ"),
        (".htaccess", b"x"),
        ("script.js", b"alert(1)"),
    ],
)
def test_what_a_browser_or_a_desktop_would_run_is_not_kept(house: House, name: str, content: bytes) -> None:
    response = house.as_("asker").send("POST", "/attachments", data={"file": (io.BytesIO(content), name)})
    assert response.status_code in {415, 422}


@pytest.mark.parametrize(
    "name", ["../../evil.png", "..\\..\\evil.png", "/etc/evil.png", "a\u202egnp.evil.png", "con.png", "x" * 400 + ".png"]
)
def test_a_name_of_a_file_leads_nowhere(house: House, name: str) -> None:
    made = upload(house.as_("asker"), name)
    response = house.as_("asker").get(f"/attachments/{made}")
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert not any(sign in disposition for sign in ("/", "\\", "..", "\n", "\u202e", "%2F", "%5C", "%E2%80%AE"))
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


EXPANDING = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = (
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/evil.dtd">',
    f'<!DOCTYPE d [<!ENTITY a0 "aaaaaaaaaa">{EXPANDING}]>',
    '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("doctype", DOCTYPES)
def test_no_file_of_a_bundle_declares_entities(house: House, doctype: str, encoding: str) -> None:
    good = bundles.two_steps()
    head = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}'
    diagram = good["two_steps.bpmn"].decode().partition("?>")[2]
    decisions = definitions(decision("d", literal("1"))).decode()
    for path, text in (("two_steps.bpmn", diagram), ("d.dmn", decisions)):
        with pytest.raises(InvalidInput) as refused:
            house.engine.execute(Deploy({**good, path: (head + text).encode(encoding)}), actor=SYSTEM)
        assert "root:" not in str(refused.value.faults)
        assert {fault.file for fault in refused.value.faults} == {path}


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{number}.dmn", b" " * 10_000_000)
    with pytest.raises(InvalidInput):
        unzip_bundle(packed.getvalue())


MARKUP = (
    {"type": "html", "content": "<script>alert(1)</script>"},
    {"type": "html", "content": "<img src=x onerror=alert(1)>"},
    {"type": "html", "content": "<a href='javascript:alert(1)'>x</a>"},
    {"type": "html", "content": "<a href='java\tscript:alert(1)'>x</a>"},
    {"type": "html", "content": "<img src='/\\evil.example/track.png'>"},
    {"type": "html", "content": "<a href='&#106;avascript:alert(1)'>x</a>"},
    {"type": "html", "content": "<iframe src='https://evil.example'></iframe>"},
    {"type": "html", "content": "<form action='https://evil.example'><input name=password></form>"},
    {"type": "html", "content": "<svg><script>alert(1)</script></svg>"},
    {"type": "html", "content": "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>"},
    {"type": "html", "content": "<img src='https://evil.example/track.png'>"},
    {"type": "html", "content": "<p style='background:url(https://evil.example)'>x</p>"},
    {"type": "text", "text": "<script>alert(1)</script>"},
    {"type": "text", "text": "[x](javascript:alert(1))"},
    {"type": "text", "text": "![x](https://evil.example/track.png)"},
    {"type": "textfield", "key": "a", "label": "<img src=x onerror=alert(1)>"},
    {"type": "textfield", "key": "a", "label": "a", "description": "<script>alert(1)</script>"},
    {"type": "iframe", "url": "https://evil.example"},
    {"type": "image", "source": "https://evil.example/track.png"},
)


@pytest.mark.parametrize("component", MARKUP, ids=str)
def test_no_form_brings_scripts_or_calls_other_hosts(house: House, component: dict[str, str]) -> None:
    form = {"id": "note", "type": "default", "schemaVersion": 16, "components": [{"id": "c", **component}]}
    files = {**bundles.two_steps(), "forms/note.form": orjson.dumps(form)}
    with pytest.raises(InvalidInput) as refused:
        house.engine.execute(Deploy(files), actor=SYSTEM)
    assert {fault.file for fault in refused.value.faults} == {"forms/note.form"}


# What comes in a request


@pytest.mark.parametrize("text", ["\\u0000", "a\\u0000b"])
def test_a_character_that_no_database_stores_is_refused(house: House, text: str) -> None:
    body = '{"procedure_id": "asked", "submission": {"text": "TEXT"}}'.replace("TEXT", text)
    response = house.as_("asker").send("POST", "/instances", data=body, content_type="application/json")
    assert {fault["code"] for fault in problem(response, 422)["faults"]} == {"text_not_storable"}
    problem(house.as_("desk").get("/tasks/%00"), 404)
    problem(house.as_("desk").get("/inbox?text=%00"), 422)


@pytest.mark.parametrize(
    "path", ["/instances", "/portal/requests", "/inbox", "/inbox?sort=priority", "/evidence", "/jobs", "/users", "/people"]
)
def test_a_forged_cursor_is_refused(house: House, path: str) -> None:
    forged = (
        "WzEsIDJd",
        "W251bGwsIG51bGxd",
        "WyJ4IiwgInkiXQ",
        "W3siYSI6IDF9LCBbMV1d",
        "W10",
        "e30",
        "%00",
        "!!",
    )  # [1, 2], nulls, objects …
    for cursor in forged:
        response = house.as_("admin").get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}")
        assert response.status_code in {200, 422}, cursor


def test_an_address_with_a_line_break_makes_one_line_of_the_log(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.engine, "ask", lambda *_args, **_more: 1 / 0)
    problem(house.as_("desk").get("/tasks/x%0aERROR%20forged"), 500, "internal_error")
    assert "\nERROR forged" not in caplog.records[-1].getMessage()


@pytest.mark.parametrize("piece", ["{{", "![", "](", "<", "<!--", "<a ", "<a b='", "&#", "<![CDATA["])
def test_no_markup_keeps_the_deployment_busy(house: House, piece: str) -> None:
    shown = [{"type": "html", "content": piece * 500_000}, {"type": "text", "text": piece * 1_000}]
    form = {"id": "note", "type": "default", "schemaVersion": 16, "components": [{"id": f"c{n}", **each} for n, each in enumerate(shown)]}
    with watched(), pytest.raises(InvalidInput) as refused:
        house.engine.execute(Deploy({**bundles.two_steps(), "forms/note.form": orjson.dumps(form)}), actor=SYSTEM)
    assert "text_too_long" in {fault.code for fault in refused.value.faults}
