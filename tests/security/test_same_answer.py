"""What is not there and what one may not see are answered alike; who looks into a case by a right alone leaves evidence of it."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from engine.evidence.tables import evidence_entry
from engine.incidents.tables import incident
from engine.kernel.actor import Affiliation
from engine.kernel.ids import new_id
from engine.store.database import reading, writing
from tests.api.support import ok
from tests.security.conftest import House
from tests.security.test_access import OPERATIONS, TABLE, names, send
from tests.support.people import People

IN_BODIES = ("{case}", "{procedure_id}", "{desk}", "{admin}", "{user_id}")
ABOUT_SOMETHING = [
    name for name, (_, body) in TABLE.items() if "{" in OPERATIONS[name][1] or any(place in str(body) for place in IN_BODIES)
]
OUTSIDERS = ("other", "supplier", "engineer")
"""Of another customer, of a supplier, and of the house with a role for another customer alone: none of them sees the case."""
REFUSED = (401, 403, 404, 409, 412)


@pytest.fixture
def known(house: House) -> dict[str, str]:
    """All that an operation can name, of a case that none of the outsiders sees."""
    house.people["supplier"] = People(house.engine).hire("supplier", "supplier", affiliation=Affiliation.SUPPLIER)
    house.token("desk", "read")
    assignments = ok(house.as_("admin").get(f"/users/{house.people['asker'].id}"))["assignments"]
    house.ids |= {"assignment": assignments[0]["assignment_id"], "incident": _incident(house)}
    return names(house)


def _incident(house: House) -> str:
    row = {"id": new_id(), "version": 1, "code": "c", "message_zh": "m", "message_en": "m", "details": {}, "state": "open"}
    more = {"instance_id": house.case, "procedure_id": "asked", "created_at": house.engine.clock.now()}
    with writing(house.engine.database) as db:
        db.execute(insert(incident), row | more)
    return str(row["id"])


def absent(known: dict[str, str], who: str) -> dict[str, str]:
    """The same with what does not exist. To people of the house it is no secret which procedures there are."""
    others = {name: new_id() if len(value) == 36 else value for name, value in known.items()}
    procedure = known["procedure_id"] if who == "engineer" else "no_such_procedure"
    return others | {"subject": f"task:{others['task_id']}", "procedure_id": procedure}


def told(response: TestResponse, known: dict[str, str]) -> tuple[int, str, list[tuple[str, str]]]:
    """All that an answer tells: status, body and headers, without the names that stood in the question."""
    body = response.get_data(as_text=True)
    for name, value in known.items():
        body = body.replace(value, name) if len(value) > 4 else body
    return response.status_code, body, sorted((name, value) for name, value in response.headers if name != "Content-Length")


@pytest.mark.parametrize("operation", ABOUT_SOMETHING)
def test_what_may_not_be_seen_is_answered_as_if_it_were_not_there(house: House, known: dict[str, str], operation: str) -> None:
    for who in OUTSIDERS:
        nothing, body = absent(known, who), TABLE[operation][1]
        found = send(house, house.as_(who), operation, body, known)
        if found.status_code in REFUSED:
            assert told(found, known) == told(send(house, house.as_(who), operation, body, nothing), nothing), who


@pytest.mark.parametrize("path", ["/attachments/{}", "/instances/{}", "/tasks/{}", "/instances/{}/diagram"])
def test_heads_and_conditions_tell_no_more(house: House, known: dict[str, str], path: str) -> None:
    there = known["attachment_id" if "attachments" in path else "task_id" if "tasks" in path else "instance_id"]
    for who in OUTSIDERS:
        for method in ("HEAD", "GET"):
            for condition in ({"If-None-Match": "*"}, {"If-Match": '"1"'}, {"Range": "bytes=0-0"}):
                answers = [house.as_(who).send(method, path.format(named), headers=condition) for named in (there, new_id())]
                assert answers[0].status_code == 404
                assert len({(each.status_code, len(each.data), frozenset(each.headers.keys())) for each in answers}) == 1


def test_whether_others_wait_for_a_message_is_told_to_nobody_whom_it_does_not_concern(house: House, known: dict[str, str]) -> None:
    """Neither that a case rests nor how many wait: a sender who sees none of them is told that there is none."""
    house.as_("admin").post(f"/instances/{house.case}/suspend", {"reason": "x"})
    for who in OUTSIDERS:
        answers = [house.as_(who).post("/messages", {"name": name, "variables": {}}) for name in ("withdrawn", "nothing")]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert [answer.get_json(force=True)["code"] for answer in answers] == ["message_not_correlated"] * 2


# --- looks by a right ------------------------------------------------------------------------

OPENING = ("{instance_id}", "{task_id}", "{attachment_id}")
DOORS = [name for name, (method, path, _) in OPERATIONS.items() if method == "GET" and any(place in path for place in OPENING)]


def looks(house: House) -> Counter[str]:
    of_looking = evidence_entry.c.kind.in_(("case.read", "evidence.viewed"))
    with reading(house.engine.database) as db:
        return Counter(db.execute(select(evidence_entry.c.kind).where(of_looking)).scalars())


@pytest.mark.parametrize("operation", DOORS)
def test_every_door_into_a_case_notes_who_looks_by_a_right(house: House, operation: str) -> None:
    for who in ("auditor", "admin"):
        before = looks(house)
        if send(house, house.as_(who), operation, None).status_code == 200:
            assert (looks(house) - before).total() == 1, who
            again = looks(house)
            send(house, house.as_(who), operation, None)
            assert (looks(house) - again)["case.read"] == 0
        else:
            assert looks(house) == before


@pytest.mark.parametrize("operation", DOORS)
def test_who_works_on_a_case_leaves_none(house: House, operation: str) -> None:
    for who in ("desk", "asker"):
        send(house, house.as_(who), operation, None)
    assert looks(house) == Counter()
