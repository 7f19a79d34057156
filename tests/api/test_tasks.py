"""Inbox, tasks and drafts over HTTP."""

from __future__ import annotations

import pytest

from tests.api.conftest import House
from tests.api.support import Caller, ok, problem


def start(caller: Caller, text: str = "a") -> str:
    return str(ok(caller.post("/instances", {"procedure_id": "two_steps", "submission": {"text": text, "amount": 1}}), 201)["instance_id"])


def test_a_case_from_start_to_end(clerk: Caller) -> None:
    instance_id = start(clerk)
    for _ in range(2):
        row = ok(clerk.get("/inbox?view=roles"))["items"][0]
        ok(clerk.post(f"/tasks/{row['task_id']}/claim"))
        ok(clerk.post(f"/tasks/{row['task_id']}/complete", {"submission": {"text": "b", "amount": 2}}))
    assert ok(clerk.get(f"/instances/{instance_id}"))["case"]["state"] == "completed"


def test_a_task_with_its_form_in_the_readers_language(clerk: Caller, task: str) -> None:
    shown = ok(clerk.get(f"/tasks/{task}"))
    assert shown["form"]["data"] == {"text": "a", "amount": 1}
    assert "complete" in shown["actions"]
    assert ok(clerk.get(f"/tasks/{task}?locale=en"))["form"]["form_id"] == "note"
    problem(clerk.get(f"/tasks/{task}?locale=fr"), 422, "invalid_input")


def test_who_may_not_see_a_task(stranger: Caller, clerk: Caller, task: str) -> None:
    problem(stranger.get(f"/tasks/{task}"), 404)
    problem(stranger.post(f"/tasks/{task}/claim"), 404)
    problem(clerk.get("/tasks/no-such-task"), 404, "not_found")


def test_two_people_complete_one_task(clerk: Caller, colleague: Caller, task: str) -> None:
    ok(clerk.post(f"/tasks/{task}/complete", {"submission": {}}))
    problem(colleague.post(f"/tasks/{task}/complete", {"submission": {}}), 409)
    assert len(ok(clerk.get("/inbox?view=roles"))["items"]) == 1, "the case is at its second step, once"


def test_claimed_is_claimed(clerk: Caller, colleague: Caller, task: str) -> None:
    receipt = ok(clerk.post(f"/tasks/{task}/claim"))
    assert receipt["receipts"][0]["hash"]
    problem(colleague.post(f"/tasks/{task}/claim"), 409)
    assert [row["task_id"] for row in ok(clerk.get("/inbox?view=mine"))["items"]] == [task]
    ok(clerk.post(f"/tasks/{task}/unclaim"))
    ok(colleague.post(f"/tasks/{task}/claim"))


def test_assign_delegate_resolve(house: House, clerk: Caller, colleague: Caller, admin: Caller, task: str) -> None:
    problem(clerk.post(f"/tasks/{task}/assign", {"user_id": house.colleague.id}), 403)
    ok(admin.post(f"/tasks/{task}/assign", {"user_id": house.clerk.id}))
    problem(clerk.post(f"/tasks/{task}/delegate", {"user_id": "nobody"}), 422, "person_not_possible")
    ok(clerk.post(f"/tasks/{task}/delegate", {"user_id": house.colleague.id}))
    assert ok(colleague.get(f"/tasks/{task}"))["delegation"] == "pending"
    ok(colleague.post(f"/tasks/{task}/resolve"))
    assert ok(clerk.get(f"/tasks/{task}"))["assignee"]["id"] == house.clerk.id


def test_the_version_is_the_etag(clerk: Caller, colleague: Caller, task: str) -> None:
    seen = clerk.get(f"/tasks/{task}").headers["ETag"]
    ok(colleague.post(f"/tasks/{task}/claim"))
    ok(colleague.post(f"/tasks/{task}/unclaim"))
    problem(clerk.post(f"/tasks/{task}/claim", headers={"If-Match": seen}), 412, "stale_version")
    fresh = clerk.get(f"/tasks/{task}").headers["ETag"]
    claimed = clerk.post(f"/tasks/{task}/claim", headers={"If-Match": fresh})
    ok(claimed)
    assert claimed.headers["ETag"] == clerk.get(f"/tasks/{task}").headers["ETag"]


@pytest.mark.parametrize("header", ["1", 'W/"1"', '"x"', '"1", "2"', '"99999999999"'])
def test_what_was_never_an_etag_of_ours(clerk: Caller, task: str, header: str) -> None:
    problem(clerk.post(f"/tasks/{task}/claim", headers={"If-Match": header}), 412)


def test_any_version_will_do(clerk: Caller, task: str) -> None:
    ok(clerk.post(f"/tasks/{task}/claim", headers={"If-Match": "*"}))


def test_the_same_key_is_carried_out_once(clerk: Caller, task: str) -> None:
    key = {"Idempotency-Key": "abc"}
    first = clerk.post(f"/tasks/{task}/complete", {"submission": {"text": "x"}}, headers=key)
    again = clerk.post(f"/tasks/{task}/complete", {"submission": {"text": "x"}}, headers=key)
    assert ok(first) == ok(again)
    problem(clerk.post(f"/tasks/{task}/complete", {"submission": {"text": "y"}}, headers=key), 409, "idempotency_key_reused")
    problem(clerk.post(f"/tasks/{task}/claim", headers={"Idempotency-Key": "x" * 101}), 422)


def test_pages(clerk: Caller) -> None:
    for text in "abcde":
        start(clerk, text)
    seen: list[str] = []
    cursor = ""
    while True:
        page = ok(clerk.get(f"/inbox?view=roles&limit=2{cursor}"))
        seen += [row["task_id"] for row in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) == 5
    problem(clerk.get("/inbox?cursor=nonsense"), 422)
    problem(clerk.get("/inbox?limit=101"), 422)
    problem(clerk.get("/inbox?limit=0"), 422)


def test_filters(clerk: Caller) -> None:
    start(clerk)
    assert len(ok(clerk.get("/inbox?view=roles&procedure_id=two_steps&role=clerk&sort=-created"))["items"]) == 1
    assert ok(clerk.get("/inbox?view=roles&procedure_id=other"))["items"] == []
    problem(clerk.get("/inbox?sort=name"), 422)
    problem(clerk.get("/inbox?priority_min=high"), 422)


def test_counts(clerk: Caller, task: str) -> None:
    before = ok(clerk.get("/inbox/counts"))
    assert (before["mine"], before["roles"]) == (0, 1)
    ok(clerk.post(f"/tasks/{task}/claim"))
    after = ok(clerk.get("/inbox/counts"))
    assert (after["mine"], after["roles"]) == (1, 0)
    assert after["revision"] != before["revision"]


def test_drafts_are_ones_own(clerk: Caller, colleague: Caller, stranger: Caller, task: str) -> None:
    subject = f"task:{task}"
    ok(clerk.put(f"/drafts/{subject}", {"data": {"text": "half"}}))
    assert ok(clerk.get(f"/drafts/{subject}"))["draft"]["data"] == {"text": "half"}
    assert ok(clerk.get(f"/tasks/{task}"))["form"]["draft"] == {"text": "half"}
    assert ok(colleague.get(f"/drafts/{subject}"))["draft"] is None
    ok(clerk.delete(f"/drafts/{subject}"), 204)
    assert ok(clerk.get(f"/drafts/{subject}"))["draft"] is None
    problem(stranger.put(f"/drafts/{subject}", {"data": {}}), 404)
    problem(clerk.put("/drafts/elsewhere", {"data": {}}), 422)


def test_a_completed_task_has_no_draft_any_more(clerk: Caller, task: str) -> None:
    ok(clerk.put(f"/drafts/task:{task}", {"data": {"text": "half"}}))
    ok(clerk.post(f"/tasks/{task}/complete", {"submission": {"text": "whole"}}))
    assert ok(clerk.get(f"/drafts/task:{task}"))["draft"] is None
