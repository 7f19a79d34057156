"""The hash chain: what an entry is made of."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evidence.rules import GENESIS, Entry, Head, actor_facts, make_entry
from engine.kernel.actor import SYSTEM, Actor, RoleHeld
from engine.kernel.canonical_json import canonical

AT = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)
PERSON = Actor("person", "u1", "王小雨", (RoleHeld("service_desk"), RoleHeld("service_engineer", customer="c1")), "password")


EMPTY = Head()


def made(head: Head = EMPTY, **changes: object) -> Entry:
    fields: dict[str, object] = {"stream": "s1", "kind": "task_completed", "at": AT, "actor": actor_facts(PERSON)} | changes
    return make_entry(head, **fields)  # type: ignore[arg-type]


def test_the_hash_is_taken_over_the_stored_bytes() -> None:
    entry = made()
    assert entry.hash == hashlib.sha256(entry.body).hexdigest()


def test_the_first_record_stands_at_one_and_names_no_predecessor() -> None:
    entry = made()
    assert (entry.position, entry.previous) == (1, GENESIS)


def test_each_record_names_the_hash_of_the_one_before_inside_its_body() -> None:
    first = made()
    second = made(first.head())
    assert second.position == 2
    assert second.previous == first.hash
    assert json.loads(second.body)["prev"] == first.hash


def test_a_different_predecessor_gives_a_different_hash() -> None:
    one, other = (made(Head(4, digit * 64), event_id="e1") for digit in "ab")
    assert one.hash != other.hash


def test_the_columns_say_what_the_body_says() -> None:
    entry = made(
        Head(6, "c" * 64), instance_id="i1", procedure={"id": "p1", "version": "v1"}, element={"id": "diagnose"}, details={"note": "打印机"}
    )
    body = json.loads(entry.body)
    assert (body["v"], body["stream"], body["position"], body["kind"], body["instance"]) == (1, "s1", 7, "task_completed", "i1")
    assert (entry.procedure_id, entry.element_id, entry.actor_id) == ("p1", "diagnose", "u1")
    assert body["actor"]["roles"] == [{"role": "service_desk"}, {"role": "service_engineer", "customer": "c1"}]
    assert body["at"] == "2026-03-02T01:30:00.123456Z"
    assert body["details"] == {"note": "打印机"}


def test_the_time_is_written_in_utc() -> None:
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))
    assert json.loads(made(at=shanghai).body)["at"] == "2026-03-02T01:30:00.123456Z"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="no zone"):
        made(at=datetime(2026, 3, 2))  # noqa: DTZ001 - the fault that is tested


def test_a_record_fits_its_table_row() -> None:
    from engine.evidence.tables import evidence_entry

    assert set(made().row()) == set(evidence_entry.c.keys())


def test_the_system_acts_without_an_identifier() -> None:
    assert made(actor=actor_facts(SYSTEM)).actor_id is None


def test_numbers_that_json_would_round_are_written_as_text() -> None:
    details = {"cost": Decimal("12.50"), "rate": 0.1, "large": 2**60, "day": date(2026, 3, 2)}
    assert json.loads(made(details=details).body)["details"] == {"cost": "12.5", "rate": "0.1", "large": str(2**60), "day": "2026-03-02"}


ascii_keys = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
documents = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ascii_keys, inner, max_size=4), max_leaves=20)


@settings(deadline=None)
@given(documents)
def test_canonical_json_equals_rfc_8785(document: object) -> None:
    assert canonical(document) == rfc8785.dumps(document)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.dictionaries(ascii_keys, documents, max_size=4))
def test_a_record_body_is_canonical(details: dict[str, object]) -> None:
    body = made(details=details).body
    assert rfc8785.dumps(json.loads(body)) == body
