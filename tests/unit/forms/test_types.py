"""Each component takes its own kind of value and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.forms.support import component, form, refusals, submit

CHOICES = [{"label": "One", "value": "one"}, {"label": "Two", "value": 2}, {"label": "Object", "value": {"a": 1}}]
RIGHT = [
    (component("textfield", "x"), "text"),
    (component("textfield", "x"), ""),
    (component("textarea", "x"), "two\nlines"),
    (component("number", "x"), 3),
    (component("number", "x"), 3.25),
    (component("number", "x", serializeToString=True), "3.250"),
    (component("number", "x", serializeToString=True), "-12"),
    (component("checkbox", "x"), True),
    (component("checkbox", "x"), False),
    (component("select", "x", values=CHOICES), "one"),
    (component("select", "x", values=CHOICES), 2),
    (component("select", "x", values=CHOICES), {"a": 1}),
    (component("radio", "x", values=CHOICES), "one"),
    (component("checklist", "x", values=CHOICES), ["one", 2]),
    (component("taglist", "x", values=CHOICES), []),
    (component("datetime", "x", subtype="date"), "2026-02-28"),
    (component("datetime", "x", subtype="time"), "09:30+08:00"),
    (component("datetime", "x", subtype="time", timeSerializingFormat="utc_normalized"), "09:30Z"),
    (component("datetime", "x", subtype="time", timeSerializingFormat="no_timezone"), "09:30"),
    (component("datetime", "x", subtype="datetime"), "2026-02-28T09:30+08:00"),
    (component("datetime", "x", subtype="datetime", timeSerializingFormat="no_timezone"), "2026-02-28T09:30:15"),
    (component("filepicker", "x"), []),
]
WRONG = [
    (component("textfield", "x"), 1),
    (component("textarea", "x"), ["a"]),
    (component("number", "x"), "3"),
    (component("number", "x"), True),
    (component("number", "x", serializeToString=True), 3),
    (component("number", "x", serializeToString=True), "1e3"),
    (component("number", "x", serializeToString=True), "3."),
    (component("number", "x", serializeToString=True), "٣"),
    (component("number", "x", serializeToString=True), "NaN"),
    (component("checkbox", "x"), 1),
    (component("checkbox", "x"), "true"),
    (component("select", "x", values=CHOICES), ["one"]),
    (component("checklist", "x", values=CHOICES), "one"),
    (component("taglist", "x", values=CHOICES), {"one": True}),
    (component("datetime", "x", subtype="date"), "2026-02-30"),
    (component("datetime", "x", subtype="date"), "2026-02-28T00:00"),
    (component("datetime", "x", subtype="date"), "28.2.2026"),
    (component("datetime", "x", subtype="time"), "09:30"),
    (component("datetime", "x", subtype="time", timeSerializingFormat="no_timezone"), "09:30Z"),
    (component("datetime", "x", subtype="time", timeSerializingFormat="utc_normalized"), "09:30+08:00"),
    (component("datetime", "x", subtype="datetime"), "2026-02-28"),
    (component("datetime", "x", subtype="datetime"), "2026-02-28T25:00Z"),
    (component("filepicker", "x"), "an-id"),
    (component("filepicker", "x"), [1]),
]


@pytest.mark.parametrize(("field", "value"), RIGHT)
def test_takes_what_form_js_submits(field: dict[str, Any], value: object) -> None:
    assert submit(form(field), {"x": value}) == {"x": value}


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_refuses_other_types(field: dict[str, Any], value: object) -> None:
    assert refusals(form(field), {"x": value}) == {"x": "wrong_type"}


@pytest.mark.parametrize("field", [field for field, _ in RIGHT])
def test_null_and_absence_are_no_fault_where_nothing_is_required(field: dict[str, Any]) -> None:
    assert submit(form(field), {"x": None}) == {"x": None}
    assert submit(form(field), {}) == {}


def test_says_the_kind_and_the_label_in_both_languages() -> None:
    from engine.forms import compile_form
    from engine.kernel.errors import InvalidInput
    from tests.unit.forms.support import NOW

    schema = form(component("number", "x", label="Score", properties={"label:zh": "评分"}))
    with pytest.raises(InvalidInput) as refused:
        compile_form(schema).check_submission({"x": "five"}, context={}, lists={}, now=NOW)
    fault = refused.value.faults[0]
    assert fault.en == "“Score” must be a number."
    assert fault.zh == "“评分”必须是数字。"


def test_all_faults_are_reported_at_once() -> None:
    schema = form(component("number", "a"), component("checkbox", "b"), component("textfield", "c"))
    assert refusals(schema, {"a": "x", "b": "x", "c": 1}) == {"a": "wrong_type", "b": "wrong_type", "c": "wrong_type"}
