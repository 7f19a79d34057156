"""One value out of a list (DMN 1.5, table 75)."""

from __future__ import annotations

import pytest

from tests.unit.feel.asking import outcome
from tests.unit.feel.builtins.tables import Table, check_null, check_value, each

OF_NUMBERS = ("sum", "mean", "product", "median", "stddev", "mode")
OTHERS = ("min", "max", "all", "any")

VALUES: Table = [
    ("[min([1, 2, 3]), max(1, 2, 3), min(1), min([1]), max(3, 1, 2)]", "[1, 3, 1, 1, 3]"),
    ('[min("a", "B", "b"), max(["a", "ab"]), min("")]', '["B", "ab", ""]'),
    ('[min(@"2020-01-02", @"2020-01-01"), max(@"2020-01-02", @"2020-01-01")]', '[@"2020-01-01", @"2020-01-02"]'),
    ('[max([@"P1D", @"PT25H"]), min(@"P1Y", @"P11M"), max(@"10:00:00", @"09:59:59")]', '[@"PT25H", @"P11M", @"10:00:00"]'),
    ('min(@"2020-01-01T00:00:00Z", @"2020-01-01T00:30:00+01:00")', '@"2020-01-01T00:30:00+01:00"'),
    ("[min(c1: 2, c2: 1), max(c2: 2, c1: 1), max(list: [1, 2])]", "[1, 2, 2]"),
    ("[sum([1, 2, 3]), sum(1, 2, 3), sum(1), sum([0.1, 0.2]), sum(n1: 1, n2: 2)]", "[6, 6, 1, 0.3, 3]"),
    ('[sum([@"PT1H", @"PT30M"]), sum(@"P1Y", @"P1M")]', '[@"PT1H30M", @"P1Y1M"]'),
    ("[mean([1, 2, 3]), mean(1, 2, 3), mean(1), mean([1, 2]), mean(9e6144, 9e6144)]", "[2, 2, 1, 1.5, 9e6144]"),
    ("[product([2, 3, 4]), product(2, 3, 4), product(5), product(0, 1)]", "[24, 24, 5, 0]"),
    ("[median(8, 2, 5, 3, 4), median([6, 1, 2, 3]), median(1), median(n1: 1, n2: 3)]", "[4, 2.5, 1, 2]"),
    ("stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"),
    # the mean has more than 34 digits
    ("stddev(10**33, 10**33 + 1, 10**33 + 1)", "0.5773502691896257645091487805019575"),
    ("[stddev([47, 47]), stddev(1e4000, 3e4000) / 1e4000 > 1.414]", "[0, true]"),
    ("[mode(6, 3, 9, 6, 6), mode([6, 1, 9, 6, 1]), mode([]), mode([1.0, 1, 2])]", "[[6], [1, 6], [], [1.0]]"),
    ("[all([false, null, true]), all(true), all([true]), all([]), all(true, false)]", "[false, true, true, true, false]"),
    ("[all([null, false]), all([1, false]), all(b1: true, b2: true)]", "[false, false, true]"),
    ("[any([false, null, true]), any(false), any([]), any(false, true)]", "[true, false, false, true]"),
    ("[any([null, true]), any([1, true]), any(list: [false])]", "[true, true, false]"),
]

NULLS: Table = [
    *each("…(null)", '"list"', *OF_NUMBERS, *OTHERS),
    *each("…()", "given 0 values", *OF_NUMBERS, *OTHERS),
    *each("…(l: [1])", "given l", *OF_NUMBERS, *OTHERS),
    *each('…([1, "a"])', "numbers", *OF_NUMBERS),
    *each("…([1, null])", "numbers", *OF_NUMBERS),
    *each("…(1, [2])", "numbers", *OF_NUMBERS),
    ("sum([])", "empty"),
    ('sum([@"P1D", 1])', "combine"),
    ('sum([@"P1D", @"P1M"])', "combine"),
    ("mean([])", "at least 1"),
    ('mean([@"P1D"])', "numbers"),
    ("product([])", "at least 1"),
    ("product(1e6000, 1e6000)", "10^6145"),
    ("stddev([])", "at least 2"),
    ("stddev(47)", "at least 2"),
    *each('…([1, "a"])', "one kind", "min", "max"),
    *each("…([1, null])", "one kind", "min", "max"),
    *each("…([null])", "one kind", "min", "max"),
    *each("min(…)", "one kind", "true", "[true, false]", "{a: 1}", "[[1], [2]]", "[1..2]"),
    *each("max(…)", "one kind", "true", "[true, false]", "{a: 1}", "[[1], [2]]", "[1..2]"),
    ('max(@"2020-01-01", @"2020-01-01T00:00:00")', "one kind"),
    *each("…(c1: 1, c3: 2)", "(list) or (c1, c2 …)", "min", "max"),
    *each("…([1])", "true or false", "all", "any"),
    *each("…(0)", "true or false", "all", "any"),
    ('all([true, "true"])', "true or false"),
    ("any([false, 1])", "true or false"),
]

SILENT = ["max([])", "min([])", "median([])", "all([true, null])", "any([null, false])", "all(null, true)"]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    check_value(text, expected)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)


@pytest.mark.parametrize("text", SILENT)
def test_null_that_is_no_fault(text: str) -> None:
    assert (outcome(text).value, outcome(text).problems) == (None, ())
