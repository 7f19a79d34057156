"""Cases, procedures, portal, messages over HTTP."""

from __future__ import annotations

import pytest

from tests.api.conftest import House
from tests.api.support import Caller, ok, problem, program
from tests.support import bundles
from tests.support.bundles import end_event, flow, start_event, user_task


def start(caller: Caller, procedure_id: str = "two_steps", **submission: object) -> str:
    return str(ok(caller.post("/instances", {"procedure_id": procedure_id, "submission": submission}), 201)["instance_id"])


def test_starting_gives_a_number_and_a_receipt(clerk: Caller) -> None:
    response = clerk.post("/instances", {"procedure_id": "two_steps", "submission": {"text": "a"}})
    started = ok(response, 201)
    assert started["number"].startswith("T-TWO_STEPS-")
    assert started["receipts"]
    assert response.headers["ETag"] == f'"{started["version"]}"'


def test_who_may_not_start(stranger: Caller, clerk: Caller) -> None:
    problem(stranger.post("/instances", {"procedure_id": "two_steps"}), 403)
    problem(clerk.post("/instances", {"procedure_id": "no_such"}), 404)
    problem(clerk.post("/instances", {"procedure_id": "two_steps", "submission": {"amount": "x"}}), 422, "submission_invalid")


def test_what_may_be_started_and_its_form(clerk: Caller, stranger: Caller) -> None:
    assert [each["procedure_id"] for each in ok(clerk.get("/procedures/startable"))["items"]] == ["two_steps"]
    assert ok(clerk.get("/procedures/two_steps/start-form?locale=en"))["form"]["form_id"] == "note"
    assert ok(stranger.get("/procedures/startable"))["items"] == []
    problem(stranger.get("/procedures/two_steps/start-form"), 404)


def test_a_case_with_all_that_belongs_to_it(clerk: Caller, case: str) -> None:
    response = clerk.get(f"/instances/{case}")
    shown = ok(response)
    assert shown["variables"] == {"text": "a", "amount": 1}
    assert [task["element_id"] for task in shown["tasks"]] == ["first"]
    assert response.headers["ETag"] == f'"{shown["case"]["version"]}"'
    assert ok(clerk.get(f"/instances/{case}/diagram"))["active"] == ["first"]
    assert ok(clerk.get(f"/instances/{case}/clocks"))["items"] == []
    assert ok(clerk.get(f"/instances/{case}/attachments"))["items"] == []
    kinds = [entry["kind"] for entry in ok(clerk.get(f"/instances/{case}/history"))["items"]]
    assert kinds[0] == "instance.started"


@pytest.mark.parametrize("part", ["", "/history", "/diagram", "/clocks", "/attachments"])
def test_a_case_that_one_may_not_see_does_not_exist(stranger: Caller, case: str, part: str) -> None:
    problem(stranger.get(f"/instances/{case}{part}"), 404)
    problem(stranger.get(f"/instances/nothing{part}"), 404)


def test_the_evidence_of_a_case_is_for_those_who_may_read_evidence(clerk: Caller, admin: Caller, case: str) -> None:
    entries = ok(admin.get(f"/instances/{case}/evidence"))["items"]
    assert {entry["instance_id"] for entry in entries} == {case}
    problem(clerk.get(f"/instances/{case}/evidence"), 403)


def test_lists_and_filters(clerk: Caller, stranger: Caller, case: str) -> None:
    assert [row["id"] for row in ok(clerk.get("/instances?state=running&procedure_id=two_steps"))["items"]] == [case]
    assert ok(clerk.get("/instances?state=completed"))["items"] == []
    assert ok(clerk.get("/instances?started_before=2026-01-01T00:00:00Z"))["items"] == []
    assert ok(stranger.get("/instances"))["items"] == []
    problem(clerk.get("/instances?started_from=yesterday"), 422)
    problem(clerk.get("/instances?state=open"), 422)


def test_suspend_resume_correct_cancel(clerk: Caller, admin: Caller, case: str, task: str) -> None:
    path = f"/instances/{case}"
    problem(clerk.post(f"{path}/suspend", {"reason": "holiday"}), 403)
    problem(admin.post(f"{path}/suspend", {"reason": ""}), 422)
    ok(admin.post(f"{path}/suspend", {"reason": "holiday"}))
    problem(clerk.post(f"/tasks/{task}/complete", {"submission": {}}), 409)
    ok(admin.post(f"{path}/resume"))
    ok(admin.post(f"{path}/variables", {"variables": {"amount": 5}, "reason": "typed wrongly"}))
    assert ok(clerk.get(path))["variables"]["amount"] == 5
    etag = admin.get(path).headers["ETag"]
    ok(admin.post(f"{path}/cancel", {"reason": "mistake"}, headers={"If-Match": etag}))
    problem(admin.post(f"{path}/cancel", {"reason": "again"}), 409)
    problem(admin.post(f"{path}/resume", headers={"If-Match": etag}), 412)


def test_an_administrator_sees_no_more_than_the_permission_says(house: House, admin: Caller, case: str) -> None:
    problem(admin.post("/instances/nothing/cancel", {"reason": "x"}), 404)
    reader = program(house.app, house.engine, house.admin, "read")
    ok(reader.get(f"/instances/{case}"))
    problem(reader.post(f"/instances/{case}/cancel", {"reason": "x"}), 403, "scope_missing")


WAITS = [
    start_event(),
    '<bpmn:intermediateCatchEvent id="wait" name="wait"><bpmn:messageEventDefinition messageRef="news"/></bpmn:intermediateCatchEvent>',
    user_task("after"),
    end_event(),
    flow("start", "wait"),
    flow("wait", "after"),
    flow("after", "end"),
]
NEWS = (
    '<bpmn:message id="news" name="news"><bpmn:extensionElements><zeebe:subscription correlationKey="=text"/>'
    '</bpmn:extensionElements></bpmn:message><bpmn:signal id="alarm" name="alarm"/>'
)


@pytest.fixture
def waiting(house: House) -> str:
    """A procedure whose cases wait for the message ``news`` with their text as key."""
    bundles.deploy(
        house.engine,
        bundles.files(
            "waits",
            "".join(WAITS),
            before=NEWS,
            forms={"note": bundles.form("note", "text")},
            start_form="note",
            extra='readers = ["clerk"]',
            tables='[messages.news]\nroles = ["clerk"]\n',
        ),
    )
    return "waits"


def test_a_message_reaches_the_case_that_waits_for_it(clerk: Caller, waiting: str) -> None:
    one, _other = start(clerk, waiting, text="k1"), start(clerk, waiting, text="k2")
    reached = ok(clerk.post("/messages", {"name": "news", "correlation_key": "k1", "variables": {"found": True}}))
    assert reached["instances"] == [one]
    problem(clerk.post("/messages", {"name": "news", "correlation_key": "k3"}), 404)
    problem(clerk.post("/messages", {"name": ""}), 422)


def test_who_may_not_send_a_message_or_a_signal(clerk: Caller, stranger: Caller, admin: Caller, waiting: str) -> None:
    start(clerk, waiting, text="k1")
    assert stranger.post("/messages", {"name": "news", "correlation_key": "k1"}).status_code in {403, 404}
    problem(clerk.post("/signals", {"name": "alarm"}), 403)
    assert ok(admin.post("/signals", {"name": "alarm"}))["instances"] == []


@pytest.fixture
def portal(house: House) -> str:
    """A procedure that requesters start in the portal."""
    body = "".join([start_event(), user_task("work", form="note"), end_event(), flow("start", "work"), flow("work", "end")])
    files = bundles.files(
        "asked",
        body,
        forms={"note": bundles.form("note", "text", "internal")},
        start_form="note",
        start_roles=("requester",),
        extra='readers = ["clerk"]\nrequester = "requester"\ntitle = "text"\npublic = ["text"]',
    )
    files["procedure.toml"] += b"\nportal = true\n"
    bundles.deploy(house.engine, files)
    return "asked"


def test_the_requester_sees_what_is_public_and_nothing_else(stranger: Caller, clerk: Caller, portal: str) -> None:
    own = start(stranger, portal, text="Help", internal="secret")
    assert [row["id"] for row in ok(stranger.get("/portal/requests"))["items"]] == [own]
    shown = ok(stranger.get(f"/portal/requests/{own}"))
    assert shown["values"] == {"text": "Help"}
    assert "secret" not in stranger.get(f"/portal/requests/{own}").get_data(as_text=True)
    problem(clerk.get(f"/portal/requests/{own}"), 404)
    assert ok(clerk.get("/portal/requests?open_only=true"))["items"] == []
