"""Publishing over the API: the version that was seen, and the owner's role."""

from __future__ import annotations

from tests.api.support import Caller, ok, problem
from tests.support import bundles


def as_text(files: dict[str, bytes]) -> dict[str, str]:
    return {path: content.decode() for path, content in files.items()}


TWO, THREE = ({"files": as_text(bundles.two_steps(extra=f"retention_years = {years}"))} for years in (2, 3))
NEW = {"files": as_text(bundles.loop())}


def test_a_version_is_put_forward_over_the_one_that_was_seen(owner: Caller) -> None:
    deployed = owner.post("/definitions", TWO, headers={"If-Match": '"1"'})
    assert (ok(deployed, 201)["number"], deployed.headers["ETag"]) == (2, '"2"')
    problem(owner.post("/definitions", THREE, headers={"If-Match": '"1"'}), 412, "stale_version")
    problem(owner.post("/definitions", THREE, headers={"If-Match": "W/1"}), 412, "stale_version")
    (row,) = ok(owner.get("/definitions"))["items"]
    assert (row["active_version"], row["version"]) == (2, 2)
    assert ok(owner.post("/definitions", THREE, headers={"If-Match": '"2"'}), 201)["number"] == 3


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
