"""Tampering is found, and named: which entry, and what was done to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evidence.rules import Entry, Head, actor_facts, make_entry
from engine.evidence.verification import StoredEntry, faults_of, is_intact
from engine.kernel.actor import Actor
from engine.kernel.canonical_json import canonical, timestamp

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
WANG = actor_facts(Actor("person", "u1", "王小雨"))


def stored(entry: Entry) -> StoredEntry:
    return StoredEntry(**{each.name: getattr(entry, each.name) for each in fields(StoredEntry)} | {"at": timestamp(entry.at)})


def written(count: int) -> tuple[list[StoredEntry], Head]:
    head, entries = Head(), []
    for number in range(1, count + 1):
        entry = make_entry(
            head,
            stream="s1",
            kind="task.completed",
            at=AT + timedelta(minutes=number),
            actor=WANG,
            instance_id="s1",
            procedure={"id": "p1"},
            element={"id": f"step{number}"},
            details={"number": number},
        )
        head = entry.head()
        entries.append(stored(entry))
    return entries, head


def named(entries: list[StoredEntry], head: Head) -> list[tuple[int | None, str | None, str]]:
    by_position = sorted(entries, key=lambda each: each.position)
    assert not is_intact(by_position, head)
    faults = faults_of("s1", by_position, head)
    assert all(fault.en.startswith("Expected") and fault.zh for fault in faults)
    return [(fault.position, fault.event_id, fault.code) for fault in faults]


def rewritten(entry: StoredEntry, **changes: object) -> StoredEntry:
    """The body changed and the hash made anew: what somebody would do who knows how entries are made."""
    body = canonical(json.loads(entry.body) | changes)
    return replace(entry, body=body, hash=hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_what_was_written_is_intact(count: int) -> None:
    entries, head = written(count)
    assert is_intact(entries, head)
    assert faults_of("s1", entries, head) == ()


@pytest.mark.parametrize("position", [1, 4, 9])
def test_an_edited_body_is_named(position: int) -> None:
    entries, head = written(9)
    index = position - 1
    entries[index] = replace(entries[index], body=entries[index].body.replace("王小雨".encode(), "李小雨".encode()))
    assert named(entries, head) == [(position, entries[index].event_id, "edited")]


@pytest.mark.parametrize("position", [1, 4, 9])
def test_a_body_edited_with_a_new_hash_is_named(position: int) -> None:
    entries, head = written(9)
    index = position - 1
    entries[index] = rewritten(entries[index], details={"number": 99})
    assert named(entries, head) == [(position, entries[index].event_id, "edited")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "task.cancelled"),
        ("at", AT),
        ("actor_id", "u2"),
        ("actor_id", None),
        ("element_id", "step1"),
        ("instance_id", "s2"),
        ("procedure_id", None),
        ("previous", "0" * 64),
        ("event_id", "other"),
    ],
)
def test_a_column_that_disagrees_with_the_body_is_named(column: str, value: Any) -> None:
    entries, head = written(9)
    entries[4] = replace(entries[4], **{column: value})
    assert named(entries, head) == [(5, entries[4].event_id, "edited")]


@pytest.mark.parametrize("position", [1, 4, 9])
def test_a_deleted_record_is_named_by_its_position(position: int) -> None:
    entries, head = written(9)
    del entries[position - 1]
    assert named(entries, head) == [(position, None, "deleted")]


def test_a_deleted_tail_is_named() -> None:
    entries, head = written(9)
    assert named(entries[:6], head) == [(7, None, "deleted"), (8, None, "deleted"), (9, None, "deleted")]


@pytest.mark.parametrize("count", [2**63 - 1, 10_000])
def test_a_head_that_claims_ever_so_many_entries_is_told_in_few_words(count: int) -> None:
    entries, head = written(3)
    told = named(entries, Head(count, "0" * 64))
    assert len(told) <= 102
    assert told[0][2] == "deleted"
    moved = named(entries, Head(count, head.hash))
    assert len(moved) <= 110
    assert {code for _, _, code in moved} == {"deleted", "moved"}


def test_an_entry_that_claims_any_position_is_told_in_few_words() -> None:
    entries, head = written(3)
    far = replace(entries[1], position=2**62, body=b"x")
    assert len(named([entries[0], far, entries[2]], Head(2**63 - 1, head.hash))) <= 310


def test_a_stream_deleted_as_a_whole_is_named() -> None:
    _, head = written(2)
    assert named([], head) == [(1, None, "deleted"), (2, None, "deleted")]


def test_a_deletion_hidden_by_moving_up_the_rest_is_named() -> None:
    entries, head = written(6)
    moved_up = [*entries[:2], *(replace(each, position=each.position - 1) for each in entries[3:])]
    found = named(moved_up, head)
    assert (3, None, "deleted") in found
    assert [each for each in found if each[2] == "moved"] == [(position, entries[position - 1].event_id, "moved") for position in (4, 5, 6)]
    assert len(found) == 4


def test_two_records_that_changed_places_are_named() -> None:
    entries, head = written(9)
    entries[2], entries[6] = replace(entries[6], position=3), replace(entries[2], position=7)
    assert named(entries, head) == [(3, entries[6].event_id, "moved"), (7, entries[2].event_id, "moved")]


def test_neighbours_that_changed_places_are_named() -> None:
    entries, head = written(4)
    entries[1], entries[2] = replace(entries[2], position=2), replace(entries[1], position=3)
    assert named(entries, head) == [(2, entries[2].event_id, "moved"), (3, entries[1].event_id, "moved")]


def test_a_record_added_behind_the_head_is_named() -> None:
    entries, head = written(5)
    added = stored(make_entry(head, stream="s1", kind="task.completed", at=AT, actor=WANG))
    assert named([*entries, added], head) == [(6, added.event_id, "added")]


def test_a_record_added_in_the_middle_is_named() -> None:
    entries, head = written(5)
    after_two = Head(2, entries[1].hash)
    added = stored(make_entry(after_two, stream="s1", kind="task.completed", at=AT, actor=WANG))
    shifted = [*entries[:2], added, *(replace(each, position=each.position + 1) for each in entries[2:])]
    found = named(shifted, head)
    assert [each for each in found if each[2] == "added"] == [(3, added.event_id, "added")]
    assert [each for each in found if each[2] == "moved"] == [(position, entries[position - 1].event_id, "moved") for position in (3, 4, 5)]


def test_a_record_added_at_a_position_that_is_taken_is_named() -> None:
    entries, head = written(5)
    added = stored(make_entry(Head(2, entries[1].hash), stream="s1", kind="task.completed", at=AT, actor=WANG))
    assert named([*entries, added], head) == [(3, added.event_id, "added")]


def test_a_copy_of_a_record_is_named() -> None:
    entries, head = written(5)
    copy = replace(entries[2], position=6)
    assert named([*entries, copy], head) == [(6, copy.event_id, "added")]


def test_several_faults_are_all_named() -> None:
    entries, head = written(9)
    edited = replace(entries[1], kind="x")
    kept = [entries[0], edited, *entries[2:4], *entries[5:]]
    assert named(kept, head) == [(2, edited.event_id, "edited"), (5, None, "deleted")]


def test_bytes_that_are_no_json_are_named() -> None:
    entries, head = written(3)
    entries[1] = replace(entries[1], body=b"\xff not json")
    assert named(entries, head) == [(2, entries[1].event_id, "edited")]


def test_a_head_set_back_to_hide_the_tail_names_the_tail() -> None:
    entries, _ = written(5)
    found = named(entries, Head(3, entries[2].hash))
    assert found == [(4, entries[3].event_id, "added"), (5, entries[4].event_id, "added")]


operations = st.lists(
    st.tuples(st.sampled_from(["edit", "rewrite", "delete", "swap", "add"]), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=3
)


@settings(max_examples=150, deadline=None)
@given(operations)
def test_no_tampering_passes(steps: list[tuple[str, int, int]]) -> None:
    original, head = written(8)
    entries = list(original)
    for action, one, other in steps:
        if not entries:
            break
        first, second = one % len(entries), other % len(entries)
        match action:
            case "edit":
                entries[first] = replace(entries[first], kind=f"edited{one}")
            case "rewrite":
                entries[first] = rewritten(entries[first], details={"other": other})
            case "delete":
                del entries[first]
            case "swap":
                here, there = entries[first], entries[second]
                entries[first], entries[second] = replace(there, position=here.position), replace(here, position=there.position)
            case "add":
                entries.append(stored(make_entry(Head(one, entries[first].hash), stream="s1", kind="k", at=AT, actor=WANG)))
    by_position = sorted(entries, key=lambda each: each.position)
    untouched = by_position == original
    assert is_intact(by_position, head) == untouched
    assert (faults_of("s1", by_position, head) == ()) == untouched
