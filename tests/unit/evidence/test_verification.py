"""Tampering is found, and named: which record, and what was done to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evidence.rules import Head, Record, actor_facts, make_record
from engine.evidence.verification import StoredRecord, faults_of, is_intact
from engine.kernel.actor import Actor
from engine.kernel.canonical_json import canonical

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
WANG = actor_facts(Actor("person", "u1", "王小雨"))


def stored(record: Record) -> StoredRecord:
    return StoredRecord(**{each.name: getattr(record, each.name) for each in fields(StoredRecord)})


def written(count: int) -> tuple[list[StoredRecord], Head]:
    head, records = Head(), []
    for number in range(1, count + 1):
        record = make_record(
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
        head = record.head()
        records.append(stored(record))
    return records, head


def named(records: list[StoredRecord], head: Head) -> list[tuple[int | None, str | None, str]]:
    by_position = sorted(records, key=lambda each: each.position)
    assert not is_intact(by_position, head)
    faults = faults_of("s1", by_position, head)
    assert all(fault.en.startswith("Expected") and fault.zh for fault in faults)
    return [(fault.position, fault.event_id, fault.code) for fault in faults]


def rewritten(record: StoredRecord, **changes: object) -> StoredRecord:
    """The body changed and the hash made anew: what somebody would do who knows how records are made."""
    body = canonical(json.loads(record.body) | changes)
    return replace(record, body=body, hash=hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_what_was_written_is_intact(count: int) -> None:
    records, head = written(count)
    assert is_intact(records, head)
    assert faults_of("s1", records, head) == ()


@pytest.mark.parametrize("position", [1, 4, 9])
def test_an_edited_body_is_named(position: int) -> None:
    records, head = written(9)
    index = position - 1
    records[index] = replace(records[index], body=records[index].body.replace("王小雨".encode(), "李小雨".encode()))
    assert named(records, head) == [(position, records[index].event_id, "edited")]


@pytest.mark.parametrize("position", [1, 4, 9])
def test_a_body_edited_with_a_new_hash_is_named(position: int) -> None:
    records, head = written(9)
    index = position - 1
    records[index] = rewritten(records[index], details={"number": 99})
    assert named(records, head) == [(position, records[index].event_id, "edited")]


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
def test_a_column_that_disagrees_with_the_body_is_named(column: str, value: object) -> None:
    records, head = written(9)
    records[4] = replace(records[4], **{column: value})
    assert named(records, head) == [(5, records[4].event_id, "edited")]


@pytest.mark.parametrize("position", [1, 4, 9])
def test_a_deleted_record_is_named_by_its_position(position: int) -> None:
    records, head = written(9)
    del records[position - 1]
    assert named(records, head) == [(position, None, "deleted")]


def test_a_deleted_tail_is_named() -> None:
    records, head = written(9)
    assert named(records[:6], head) == [(7, None, "deleted"), (8, None, "deleted"), (9, None, "deleted")]


def test_a_stream_deleted_as_a_whole_is_named() -> None:
    _, head = written(2)
    assert named([], head) == [(1, None, "deleted"), (2, None, "deleted")]


def test_a_deletion_hidden_by_moving_up_the_rest_is_named() -> None:
    records, head = written(6)
    moved_up = [*records[:2], *(replace(each, position=each.position - 1) for each in records[3:])]
    found = named(moved_up, head)
    assert (3, None, "deleted") in found
    assert [each for each in found if each[2] == "moved"] == [(position, records[position - 1].event_id, "moved") for position in (4, 5, 6)]
    assert len(found) == 4


def test_two_records_that_changed_places_are_named() -> None:
    records, head = written(9)
    records[2], records[6] = replace(records[6], position=3), replace(records[2], position=7)
    assert named(records, head) == [(3, records[6].event_id, "moved"), (7, records[2].event_id, "moved")]


def test_neighbours_that_changed_places_are_named() -> None:
    records, head = written(4)
    records[1], records[2] = replace(records[2], position=2), replace(records[1], position=3)
    assert named(records, head) == [(2, records[2].event_id, "moved"), (3, records[1].event_id, "moved")]


def test_a_record_added_behind_the_head_is_named() -> None:
    records, head = written(5)
    added = stored(make_record(head, stream="s1", kind="task.completed", at=AT, actor=WANG))
    assert named([*records, added], head) == [(6, added.event_id, "added")]


def test_a_record_added_in_the_middle_is_named() -> None:
    records, head = written(5)
    after_two = Head(2, records[1].hash)
    added = stored(make_record(after_two, stream="s1", kind="task.completed", at=AT, actor=WANG))
    shifted = [*records[:2], added, *(replace(each, position=each.position + 1) for each in records[2:])]
    found = named(shifted, head)
    assert [each for each in found if each[2] == "added"] == [(3, added.event_id, "added")]
    assert [each for each in found if each[2] == "moved"] == [(position, records[position - 1].event_id, "moved") for position in (3, 4, 5)]


def test_a_record_added_at_a_position_that_is_taken_is_named() -> None:
    records, head = written(5)
    added = stored(make_record(Head(2, records[1].hash), stream="s1", kind="task.completed", at=AT, actor=WANG))
    assert named([*records, added], head) == [(3, added.event_id, "added")]


def test_a_copy_of_a_record_is_named() -> None:
    records, head = written(5)
    copy = replace(records[2], position=6)
    assert named([*records, copy], head) == [(6, copy.event_id, "added")]


def test_several_faults_are_all_named() -> None:
    records, head = written(9)
    edited = replace(records[1], kind="x")
    kept = [records[0], edited, *records[2:4], *records[5:]]
    assert named(kept, head) == [(2, edited.event_id, "edited"), (5, None, "deleted")]


def test_bytes_that_are_no_json_are_named() -> None:
    records, head = written(3)
    records[1] = replace(records[1], body=b"\xff not json")
    assert named(records, head) == [(2, records[1].event_id, "edited")]


def test_a_head_set_back_to_hide_the_tail_names_the_tail() -> None:
    records, _ = written(5)
    found = named(records, Head(3, records[2].hash))
    assert found == [(4, records[3].event_id, "added"), (5, records[4].event_id, "added")]


operations = st.lists(
    st.tuples(st.sampled_from(["edit", "rewrite", "delete", "swap", "add"]), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=3
)


@settings(max_examples=150, deadline=None)
@given(operations)
def test_no_tampering_passes(steps: list[tuple[str, int, int]]) -> None:
    original, head = written(8)
    records = list(original)
    for action, one, other in steps:
        if not records:
            break
        first, second = one % len(records), other % len(records)
        match action:
            case "edit":
                records[first] = replace(records[first], kind=f"edited{one}")
            case "rewrite":
                records[first] = rewritten(records[first], details={"other": other})
            case "delete":
                del records[first]
            case "swap":
                here, there = records[first], records[second]
                records[first], records[second] = replace(there, position=here.position), replace(here, position=there.position)
            case "add":
                records.append(stored(make_record(Head(one, records[first].hash), stream="s1", kind="k", at=AT, actor=WANG)))
    by_position = sorted(records, key=lambda each: each.position)
    untouched = by_position == original
    assert is_intact(by_position, head) == untouched
    assert (faults_of("s1", by_position, head) == ()) == untouched
