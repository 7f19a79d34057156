"""Reading what is others' by other ways than asking for it: cursors, filters, roles that count elsewhere."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from engine.commands.people.create_user import CreateUser
from engine.commands.people.grant_role import GrantRole
from engine.kernel.actor import SYSTEM
from engine.queries.people.sessions import ActorNamed
from tests.api.support import ok
from tests.security.conftest import PNG, House

LISTS = {
    "admin": ("/users", "/people", "/instances", "/inbox?view=all", "/evidence"),
    "desk": ("/people", "/instances", "/inbox?view=roles", "/inbox?view=roles&sort=-priority", "/inbox?view=roles&sort=created"),
    "asker": ("/portal/requests", "/instances", "/notices"),
    "auditor": ("/instances/{case}/history", "/instances/{case}/evidence", "/instances/{case}/decisions"),
}
MORE = 3


@pytest.fixture
def busy(house: House) -> House:
    """A second page for every list."""
    house.engine.execute(CreateUser("a_sign_in_name", "人", "Person"), actor=SYSTEM)
    asker = house.as_("asker")
    for number in range(MORE):
        file = ok(asker.send("POST", "/attachments", data={"file": (io.BytesIO(PNG), "a.png")}), 201)["attachment_id"]
        started = {"procedure_id": "asked", "submission": {"text": f"more {number}", "file": [file]}}
        ok(asker.post("/instances", started), 201)
    return house


def values(shown: Any) -> Iterator[str]:
    """All that a page shows, as text; times by their instant."""
    if isinstance(shown, dict):
        for each in shown.values():
            yield from values(each)
    elif isinstance(shown, list):
        for each in shown:
            yield from values(each)
    else:
        yield plain(shown)


def plain(value: object) -> str:
    try:
        return str(datetime.fromisoformat(str(value)).timestamp())
    except ValueError:
        return str(value)


NEVER_DUE = {plain("9999-12-31T00:00:00+00:00")}
"""By what a task without a due time is sorted."""


@pytest.mark.parametrize(("who", "path"), [(who, path) for who, paths in LISTS.items() for path in paths])
def test_a_cursor_holds_what_its_page_shows(busy: House, who: str, path: str) -> None:
    """It is no secret what stands in it: nobody reads there what the list does not tell."""
    joint = "&" if "?" in path else "?"
    first = path.replace("{case}", busy.case) + f"{joint}limit=1"
    page = ok(busy.as_(who).get(first))
    while page["next_cursor"] is not None:
        held = json.loads(base64.urlsafe_b64decode(page["next_cursor"] + "=="))
        assert {plain(value) for value in held} - NEVER_DUE <= set(values(page["items"]))
        page = ok(busy.as_(who).get(f"{first}&cursor={page['next_cursor']}"))


@pytest.mark.parametrize("path", ["/instances", "/inbox?view=all", "/inbox?view=roles", "/portal/requests", "/people"])
def test_anothers_cursor_opens_nothing(busy: House, path: str) -> None:
    joint = "&" if "?" in path else "?"
    for owner in ("admin", "desk"):
        cursor = busy.as_(owner).get(f"{path}{joint}limit=1").get_json().get("next_cursor") or _first_of_all()
        for who in ("other", "engineer"):
            answer = busy.as_(who).get(f"{path}{joint}cursor={cursor}")
            if answer.status_code == 200 and not path.startswith("/people"):
                assert answer.get_json()["items"] == []


def _first_of_all() -> str:
    return base64.urlsafe_b64encode(json.dumps(["9999-12-31T00:00:00+00:00", "z"]).encode()).decode().rstrip("=")


FILTERS = (
    "text=help", "text=secret", "with_incidents=true", "state=running", "procedure_id=asked", "requester_id={asker}", "customer_id={first}",
    "started_from=2000-01-01T00:00:00Z",
)  # fmt: skip


@pytest.mark.parametrize("filtered", FILTERS)
def test_no_filter_finds_anothers_case(house: House, filtered: str) -> None:
    wanted = filtered.replace("{asker}", str(house.people["asker"].id)).replace("{first}", house.customers[0])
    for who in ("other", "engineer"):
        assert ok(house.as_(who).get(f"/instances?{wanted}"))["items"] == []
        for view in ("mine", "roles", "all"):
            assert ok(house.as_(who).get(f"/inbox?view={view}&text=help"))["items"] == []


def test_what_the_case_holds_inside_is_not_found_by_its_requester(house: House) -> None:
    task = ok(house.as_("desk").post(f"/tasks/{house.task}/claim"))
    ok(house.as_("admin").post(f"/instances/{house.case}/variables", {"variables": {"secret": "the bank pays late"}, "reason": "x"}))
    asker = house.as_("asker")
    assert [each["id"] for each in ok(house.as_("desk").get("/instances?text=pays late"))["items"]] == [task["instance_id"]]
    assert ok(asker.get("/instances?text=pays late"))["items"] == []
    assert [each["id"] for each in ok(asker.get("/instances?text=help"))["items"]] == [house.case]


# --- roles of a customer's people ------------------------------------------------------------


def test_a_role_of_a_customers_person_counts_for_their_customer(house: House) -> None:
    """Held everywhere, "engineer" opens all cases to people of the house; to a customer's person those of their customer."""
    for name, customer_id in (("theirs", house.customers[0]), ("strange", house.customers[1]), ("colleague", None)):
        made = house.engine.execute(CreateUser(name, name, name, customer_id=customer_id), actor=SYSTEM).id
        house.engine.execute(GrantRole(made, "engineer"), actor=SYSTEM)
        house.people[name] = house.engine.ask(ActorNamed(name), actor=SYSTEM)
    for name, sees in (("theirs", True), ("strange", False), ("colleague", True)):
        caller = house.as_(name)
        assert caller.get(f"/instances/{house.case}").status_code == (200 if sees else 404), name
        assert len(ok(caller.get("/inbox?view=roles"))["items"]) == sees, name
        assert len(ok(caller.get("/instances"))["items"]) == sees, name
    assert house.as_("admin").post(f"/tasks/{house.task}/claim").status_code == 403
    assert house.as_("strange").post(f"/tasks/{house.task}/claim").status_code == 404
    house.as_("desk").post(f"/tasks/{house.task}/claim")
    assert house.as_("desk").post(f"/tasks/{house.task}/delegate", {"user_id": "strange"}).status_code == 422
