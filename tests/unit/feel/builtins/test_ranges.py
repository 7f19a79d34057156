"""Relations of points and ranges (DMN 1.5, table 78): every example of the table, and ranges without an end."""

from __future__ import annotations

import pytest

from tests.unit.feel.asking import outcome
from tests.unit.feel.builtins.tables import Table, check_null, each

TRUE = [
    *("before(1, 10)", "before(1, (1..10])", "before(1, [5..10])", "before([1..10), 10)", "before([1..10], 15)"),
    *("before([1..10], [15..20])", "before([1..10), [10..20])", "before([1..10], (10..20])"),
    *("after(10, 5)", "after(12, [1..10])", "after(10, [1..10))", "after([11..20], 10)", "after((11..20], 11)"),
    *("after([11..20], [1..10])", "after([11..20], [1..11))", "after((11..20], [1..11])"),
    *("meets([1..5], [5..10])", "met by([5..10], [1..5])"),
    *("overlaps([1..5], [3..8])", "overlaps([3..8], [1..5])", "overlaps([1..8], [3..5])", "overlaps([3..5], [1..8])"),
    *("overlaps([1..5], [5..8])", "overlaps([5..8], [1..5])"),
    *("overlaps before([1..5], [3..8])", "overlaps before([1..5], [5..8])", "overlaps before([1..5), (1..5])"),
    *("overlaps before([1..5], (1..5])",),
    *("overlaps after([3..8], [1..5])", "overlaps after([5..8], [1..5])", "overlaps after((1..5], [1..5))"),
    *("overlaps after((1..5], [1..5])",),
    *("finishes(10, [1..10])", "finishes([5..10], [1..10])", "finishes([5..10), [1..10))", "finishes([1..10], [1..10])"),
    *("finishes((1..10], [1..10])",),
    *("finished by([1..10], 10)", "finished by([1..10], [5..10])", "finished by([1..10), [5..10))", "finished by([1..10], [1..10])"),
    *("finished by([1..10], (1..10])",),
    *("includes([1..10], 5)", "includes([1..10], 1)", "includes([1..10], 10)", "includes([1..10], [4..6])", "includes([1..10], [1..5])"),
    *("includes((1..10], (1..5])", "includes([1..10], (1..10))", "includes([1..10), [5..10))", "includes([1..10], [1..10))"),
    *("includes([1..10], (1..10])", "includes([1..10], [1..10])"),
    *("during(5, [1..10])", "during(1, [1..10])", "during(10, [1..10])", "during([4..6], [1..10])", "during([1..5], [1..10])"),
    *("during((1..5], (1..10])", "during((1..10), [1..10])", "during([5..10), [1..10))", "during([1..10), [1..10])"),
    *("during((1..10], [1..10])", "during([1..10], [1..10])"),
    *("starts(1, [1..10])", "starts([1..5], [1..10])", "starts((1..5], (1..10])", "starts([1..10], [1..10])", "starts([1..10), [1..10])"),
    *("starts((1..10), (1..10))",),
    *("started by([1..10], 1)", "started by([1..10], [1..5])", "started by((1..10], (1..5])", "started by([1..10], [1..10])"),
    *("started by([1..10], [1..10))", "started by((1..10), (1..10))"),
    *("coincides(5, 5)", "coincides([1..5], [1..5])"),
    # one side open
    *("before((< 5), (> 5))", "before((< 5), [5..6])", "before(1, (> 5))", "after((> 5), 5)", "after(9, (< 5))"),
    *("meets((<= 5), [5..9])", "met by([5..9], (<= 5))", "meets((<= 5), (>= 5))"),
    *("overlaps((< 5), (< 3))", "overlaps((> 5), [1..6])", "overlaps((< 5), (> 3))"),
    *("overlaps before((< 5), [3..8])", "overlaps before([1..5], (>= 5))", "overlaps after((> 5), (< 6))"),
    *("includes((> 5), 10)", "includes((> 5), [6..9])", "includes((> 5), (> 6))", "during(3, (< 5))", "during((< 3), (< 5))"),
    *("finishes(5, (<= 5))", "finishes((> 6), (> 5))", "starts(5, (>= 5))", "starts((< 3), (< 5))", "started by((< 5), (< 3))"),
    *("coincides((> 5), (> 5))", "coincides((= 5), [5..5])", "finished by((>= 5), (> 5))"),
    # other kinds, names, and lists of one
    *('before(@"2020-01-01", [@"2020-01-02"..@"2020-01-03"])', 'during("b", ["a".."c"])', 'overlaps([@"P1D"..@"P2D"], (>= @"PT48H"))'),
    *('after(@"P1Y", @"P11M")', 'includes([@"10:00:00Z"..@"12:00:00Z"], @"12:30:00+01:00")'),
    *("before(point1: 1, point2: 2)", "before(range: [1..2), point: 2)", "before(point: 1, range: [2..3])", "before([1], [2])"),
    *("before(range1: [1..2], range2: [3..4])", "starts(range: [1..2], point: 1)", "coincides(point2: 1, point1: 1)"),
    # a degenerate range is its included end
    *("includes((1..1], 1)", "finishes(1, (1..1])", "starts(1, [1..1))"),
]

FALSE = [
    *("before(10, 1)", "before(1, 1)", "before(1, [1..10])", "before([1..10], 10)", "before([1..10], [10..20])"),
    *("after(5, 10)", "after(10, [1..10])", "after([11..20], 12)", "after([11..20], 11)", "after([1..10], [11..20])"),
    *("meets([1..5), [5..10])", "meets([1..5], (5..10])", "meets([1..5], [6..10])"),
    *("met by([5..10], [1..5))", "met by((5..10], [1..5])", "met by([6..10], [1..5])"),
    *("overlaps([1..5], [6..8])", "overlaps([6..8], [1..5])", "overlaps([1..5], (5..8])", "overlaps([1..5), [5..8])"),
    *("overlaps([1..5), (5..8])", "overlaps((5..8], [1..5])", "overlaps([5..8], [1..5))", "overlaps((5..8], [1..5))"),
    *("overlaps before([1..5], [6..8])", "overlaps before([1..5], (5..8])", "overlaps before([1..5), [5..8])"),
    *("overlaps before([1..5), [1..5])", "overlaps before([1..5], [1..5])"),
    *("overlaps after([6..8], [1..5])", "overlaps after((5..8], [1..5])", "overlaps after([5..8], [1..5))"),
    *("overlaps after([1..5], [1..5))", "overlaps after([1..5], [1..5])"),
    *("finishes(10, [1..10))", "finishes([5..10), [1..10])", "finished by([1..10), 10)", "finished by([1..10], [5..10))"),
    *(
        "includes([1..10], 12)",
        "includes((1..10], 1)",
        "includes([1..10), 10)",
        "during(12, [1..10])",
        "during(1, (1..10])",
        "during(10, [1..10))",
    ),
    *("starts(1, (1..10])", "starts(2, [1..10])", "starts((1..5], [1..10])", "starts([1..5], (1..10])"),
    *("started by((1..10], 1)", "started by([1..10], 2)", "started by([1..10], (1..5])", "started by((1..10], [1..5])"),
    *("coincides(3, 4)", "coincides((1..5), [1..5])", "coincides([1..5], [2..6])"),
    *("before((> 5), 10)", "before((> 5), (< 3))", "overlaps((< 5), (> 5))", "includes((< 5), (> 3))", "during((> 3), [1..9])"),
    *("meets((< 5), [5..9])", "meets((> 5), (< 3))", "coincides((> 5), (>= 5))", "coincides((> 5), (< 5))", "starts((> 5), [1..9])"),
    *("includes((1..1], (1..1]) = false", "includes((1..1), 1)"),
]

NULLS: Table = [
    ("before(1, null)", "point"),
    ("before(null, [1..2])", "point"),
    ("before(1)", "(point1, point2) or (point, range) or (range, point) or (range1, range2)"),
    ("before(1, 2, 3)", "given 3 values"),
    ("before(point: 1, point2: 2)", "given point, point2"),
    ('before(1, "a")', "one kind"),
    ('before(1, ["a".."b"])', "one kind"),
    ('before((> 5), "a")', "one kind"),
    ('overlaps([1..2], [@"P1D"..@"P2D"])', "one kind"),
    ('before(@"2020-01-01", @"2020-01-01T00:00:00")', "one kind"),
    ("before(true, false)", "order"),
    ("before([1, 2], 3)", "order"),
    ("before(1, [null..2])", "begins and ends"),
    ("before(1, (!= 5))", "begins and ends"),
    *each("…([1..2], 1)", '"range2"', "meets", "met by", "overlaps", "overlaps before", "overlaps after"),
    *each("…([1..2], 1)", "", "finishes", "during", "starts", "coincides"),
    *each("…(1, [1..2])", "", "finished by", "includes", "started by", "coincides"),
    *each("…(1, 2)", "", "meets", "overlaps", "finishes", "includes", "starts"),
]


@pytest.mark.parametrize("text", TRUE)
def test_true(text: str) -> None:
    assert outcome(text).value is True, outcome(text)


@pytest.mark.parametrize("text", FALSE)
def test_false(text: str) -> None:
    assert outcome(text).value is False, outcome(text)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)
