"""Required, lengths, bounds, patterns, options, files."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.forms.support import component, form, refusals, submit

OPTIONS = [{"label": "High", "value": "high"}, {"label": "One", "value": 1}]


def ruled(kind: str, validate: dict[str, Any], **more: Any) -> dict[str, Any]:
    return form(component(kind, "x", validate=validate, **more), component("number", "limit"))


@pytest.mark.parametrize(
    ("kind", "empty", "more"),
    [
        ("textfield", "", {}),
        ("textfield", None, {}),
        ("textarea", "", {}),
        ("number", None, {}),
        ("checkbox", False, {}),
        ("select", None, {"values": OPTIONS}),
        ("checklist", [], {"values": OPTIONS}),
        ("taglist", [], {"values": OPTIONS}),
        ("datetime", None, {"subtype": "date"}),
        ("filepicker", [], {}),
    ],
)
def test_required_refuses_emptiness_and_absence(kind: str, empty: object, more: dict[str, Any]) -> None:
    schema = ruled(kind, {"required": True}, **more)
    assert refusals(schema, {"x": empty}) == {"x": "required"}
    assert refusals(schema, {}) == {"x": "required"}


def test_blanks_alone_are_something_as_in_form_js() -> None:
    assert submit(ruled("textfield", {"required": True}), {"x": "  "}) == {"x": "  "}


def test_zero_is_something() -> None:
    assert submit(ruled("number", {"required": True}), {"x": 0}) == {"x": 0}


def test_required_may_be_an_expression() -> None:
    schema = ruled("textfield", {"required": "=limit > 1"})
    assert submit(schema, {"x": "", "limit": 1}) == {"x": "", "limit": 1}
    assert refusals(schema, {"x": "", "limit": 2}) == {"x": "required"}


def test_lengths_count_the_trimmed_text() -> None:
    schema = ruled("textfield", {"minLength": 3, "maxLength": 5})
    assert submit(schema, {"x": "  abcde \u3000"})["x"] == "  abcde \u3000"
    assert refusals(schema, {"x": " ab "}) == {"x": "too_short"}
    assert refusals(schema, {"x": "abcdef"}) == {"x": "too_long"}
    assert submit(schema, {"x": ""}) == {"x": ""}


def test_lengths_count_as_browsers_do() -> None:
    """A character outside the basic plane has length 2 in JavaScript."""
    schema = ruled("textfield", {"maxLength": 3})
    assert submit(schema, {"x": "制度好"}) == {"x": "制度好"}
    assert refusals(schema, {"x": "😀😀"}) == {"x": "too_long"}


def test_bounds_are_exact() -> None:
    schema = ruled("number", {"min": 0.1, "max": 10})
    assert submit(schema, {"x": 0.1}) == {"x": 0.1}
    assert submit(schema, {"x": 10}) == {"x": 10}
    assert refusals(schema, {"x": 0.09999}) == {"x": "too_small"}
    assert refusals(schema, {"x": 10.5}) == {"x": "too_great"}


def test_bounds_may_be_expressions_over_other_fields_and_the_case() -> None:
    schema = ruled("number", {"max": "=limit", "min": "=floor_of_case"})
    assert submit(schema, {"x": 5, "limit": 5}, context={"floor_of_case": 5})["x"] == 5
    assert refusals(schema, {"x": 6, "limit": 5}) == {"x": "too_great"}
    assert refusals(schema, {"x": 4, "limit": 5}, context={"floor_of_case": 5}) == {"x": "too_small"}


def test_bounds_hold_for_numbers_as_text() -> None:
    schema = ruled("number", {"max": 2}, serializeToString=True)
    assert refusals(schema, {"x": "2.01"}) == {"x": "too_great"}


def test_decimal_digits() -> None:
    schema = ruled("number", {}, decimalDigits=2)
    assert submit(schema, {"x": 1.25}) == {"x": 1.25}
    assert submit(schema, {"x": 1.50}) == {"x": 1.5}
    assert refusals(schema, {"x": 1.255}) == {"x": "too_precise"}


def test_a_pattern_is_found_anywhere_unless_it_is_anchored() -> None:
    assert submit(ruled("textfield", {"pattern": "\\d{3}"}), {"x": "ab123cd"})
    assert refusals(ruled("textfield", {"pattern": "^\\d{3}$"}), {"x": "ab123cd"}) == {"x": "pattern_mismatch"}


def test_a_pattern_says_its_own_message() -> None:
    from engine.forms import compile_form
    from engine.kernel.errors import InvalidInput
    from tests.unit.forms.support import NOW

    validate = {"pattern": "^A", "patternErrorMessage": "Begin with A"}
    schema = form(component("textfield", "x", validate=validate, properties={"patternErrorMessage:zh": "须以 A 开头"}))
    with pytest.raises(InvalidInput) as refused:
        compile_form(schema).check_submission({"x": "B"}, context={}, lists={}, now=NOW)
    assert (refused.value.faults[0].en, refused.value.faults[0].zh) == ("Begin with A", "须以 A 开头")


@pytest.mark.parametrize(
    ("address", "fine"), [("li@example.com", True), ("l.i+x@a-b.example.cn", True), ("li@", False), ("a b@c.de", False)]
)
def test_email(address: str, fine: bool) -> None:
    schema = ruled("textfield", {"validationType": "email"})
    if fine:
        assert submit(schema, {"x": address})
    else:
        assert refusals(schema, {"x": address}) == {"x": "not_an_email"}


@pytest.mark.parametrize(("number", "fine"), [("+86 138 0013 8000", True), ("010-6552 1234", True), ("call me", False), ("12", False)])
def test_phone(number: str, fine: bool) -> None:
    schema = ruled("textfield", {"validationType": "phone"})
    if fine:
        assert submit(schema, {"x": number})
    else:
        assert refusals(schema, {"x": number}) == {"x": "not_a_phone_number"}


@pytest.mark.parametrize("kind", ["select", "radio"])
def test_only_values_on_offer(kind: str) -> None:
    schema = ruled(kind, {}, values=OPTIONS)
    assert submit(schema, {"x": "high"}) == {"x": "high"}
    assert refusals(schema, {"x": "higher"}) == {"x": "not_offered"}
    assert refusals(schema, {"x": "1"}) == {"x": "not_offered"}
    assert refusals(schema, {"x": True}) == {"x": "not_offered"}


def test_every_value_of_many_must_be_on_offer_and_once() -> None:
    schema = ruled("checklist", {}, values=OPTIONS)
    assert refusals(schema, {"x": ["high", "low"]}) == {"x": "not_offered"}
    assert refusals(schema, {"x": ["high", "high"]}) == {"x": "chosen_twice"}


def test_options_of_the_server() -> None:
    schema = ruled("select", {}, valuesKey="customers")
    lists = {"customers": [{"label": "A", "value": "a"}]}
    assert submit(schema, {"x": "a"}, lists=lists) == {"x": "a"}
    assert refusals(schema, {"x": "b"}, lists=lists) == {"x": "not_offered"}


def test_a_list_that_nobody_provides_offers_nothing() -> None:
    assert refusals(ruled("select", {}, valuesKey="customers"), {"x": "a"}) == {"x": "not_offered"}


def test_options_from_a_variable_of_the_case() -> None:
    schema = ruled("select", {}, valuesKey="found")
    assert submit(schema, {"x": "a"}, context={"found": ["a", "b"]}) == {"x": "a"}


def test_the_submission_cannot_bring_its_own_options() -> None:
    schema = ruled("select", {}, valuesKey="found")
    assert refusals(schema, {"x": "evil", "found": ["evil"]}, context={"found": ["a"]}) == {"x": "not_offered"}
    assert refusals(schema, {"x": "evil", "found": ["evil"]}) == {"x": "not_offered"}


def test_options_from_an_expression() -> None:
    schema = ruled("select", {}, valuesExpression='=if limit > 1 then ["a", "b"] else ["a"]')
    assert submit(schema, {"x": "b", "limit": 2})["x"] == "b"
    assert refusals(schema, {"x": "b", "limit": 1}) == {"x": "not_offered"}


def test_files_must_be_ones_own() -> None:
    schema = ruled("filepicker", {}, multiple=True)
    assert submit(schema, {"x": ["mine"]}, owns_attachment=lambda each: each == "mine") == {"x": ["mine"]}
    assert refusals(schema, {"x": ["mine", "other"]}, owns_attachment=lambda each: each == "mine") == {"x": "unknown_attachment"}
    assert refusals(schema, {"x": ["mine"]}) == {"x": "unknown_attachment"}


def test_one_file_unless_more_are_allowed() -> None:
    assert refusals(ruled("filepicker", {}), {"x": ["a", "b"]}, owns_attachment=lambda _: True) == {"x": "too_many_files"}


def test_dates_before_today() -> None:
    schema = ruled("datetime", {}, subtype="date", disallowPassedDates=True)
    assert submit(schema, {"x": "2026-03-01"})["x"] == "2026-03-01", "somewhere it is still the day before"
    assert refusals(schema, {"x": "2026-02-28"}) == {"x": "in_the_past"}


def test_a_rule_beyond_its_budget_is_a_fault_and_no_hang() -> None:
    endless = "=count(for i in 1..1000000, j in 1..1000000 return i)"
    found = refusals(ruled("number", {"max": endless}), {"x": 1})
    assert found == {"x": "rule_not_computable"}
