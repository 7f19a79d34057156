"""FEEL's numbers are decimal128: what they do equals Python's ``decimal`` with 34 digits, rounded half even."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.feel.values.numbers import rounded
from tests.unit.feel.asking import value

DECIMAL128 = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])
EXACT = decimal.Context(prec=13_000, Emin=-20_000, Emax=20_000, traps=[])
LARGEST, SMALLEST = 6111, -6176
THOROUGH = settings(max_examples=120, deadline=None)


def _number(sign: int, digits: int, exponent: int) -> Decimal:
    return Decimal(digits * sign).scaleb(exponent, EXACT)


DIGITS = st.integers(0, 10**34 - 1) | st.integers(0, 10_000) | st.sampled_from([10**34 - 1, 10**33, 5 * 10**33, 1, 0])
EXPONENTS = st.integers(-40, 10) | st.integers(SMALLEST, LARGEST) | st.sampled_from([0, LARGEST, SMALLEST])
NUMBERS = st.builds(_number, st.sampled_from([1, -1]), DIGITS, EXPONENTS)
PLAIN = st.builds(_number, st.sampled_from([1, -1]), st.integers(0, 10**15), st.integers(-12, 3))
WHOLE = st.integers(-(10**20), 10**20)


def same(found: object, expected: Decimal) -> bool:
    """The number; null where ``decimal`` has none."""
    return found == expected if expected.is_finite() else found is None


@THOROUGH
@given(NUMBERS, NUMBERS)
def test_the_four_operations(a: Decimal, b: Decimal) -> None:
    scope = {"a": a, "b": b}
    assert same(value("a + b", scope), DECIMAL128.add(a, b))
    assert same(value("a - b", scope), DECIMAL128.subtract(a, b))
    assert same(value("a * b", scope), DECIMAL128.multiply(a, b))
    assert same(value("a / b", scope), DECIMAL128.divide(a, b))
    assert value("-a", scope) == -Fraction(a)


@THOROUGH
@given(NUMBERS, st.integers(-20, 20) | st.sampled_from([Decimal("0.5"), 999]))
def test_powers(base: Decimal, exponent: int | Decimal) -> None:
    assume(base or exponent)  # 0 ** 0 is 1, of which decimal knows nothing
    assert same(value("a ** b", {"a": base, "b": exponent}), DECIMAL128.power(base, Decimal(exponent)))


@THOROUGH
@given(NUMBERS, NUMBERS | st.none(), st.booleans())
def test_comparisons(a: Decimal, b: Decimal | None, alike: bool) -> None:
    other = a if alike else b
    if other is None:
        assert value("a = b", {"a": a, "b": None}) is False
        assert value("a < b", {"a": a, "b": None}) is None
        return
    one, two = Fraction(a), Fraction(other)
    found = value("[a = b, a != b, a < b, a <= b, a > b, a >= b]", {"a": a, "b": other})
    assert found == [one == two, one != two, one < two, one <= two, one > two, one >= two]


ROUNDINGS = {
    "decimal": decimal.ROUND_HALF_EVEN,
    "floor": decimal.ROUND_FLOOR,
    "ceiling": decimal.ROUND_CEILING,
    "round up": decimal.ROUND_UP,
    "round down": decimal.ROUND_DOWN,
    "round half up": decimal.ROUND_HALF_UP,
    "round half down": decimal.ROUND_HALF_DOWN,
}


@pytest.mark.parametrize("function", ROUNDINGS)
@THOROUGH
@given(PLAIN | NUMBERS, st.integers(-8, 14), st.integers(-50, 50) | st.none())
def test_roundings(function: str, number: Decimal, scale: int, half: int | None) -> None:
    if half is not None:
        number = (Decimal(half) + Decimal("0.5")).scaleb(-scale)  # just between two
    expected = number.quantize(Decimal(1).scaleb(-scale), ROUNDINGS[function], EXACT)
    assert value(f"{function}(a, b)", {"a": number, "b": scale}) == expected
    if function in ("floor", "ceiling"):
        assert value(f"{function}(a)", {"a": number}) == number.quantize(Decimal(1), ROUNDINGS[function], EXACT)


@THOROUGH
@given(PLAIN | NUMBERS, PLAIN)
def test_modulo_has_the_sign_of_the_divisor(a: Decimal, b: Decimal) -> None:
    found = value("modulo(a, b)", {"a": a, "b": b})
    if not b:
        assert found is None
        return
    exact = Fraction(a) - Fraction(b) * (Fraction(a) // Fraction(b))
    assert found == nearest(exact)


def nearest(exact: Fraction) -> Decimal:
    """The number of 34 digits that is nearest."""
    return rounded(EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)))


@THOROUGH
@given(NUMBERS)
def test_functions_of_one_number(a: Decimal) -> None:
    assert value("abs(a)", {"a": a}) == abs(Fraction(a))
    assert same(value("sqrt(a)", {"a": a}), DECIMAL128.sqrt(a))


@THOROUGH
@given(WHOLE)
def test_odd_and_even(a: int) -> None:
    assert value("[odd(a), even(a)]", {"a": a}) == [a % 2 == 1, a % 2 == 0]


@THOROUGH
@given(st.lists(PLAIN, min_size=1, max_size=8))
def test_functions_of_many_numbers(numbers: list[Decimal]) -> None:
    exact = [Fraction(number) for number in numbers]
    assert value("sum(a)", {"a": numbers}) == sum(exact)
    assert value("mean(a)", {"a": numbers}) == nearest(sum(exact, Fraction()) / len(exact))
    assert value("[min(a), max(a), count(a)]", {"a": numbers}) == [min(exact), max(exact), len(exact)]
    assert value("median(a)", {"a": numbers}) == _median(sorted(exact))
    most = max(numbers.count(number) for number in numbers)
    assert value("mode(a)", {"a": numbers}) == sorted({number for number in numbers if numbers.count(number) == most})


def _median(exact: list[Fraction]) -> Decimal:
    middle = len(exact) // 2
    return nearest(exact[middle] if len(exact) % 2 else (exact[middle - 1] + exact[middle]) / 2)


WRITERS: list[Callable[[Decimal], str]] = [str, lambda number: format(number, "f"), lambda number: f"{number:e}"]


@THOROUGH
@given(PLAIN, st.sampled_from(WRITERS))
def test_a_number_reads_back_however_it_is_written(number: Decimal, write: Callable[[Decimal], str]) -> None:
    text = write(number)
    assert value(text) == number
    assert value("number(a)", {"a": text}) == number
    assert value("number(string(a))", {"a": number}) == number
