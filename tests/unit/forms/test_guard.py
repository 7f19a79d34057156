"""Values that JSON, the database or the engine cannot carry never get in, wherever they stand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.checking.guard import DEEPEST, MOST_VALUES, faults_in
from tests.unit.forms.support import component, form, refusals, submit

ANY = form(component("number", "x"), component("textfield", "text"))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (math.nan, "not_a_number"),
        (math.inf, "not_a_number"),
        (-math.inf, "not_a_number"),
        (2**53, "number_too_large"),
        (-(2**53), "number_too_large"),
        pytest.param(10**400, "number_too_large", id="beyond floats"),
        (1e300, "number_too_large"),
        ("\0", "text_invalid"),
        ("\ud800", "text_invalid"),
        pytest.param("x" * 100_001, "too_long", id="long text"),
        (object(), "not_json"),
        ({1: "a"}, "not_json"),
    ],
)
def test_refuses_what_cannot_be_carried(value: object, code: str) -> None:
    assert refusals(ANY, {"x": value}) == {"x": code}
    assert refusals(ANY, {"unknown": [{"deep": value}]}) == {"unknown[0].deep": code}


def test_the_largest_safe_integer_is_fine() -> None:
    assert submit(ANY, {"x": 2**53 - 1}) == {"x": 2**53 - 1}


def test_the_key_that_the_process_engine_reads_as_a_type_is_refused() -> None:
    assert refusals(ANY, {"x": 1, "deep": {"typename": "datetime"}}) == {"deep.typename": "reserved_key"}


def test_too_deep() -> None:
    data: dict[str, object] = {}
    for _ in range(DEEPEST):
        data = {"a": data}
    assert [fault.code for fault in faults_in(data)] == ["too_deep"]
    assert faults_in(data["a"]) == []


def test_too_many_values() -> None:
    assert faults_in({"a": [0] * (MOST_VALUES - 2)}) == []
    assert [fault.code for fault in faults_in({"a": [0] * (MOST_VALUES - 1)})] == ["too_large"]


def test_the_submission_itself_must_be_an_object() -> None:
    assert refusals(ANY, ["x"]) == {"": "wrong_type"}  # type: ignore[arg-type]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=8), json_values, max_size=5))
def test_whatever_comes_is_either_checked_or_refused(data: dict[str, object]) -> None:
    """No submission ends in anything but cleaned values or faults, and what comes out was in the form."""
    from engine.forms import compile_form
    from engine.kernel.errors import InvalidInput
    from tests.unit.forms.support import NOW

    compiled = compile_form(ANY)
    try:
        cleaned = compiled.check_submission({**data, "x": data.get("", 1)}, context={}, lists={}, now=NOW)
    except InvalidInput as refused:
        assert refused.faults
    else:
        assert cleaned.keys() <= {"x", "text"}
