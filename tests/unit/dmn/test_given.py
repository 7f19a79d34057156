"""What the caller gives: JSON, Python's values, FEEL's values; what is wrong is null with the reason, never an exception."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from engine.feel import Date, Dialect, FeelLimitExceeded, YearsMonthsDuration
from tests.unit.dmn.drawing import component, decision, input_data, item, literal, model

DRAWN = model(
    item("tDay", "", component("day", "date"), component("days", "date", many=True)),
    input_data("x"),
    input_data("day", "tDay"),
    decision("d", literal("x"), ["i_x"]),
    decision("e", literal("day"), ["i_day"]),
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (1, 1),
        (0.1, Decimal("0.1")),
        ("x", "x"),
        (type("Text", (str,), {})("x"), "x"),
        (True, True),
        ([1, "x", None], [1, "x", None]),
        ((1, 2), [1, 2]),
        ({"a": {"b": 1}}, {"a": {"b": 1}}),
        (stdlib.date(2026, 1, 31), Date(2026, 1, 31)),
        ({"a": [stdlib.date(2026, 1, 31)]}, {"a": [Date(2026, 1, 31)]}),
        (stdlib.timedelta(hours=1), stdlib.timedelta(hours=1)),
        (YearsMonthsDuration(1), YearsMonthsDuration(1)),
        (Date(2026, 1, 31), Date(2026, 1, 31)),
    ],
)
def test_values(given: object, expected: object) -> None:
    found = DRAWN.evaluate("d", {"x": given})
    assert (found.value, found.problems) == (expected, ())


@pytest.mark.parametrize("given", [object(), b"x", [b"x"], {"a": [{"b": 1j}]}, {1: 2}, [{None: 1}], print])
def test_what_feel_does_not_have_is_null(given: object) -> None:
    found = DRAWN.evaluate("d", {"x": given})
    assert found.value is None
    (problem,) = found.problems
    assert problem.element == "i_x"
    assert any(ord(sign) > 0x2E80 for sign in problem.zh)


@pytest.mark.parametrize("given", [float("nan"), float("inf"), Decimal("nan"), 10**7_000], ids=["nan", "inf", "decimal", "large"])
def test_what_is_no_number_is_null(given: object) -> None:
    found = DRAWN.evaluate("d", {"x": given})
    assert found.value is None
    assert "number" in found.problems[0].en


def test_null_may_be_given() -> None:
    found = DRAWN.evaluate("d", {"x": None})
    assert (found.value, found.problems) == (None, ())


def test_a_missing_input_is_null_with_a_reason() -> None:
    found = DRAWN.evaluate("d", {})
    assert found.value is None
    assert '"x" to be given' in found.problems[0].en


def test_a_value_that_holds_itself_is_stopped() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(FeelLimitExceeded):
        DRAWN.evaluate("d", {"x": endless})


def test_what_is_not_needed_is_not_looked_at() -> None:
    class Names(Mapping[str, object]):
        def __getitem__(self, name: str) -> object:
            if name != "x":
                raise AssertionError(name)
            return 1

        def __iter__(self) -> Iterator[str]:
            return iter(("x", "y"))

        def __len__(self) -> int:
            return 2

    assert DRAWN.evaluate("d", Names()).value == 1


def test_texts_inside_are_read_where_the_type_asks_for_dates() -> None:
    found = DRAWN.evaluate("e", {"day": {"day": "2026-01-31", "days": ["2026-01-31"], "more": "2026-01-31"}})
    day = Date(2026, 1, 31)
    assert found.value == {"day": day, "days": [day], "more": "2026-01-31"}
    assert DRAWN.evaluate("e", {"day": {"day": "x", "days": []}}).problems


def test_blanks_in_the_names_of_inputs_do_not_count() -> None:
    drawn = model(input_data("two  words").replace("i_two  words", "i_x"), decision("d", literal("two words"), ["i_x"]))
    for name in ("two words", "two  words", "two\nwords"):
        assert drawn.evaluate("d", {name: 1}).value == 1


def test_times_without_seconds_are_times_where_the_dialect_says_so() -> None:
    drawn = model(input_data("t", "time"), decision("d", literal("t.hour"), ["i_t"]))
    assert drawn.evaluate("d", {"t": "10:30"}).problems
    assert drawn.evaluate("d", {"t": "10:30"}, dialect=Dialect("short", short_times=True)).value == 10
