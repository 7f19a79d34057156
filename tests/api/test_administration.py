"""Definitions, people, roles, customers, services, incidents, jobs, evidence over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import House
from tests.api.support import Caller, ok, problem
from tests.support import bundles
from tests.support.bundles import end_event, flow, start_event, user_task


def as_text(files: dict[str, bytes]) -> dict[str, str]:
    return {path: content.decode() for path, content in files.items()}


# --- definitions


def test_deploying_and_reading_it_back(owner: Caller, clerk: Caller) -> None:
    files = as_text(bundles.loop())
    first = ok(owner.post("/definitions", {"files": files, "note": "first"}), 201)
    assert (first["procedure_id"], first["number"], first["new"]) == ("looping", 1, True)
    ok(clerk.post("/definitions/looping/versions/1/approve", {}))
    assert ok(owner.post("/definitions", {"files": files}), 201)["new"] is False
    assert "looping" in {row["procedure_id"] for row in ok(clerk.get("/definitions"))["items"]}
    versions = ok(clerk.get("/definitions/looping/versions"))["items"]
    assert [(each["number"], each["active"], each["note"]) for each in versions] == [(1, True, "first")]
    file = clerk.get("/definitions/looping/versions/1/files/forms/note.form")
    assert (file.status_code, file.get_data(as_text=True)) == (200, files["forms/note.form"])
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_bundle_with_faults_is_refused_whole(owner: Caller, clerk: Caller) -> None:
    files = as_text(bundles.loop()) | {"forms/bad.form": '{"id": "bad", "type": "default", "components": [{"type": "iframe"}]}'}
    body = problem(owner.post("/definitions", {"files": files}), 422, "bundle_invalid")
    assert {(fault["file"], fault["code"]) for fault in body["faults"]} == {("forms/bad.form", "iframe_refused")}
    problem(clerk.get("/definitions/looping/versions"), 404)


def test_who_may_not_deploy(clerk: Caller) -> None:
    problem(clerk.post("/definitions", {"files": as_text(bundles.loop())}), 403)


@pytest.mark.parametrize("path", ["two_steps/versions/2/files/x", "two_steps/versions/1/files/../../etc/passwd", "nothing/versions"])
def test_files_and_versions_that_there_are_not(clerk: Caller, path: str) -> None:
    problem(clerk.get(f"/definitions/{path}"), 404)


# --- people


NEW_USER: dict[str, Any] = {"username": "wang", "display_name_zh": "王", "display_name_en": "Wang", "locale": "en"}


def test_a_person_from_hiring_to_leaving(house: House, admin: Caller) -> None:
    made = ok(admin.post("/users", {**NEW_USER, "password": "one time only 2026"}), 201)
    path = f"/users/{made['id']}"
    granted = ok(admin.post(f"{path}/roles", {"role_id": "clerk"}), 201)["assignment_id"]
    shown = admin.get(path)
    assert [each["assignment_id"] for each in ok(shown)["assignments"]] == [granted]
    changed = ok(admin.patch(path, {"display_name_en": "Wang Wei"}, headers={"If-Match": shown.headers["ETag"]}))
    problem(admin.patch(path, {"display_name_en": "X"}, headers={"If-Match": shown.headers["ETag"]}), 412, "stale_version")
    assert changed["version"] > made["version"]
    ok(admin.post(f"{path}/password", {"password": "another one time 2026"}), 204)
    ok(admin.delete(f"{path}/roles/{granted}"), 204)
    problem(admin.delete(f"{path}/roles/{granted}"), 404)
    ok(admin.patch(path, {"active": False}))
    assert ok(admin.get(path))["active"] is False
    assert [row["username"] for row in ok(admin.get("/users?text=wang&active=false"))["items"]] == ["wang"]


def test_people_refused(house: House, admin: Caller, clerk: Caller) -> None:
    problem(clerk.post("/users", NEW_USER), 403)
    problem(clerk.get("/users"), 403)
    problem(clerk.get(f"/users/{house.admin.id}"), 403)
    assert ok(clerk.get(f"/users/{house.clerk.id}"))["username"] == "clerk"
    problem(clerk.post(f"/users/{house.clerk.id}/roles", {"role_id": "root"}), 403)
    problem(clerk.post(f"/users/{house.admin.id}/password", {"password": "taken over 2026"}), 403)
    ok(admin.post("/users", NEW_USER), 201)
    problem(admin.post("/users", NEW_USER), 409)
    problem(admin.post("/users", {**NEW_USER, "username": ""}), 422)
    problem(admin.get("/users/nobody"), 404)
    problem(admin.post(f"/users/{house.clerk.id}/roles", {"role_id": "no_such"}), 404)


def test_roles(admin: Caller, clerk: Caller) -> None:
    made = admin.post("/roles", {"id": "night_shift", "name_zh": "夜班", "name_en": "Night shift", "permissions": ["jobs.read"]})
    assert ok(made, 201)["permissions"] == ["jobs.read"]
    changed = ok(admin.patch("/roles/night_shift", {"permissions": []}, headers={"If-Match": made.headers["ETag"]}))
    assert changed["permissions"] == []
    problem(admin.patch("/roles/night_shift", {"name_en": "X"}, headers={"If-Match": made.headers["ETag"]}), 412)
    listed = ok(clerk.get("/roles"))
    assert "night_shift" in {role["id"] for role in listed["items"]}
    assert "users.manage" in listed["permissions"]
    problem(clerk.post("/roles", {"id": "x", "name_zh": "x", "name_en": "x"}), 403)
    problem(admin.post("/roles", {"id": "X", "name_zh": "x", "name_en": "x"}), 422)
    problem(admin.post("/roles", {"id": "night_shift", "name_zh": "x", "name_en": "x"}), 409)
    problem(admin.patch("/roles/no_such", {"name_en": "x"}), 404)


def test_customers(admin: Caller, clerk: Caller) -> None:
    made = admin.post("/customers", {"code": "acme", "name_zh": "甲", "name_en": "ACME"})
    path = f"/customers/{ok(made, 201)['id']}"
    assert ok(admin.patch(path, {"active": False}, headers={"If-Match": made.headers["ETag"]}))["active"] is False
    problem(admin.patch(path, {"active": True}, headers={"If-Match": made.headers["ETag"]}), 412)
    assert [each["code"] for each in ok(clerk.get("/customers"))["items"]] == ["acme"]
    problem(clerk.post("/customers", {"code": "b", "name_zh": "乙", "name_en": "B"}), 403)
    problem(admin.post("/customers", {"code": "acme", "name_zh": "乙", "name_en": "B"}), 409)
    problem(admin.patch("/customers/nothing", {"active": True}), 404)


def test_services_and_calendars(admin: Caller, clerk: Caller) -> None:
    hours = {
        "name_zh": "办公",
        "name_en": "Office",
        "time_zone": "Asia/Shanghai",
        "weekly": {"mon": [["09:00", "18:00"]]},
        "exceptions": {},
    }
    made = admin.put("/calendars/office", hours)
    assert ok(made) == {"id": "office", "version": 1}
    problem(admin.put("/calendars/office", hours | {"weekly": {"mon": [["18:00", "9"]]}}), 422)
    changed = admin.put("/calendars/office", hours | {"name_en": "Hours"}, headers={"If-Match": made.headers["ETag"]})
    assert ok(changed)["version"] == 2
    problem(admin.put("/calendars/office", hours, headers={"If-Match": made.headers["ETag"]}), 412)
    service = {"code": "mail", "name_zh": "邮件", "name_en": "Mail", "calendar_id": "office"}
    created = admin.post("/services", service)
    path = f"/services/{ok(created, 201)['id']}"
    problem(admin.post("/services", service), 422)
    problem(admin.post("/services", service | {"code": "b", "calendar_id": "none"}), 422)
    assert ok(admin.put(path, service | {"active": False}, headers={"If-Match": created.headers["ETag"]}))["version"] == 2
    problem(admin.put("/services/nothing", service | {"code": "c"}), 422)
    assert [(each["code"], each["active"]) for each in ok(clerk.get("/services"))["items"]] == [("mail", False)]
    assert [each["name_en"] for each in ok(clerk.get("/calendars"))["items"]] == ["Hours"]
    problem(clerk.post("/services", service), 403)
    problem(clerk.put("/calendars/office", hours), 403)


# --- incidents and jobs


@pytest.fixture
def broken(house: House, clerk: Caller) -> str:
    """A case that stands because a gateway has no way out; the incident's id."""
    body = "".join(
        [
            start_event(),
            user_task("first", form="note"),
            '<bpmn:exclusiveGateway id="choose"/>',
            end_event(),
            flow("start", "first"),
            flow("first", "choose"),
            flow("choose", "end", '=text = "yes"'),
            flow("choose", "first", '=text = "again"'),
        ]
    )
    body = body.replace('<bpmn:userTask id="first"', '<bpmn:exclusiveGateway id="merge"/><bpmn:userTask id="first"')
    body = body.replace(flow("start", "first"), flow("start", "merge") + flow("merge", "first"))
    body = body.replace(flow("choose", "first", '=text = "again"'), flow("choose", "merge", '=text = "again"'))
    files = bundles.files("breaks", body, forms={"note": bundles.form("note", "text")}, extra='readers = ["clerk"]')
    bundles.deploy(house.engine, files)
    started = ok(clerk.post("/instances", {"procedure_id": "breaks"}), 201)["instance_id"]
    row = ok(clerk.get("/inbox?view=roles&procedure_id=breaks"))["items"][0]
    ok(clerk.post(f"/tasks/{row['task_id']}/complete", {"submission": {"text": "no"}}))
    incidents = ok(clerk.get(f"/instances/{started}"))["incidents"]
    assert len(incidents) == 1
    return str(incidents[0]["id"])


def test_an_incident_until_it_is_settled(admin: Caller, clerk: Caller, broken: str) -> None:
    problem(clerk.get("/incidents"), 403)
    row = ok(admin.get("/incidents?procedure_id=breaks"))["items"][0]
    assert row["id"] == broken
    ok(admin.post(f"/instances/{row['instance_id']}/variables", {"variables": {"text": "yes"}, "reason": "typo"}))
    problem(clerk.post(f"/incidents/{broken}/retry"), 403)
    problem(admin.post(f"/incidents/{broken}/retry", headers={"If-Match": '"999"'}), 412)
    assert ok(admin.post(f"/incidents/{broken}/retry"))["state"] == "resolved"
    problem(admin.post(f"/incidents/{broken}/retry"), 409)
    problem(admin.post(f"/incidents/{broken}/resolve", {"resolution": "x"}), 409)
    problem(admin.post("/incidents/nothing/retry"), 404)
    assert ok(admin.get("/incidents"))["items"] == []
    assert len(ok(admin.get("/incidents?state=resolved"))["items"]) == 1


def test_an_incident_settled_by_hand(admin: Caller, clerk: Caller, broken: str) -> None:
    etag = f'"{ok(admin.get("/incidents"))["items"][0]["version"]}"'
    settled = ok(
        admin.post(f"/incidents/{broken}/resolve", {"resolution": "told them", "variables": {"text": "yes"}}, headers={"If-Match": etag})
    )
    assert settled["state"] == "resolved"
    assert ok(admin.get("/incidents?state=resolved"))["items"][0]["resolution"] == "told them"
    problem(clerk.post(f"/incidents/{broken}/resolve", {"resolution": "me too"}), 403)


def test_resolving_needs_words(admin: Caller, broken: str) -> None:
    problem(admin.post(f"/incidents/{broken}/resolve", {"resolution": ""}), 422)
    problem(admin.post(f"/incidents/{broken}/resolve", {}), 422)


def test_jobs(house: House, admin: Caller, clerk: Caller) -> None:
    from tests.support.bundles import timer

    inner = timer("timeDuration", "P1D")
    body = [start_event(), f'<bpmn:intermediateCatchEvent id="wait">{inner}</bpmn:intermediateCatchEvent>', end_event()]
    bundles.deploy(house.engine, bundles.files("sleeps", "".join([*body, flow("start", "wait"), flow("wait", "end")])))
    ok(clerk.post("/instances", {"procedure_id": "sleeps"}), 201)
    job = ok(admin.get("/jobs"))["items"][0]
    assert job["element_id"] == "wait"
    problem(clerk.get("/jobs"), 403)
    problem(clerk.post(f"/jobs/{job['id']}/retry", {}), 403)
    ok(admin.post(f"/jobs/{job['id']}/retry", {"due_at": house.engine.clock.now().isoformat()}))
    house.engine.run_due_jobs()
    assert ok(admin.get("/jobs"))["items"] == []
    problem(admin.post("/jobs/nothing/retry"), 404)
    problem(admin.post(f"/jobs/{job['id']}/retry", {"due_at": "soon"}), 422)


# --- evidence


def test_the_audit_trail(admin: Caller, clerk: Caller, house: House, case: str) -> None:
    mine = ok(admin.get(f"/evidence?actor_id={house.clerk.id}&instance_id={case}"))["items"]
    assert {entry["actor_name"] for entry in mine} == {"clerk"}
    page = ok(admin.get("/evidence?limit=1"))
    assert page["next_cursor"]
    following = ok(admin.get(f"/evidence?limit=1&cursor={page['next_cursor']}"))
    assert following["items"][0]["event_id"] != page["items"][0]["event_id"]
    assert ok(admin.get("/evidence?until=2020-01-01T00:00:00Z"))["items"] == []
    problem(clerk.get("/evidence"), 403)


def test_verifying(admin: Caller, clerk: Caller, case: str) -> None:
    assert ok(admin.post("/evidence/verify", {"instance_id": case}))["intact"] is True
    assert ok(admin.post("/evidence/verify"))["streams"] >= 1
    problem(clerk.post("/evidence/verify", {}), 403)
