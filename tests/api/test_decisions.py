"""Decisions over HTTP: those of a case, the tables of a version, a try."""

from __future__ import annotations

import pytest

from tests.api.conftest import House
from tests.api.support import Caller, ok, problem, program
from tests.support import bundles
from tests.support.deciding import deciding

VERSION = "/definitions/deciding/versions/1/decisions"


@pytest.fixture(autouse=True)
def deployed(house: House) -> None:
    bundles.deploy(house.engine, deciding())


@pytest.fixture
def case(clerk: Caller) -> str:
    """A case that has decided once."""
    body = {"procedure_id": "deciding", "submission": {"text": "begin", "amount": 1}}
    started = str(ok(clerk.post("/instances", body), 201)["instance_id"])
    (row,) = ok(clerk.get("/inbox?view=roles"))["items"]
    ok(clerk.post(f"/tasks/{row['task_id']}/complete", {"submission": {"text": "urgent", "amount": 20}}))
    return started


def test_the_decisions_of_a_case(clerk: Caller, stranger: Caller, case: str) -> None:
    page = ok(clerk.get(f"/instances/{case}/decisions"))
    (made,) = page["items"]
    assert (made["name"], made["result"], made["element_zh"], made["procedure_version"]) == ("Route 去向", "desk", "选择去向", 1)
    (table,) = made["trace"][-1]["tables"]
    assert [rule["index"] for rule in table["rules"]] == [2]
    assert table["rule_count"] == 3
    assert [(each["label"], each["value"]) for each in table["inputs"]] == [("Weight 权重", 10), ("Text 内容", "urgent")]
    assert page["next_cursor"] is None
    problem(stranger.get(f"/instances/{case}/decisions"), 404)
    problem(clerk.get(f"/instances/{case}/decisions?limit=0"), 422)
    problem(clerk.get(f"/instances/{case}/decisions?cursor=x"), 422)


def test_the_tables_of_a_version(clerk: Caller) -> None:
    shown = ok(clerk.get(VERSION))
    sheet = next(sheet for sheet in shown["sheets"] if sheet["logic"]["id"] == "route")
    (line,) = sheet["logic"]["body"]
    assert line["kind"] == sheet["logic"]["logic"] == "decisionTable"
    assert [rule["outputs"] for rule in line["table"]["rules"]] == [['"board"'], ['"desk"'], ['"post"']]
    assert [each["name"] for each in sheet["inputs"]] == ["amount", "text"]
    problem(clerk.get("/definitions/deciding/versions/7/decisions"), 404)
    problem(clerk.get("/definitions/nothing/versions/1/decisions"), 404)


def test_a_try(clerk: Caller) -> None:
    found = ok(clerk.post(f"{VERSION}/route/evaluate", {"inputs": {"amount": 400, "text": "x"}}))
    assert found["value"] == "board"
    assert [step["name"] for step in found["trace"]] == ["net", "weight", "route"]
    assert found["problems"] == []
    without = ok(clerk.post(f"{VERSION}/weekend/evaluate", {"inputs": {}}))
    assert without["value"] is None
    assert all(each["en"] and each["zh"] for each in without["problems"])
    assert without["problems"]


def test_what_cannot_be_tried(clerk: Caller) -> None:
    problem(clerk.post(f"{VERSION}/nothing/evaluate", {"inputs": {}}), 404)
    problem(clerk.post(f"{VERSION}/route/evaluate", {}), 422)
    problem(clerk.post(f"{VERSION}/route/evaluate", {"inputs": [1]}), 422)
    problem(clerk.post(f"{VERSION}/route/evaluate", {"inputs": {}, "store": True}), 422)
    deep = b'{"inputs": {"text": ' + b"[" * 900 + b"]" * 900 + b"}}"
    answered = clerk.send("POST", f"{VERSION}/route/evaluate", data=deep, content_type="application/json")
    assert "nesting" in problem(answered, 422, "feel_limit_exceeded")["detail"]


def test_a_token_that_reads_may_try(house: House) -> None:
    """It is a question: nothing changes by it."""
    reader = program(house.app, house.engine, house.clerk, "read")
    assert ok(reader.post(f"{VERSION}/route/evaluate", {"inputs": {"amount": 1, "text": "urgent"}}))["value"] == "desk"
    narrow = program(house.app, house.engine, house.clerk, "tasks")
    problem(narrow.post(f"{VERSION}/route/evaluate", {"inputs": {}}), 403, "scope_missing")
