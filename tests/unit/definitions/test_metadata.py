"""procedure.toml: every fault found, with its place."""

from __future__ import annotations

import pytest

from engine.definitions.metadata import FILE, procedure_of, read_metadata
from engine.definitions.rules import bundle_checksum, checksum, file_faults, kind_of, size_faults

GOOD = b"""
id = "p"
name = {zh = "\xe7\x94\xb2", en = "A"}
owner_role = "lead"
number_series = "S"
title = "topic"
readers = ["reader"]
[[start]]
form = "f"
roles = ["clerk"]
portal = true
[[facts]]
variable = "open"
name = {zh = "x", en = "y"}
kind = "choice"
choices = [{value = true, zh = "x", en = "y"}]
[messages.paid]
roles = ["cashier"]
many = true
"""


def places(content: bytes) -> set[tuple[str, str]]:
    _, faults = read_metadata(content)
    assert all(fault.file == FILE and fault.zh for fault in faults)
    return {(fault.where, fault.code) for fault in faults}


def test_a_good_one_has_no_faults_and_says_what_it_says() -> None:
    tables, faults = read_metadata(GOOD)
    assert faults == ()
    rules = procedure_of(tables)
    assert rules.title == "topic"
    assert rules.fact_variables == ("open",)
    assert [(start.form, start.roles, start.portal) for start in rules.starts] == [("f", ("clerk",), True)]
    assert rules.messages["paid"].many
    assert [name for _, name in rules.roles_named] == ["lead", "clerk", "reader", "cashier"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (b'number_series = "S"', b"", ("number_series", "metadata_missing")),
        (b'title = "topic"', b"title = 3", ("title", "metadata_invalid")),
        (b'title = "topic"', b'titel = "topic"', ("titel", "metadata_unknown")),
        (b'roles = ["clerk"]', b'roles = "clerk"', ("start[0].roles", "metadata_invalid")),
        (b'roles = ["clerk"]', b"", ("start[0].roles", "metadata_missing")),
        (b"portal = true", b'portal = "yes"', ("start[0].portal", "metadata_invalid")),
        (b'kind = "choice"', b'kind = "colour"', ("facts[0].kind", "metadata_invalid")),
        (b'en = "A"', b'fr = "A"', ("name.en", "metadata_missing")),
        (b"many = true", b"many = 1", ("messages.paid.many", "metadata_invalid")),
        (b"many = true", b'time_to_live = "a while"', ("messages.paid.time_to_live", "metadata_invalid")),
        (b'id = "p"', b'id = "p"\nretention_years = 0', ("retention_years", "metadata_invalid")),
        (b'id = "p"', b'id = "p', ("", "metadata_unreadable")),
    ],
)
def test_each_fault_is_told_at_its_place(old: bytes, new: bytes, found: tuple[str, str]) -> None:
    assert found in places(GOOD.replace(old, new, 1))


def test_all_faults_are_told_together() -> None:
    assert len(places(b'id = 1\nname = "x"\nowner_role = ""\nwhat = 2')) == 5


def test_files_are_known_by_their_names() -> None:
    names = ("a/b.bpmn", "x.dmn", "forms/y.form", "procedure.toml", "scenarios.yaml", "run.py")
    assert [kind_of(name) for name in names] == ["diagram", "decision", "form", "metadata", "scenarios", "other"]


def test_the_checksum_does_not_depend_on_the_order_but_on_every_byte_and_name() -> None:
    one = {"a": checksum(b"1"), "b": checksum(b"2")}
    assert bundle_checksum(one) == bundle_checksum(dict(reversed(one.items())))
    assert bundle_checksum(one) != bundle_checksum({"a": checksum(b"2"), "b": checksum(b"1")})
    assert bundle_checksum(one) != bundle_checksum({"a": one["a"], "c": one["b"]})


def test_a_bundle_has_one_diagram_and_one_procedure_toml() -> None:
    codes = {fault.code for fault in file_faults({"a.bpmn": b"", "b.bpmn": b""})}
    assert codes == {"bundle_one_diagram", "bundle_one_metadata"}


def test_sizes_have_limits() -> None:
    codes = {fault.code for fault in size_faults({f"{n}.form": b"" for n in range(201)} | {"big.form": b"0" * (5 * 1024 * 1024 + 1)})}
    assert {"bundle_too_many_files", "bundle_file_too_large"} <= codes


def test_a_bundle_is_bounded_as_a_whole() -> None:
    part = b"0" * (5 * 1024 * 1024)
    assert {fault.code for fault in size_faults({f"{n}.form": part for n in range(5)})} == {"bundle_too_large"}
    assert {fault.code for fault in size_faults({f"{n}.dmn": b"" for n in range(51)})} == {"bundle_too_many_decision_files"}


@pytest.mark.parametrize("value", ["nan", "inf", "9007199254740993", "1e300", '"a\\u0000"'])
def test_what_would_be_stored_as_something_else_is_refused(value: str) -> None:
    assert places(GOOD.replace(b"value = true", f"value = {value}".encode())) == {("facts[0].choices[0].value", "metadata_invalid")}


def test_texts_and_names_hold_no_nul() -> None:
    found = places(GOOD.replace(b'title = "topic"', b'title = "a\\u0000b"').replace(b"[messages.paid]", b'[messages."p\\u0000"]'))
    assert found == {("title", "metadata_invalid"), ("messages", "metadata_invalid")}
