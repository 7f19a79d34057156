"""Inbox, tasks and drafts over HTTP."""

from __future__ import annotations

from tests.api.conftest import House
from tests.api.support import Caller, ok, problem


def test_a_case_from_start_to_end(clerk: Caller) -> None:
    started = ok(clerk.post("/instances", {"procedure_id": "two_steps", "submission": {"text": "a", "amount": 1}}), 201)
    for _ in range(2):
        row = ok(clerk.get("/inbox?view=roles"))["items"][0]
        ok(clerk.post(f"/tasks/{row['task_id']}/claim"))
        ok(clerk.post(f"/tasks/{row['task_id']}/complete", {"submission": {"text": "b", "amount": 2}}))
    assert ok(clerk.get(f"/instances/{started['instance_id']}"))["case"]["state"] == "completed"


def test_a_task_with_its_form_in_the_readers_language(clerk: Caller, task: str) -> None:
    shown = ok(clerk.get(f"/tasks/{task}"))
    assert shown["form"]["data"] == {"text": "a", "amount": 1}
    assert "complete" in shown["actions"]
    assert ok(clerk.get(f"/tasks/{task}?locale=en"))["form"]["form_id"] == "note"
    problem(clerk.get(f"/tasks/{task}?locale=fr"), 422, "invalid_input")


def test_two_people_complete_one_task(clerk: Caller, colleague: Caller, task: str) -> None:
    ok(clerk.post(f"/tasks/{task}/complete", {"submission": {}}))
    problem(colleague.post(f"/tasks/{task}/complete", {"submission": {}}), 409)
    assert len(ok(clerk.get("/inbox?view=roles"))["items"]) == 1, "the case is at its second step, once"
