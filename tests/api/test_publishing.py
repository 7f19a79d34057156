"""Publishing over the API: the version that was seen, and the owner's role."""

from __future__ import annotations

from sqlalchemy import insert

from engine.identity.tables import organisation
from engine.store.database import writing
from tests.api.conftest import House
from tests.api.support import Caller, ok, problem, program
from tests.support import bundles


def as_text(files: dict[str, bytes]) -> dict[str, str]:
    return {path: content.decode() for path, content in files.items()}


TWO, THREE = ({"files": as_text(bundles.two_steps(extra=f"retention_years = {years}"))} for years in (2, 3))
NEW = {"files": as_text(bundles.loop())}


APPROVE = "/definitions/two_steps/versions/2/approve"


def test_a_version_is_put_forward_over_the_one_that_was_seen(owner: Caller, clerk: Caller) -> None:
    submitted = owner.post("/definitions", TWO, headers={"If-Match": '"1"'})
    assert (ok(submitted, 201)["number"], submitted.get_json()["state"], submitted.headers["ETag"]) == (2, "in_review", '"2"')
    problem(owner.post("/definitions", THREE, headers={"If-Match": '"1"'}), 412, "stale_version")
    problem(owner.post("/definitions", THREE, headers={"If-Match": "W/1"}), 412, "stale_version")
    problem(clerk.post(APPROVE, {}, headers={"If-Match": '"1"'}), 412, "stale_version")
    approved = clerk.post(APPROVE, {"remarks": "fine"}, headers={"If-Match": '"2"'})
    assert (ok(approved)["state"], approved.headers["ETag"]) == ("deployed", '"3"')
    (row,) = ok(owner.get("/definitions"))["items"]
    assert (row["active_version"], row["version"]) == (2, 3)
    assert ok(owner.post("/definitions", THREE, headers={"If-Match": '"3"'}), 201)["number"] == 3


def test_a_new_procedure_is_version_0_until_it_is_there(owner: Caller) -> None:
    problem(owner.post("/definitions", NEW, headers={"If-Match": '"1"'}), 412, "stale_version")
    ok(owner.post("/definitions", NEW, headers={"If-Match": '"0"'}), 201)
    problem(owner.post("/definitions", NEW, headers={"If-Match": '"0"'}), 412, "stale_version")


def test_the_same_request_again_is_answered_as_the_first_was(owner: Caller) -> None:
    headers = {"If-Match": '"1"', "Idempotency-Key": "once"}
    first, again = (ok(owner.post("/definitions", TWO, headers=headers), 201) for _ in range(2))
    assert first == again
    problem(owner.post("/definitions", THREE, headers=headers), 409, "idempotency_key_reused")


def test_the_permission_alone_publishes_nothing(admin: Caller) -> None:
    problem(admin.post("/definitions", TWO), 403, "not_of_the_owner")
    problem(admin.post("/definitions", NEW), 403, "not_of_the_owner")


def test_what_became_of_a_version_stands_beside_it(owner: Caller, clerk: Caller) -> None:
    for body in (TWO, THREE):
        ok(owner.post("/definitions", body), 201)
    ok(clerk.post("/definitions/two_steps/versions/2/reject", {"reason": "too long"}))
    ok(owner.post("/definitions/two_steps/versions/3/withdraw"))
    found = ok(clerk.get("/definitions/two_steps/versions"))["items"]
    assert [(each["state"], each["remarks"]) for each in found] == [("withdrawn", None), ("rejected", "too long"), ("deployed", None)]
    assert found[1]["decided_by"]["name_en"] == "clerk"
    problem(clerk.post(APPROVE, {}), 409, "not_in_review")
    problem(clerk.post("/definitions/two_steps/versions/9/approve", {}), 404)


def test_a_program_does_not_approve(house: House, owner: Caller) -> None:
    ok(owner.post("/definitions", TWO), 201)
    problem(program(house.app, house.engine, house.clerk, "definitions").post(APPROVE, {}), 403, "reviewed_by_a_program")


def test_doing_without_a_second_person_is_said_by_the_organisation(house: House, admin: Caller, owner: Caller) -> None:
    problem(admin.patch("/organisation", {"second_person": False}), 409, "not_set_up")
    with writing(house.engine.database) as db:
        names = {"name_zh": "甲", "name_en": "A", "time_zone": "Asia/Shanghai"}
        db.execute(insert(organisation), {"id": 1, **names, "created_at": house.engine.clock.now()})
    problem(owner.patch("/organisation", {"second_person": False}), 403)
    assert admin.patch("/organisation", {"second_person": False}).status_code == 204
    assert ok(admin.get("/session"))["organisation"]["second_person"] is False
    assert ok(owner.post("/definitions", TWO), 201)["state"] == "deployed"
