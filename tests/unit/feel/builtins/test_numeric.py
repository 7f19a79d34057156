"""Numeric functions (DMN 1.5, table 76)."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.feel.asking import value
from tests.unit.feel.builtins.tables import Table, check_null, check_value, each

ROUNDED = ("decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down")
PLAIN = ("sqrt", "log", "exp", "odd", "even")

VALUES: Table = [
    ("[decimal(1/3, 2), decimal(1.5, 0), decimal(2.5, 0), decimal(-2.5, 0), decimal(0.515, 2)]", "[0.33, 2, 2, -2, 0.52]"),
    ("[floor(1.5), floor(-1.5), floor(-1.56, 1), floor(1.56, 1), floor(3)]", "[1, -2, -1.6, 1.5, 3]"),
    ("[ceiling(1.5), ceiling(-1.5), ceiling(-1.56, 1), ceiling(1.51, 1)]", "[2, -1, -1.5, 1.6]"),
    ("[round up(5.5, 0), round up(-5.5, 0), round up(1.121, 2), round up(-1.126, 2)]", "[6, -6, 1.13, -1.13]"),
    ("[round down(5.5, 0), round down(-5.5, 0), round down(1.121, 2), round down(-1.126, 2)]", "[5, -5, 1.12, -1.12]"),
    ("[round half up(5.5, 0), round half up(-5.5, 0), round half up(1.121, 2), round half up(-1.126, 2)]", "[6, -6, 1.12, -1.13]"),
    ("[round half down(5.5, 0), round half down(-5.5, 0), round half down(1.121, 2), round half down(-1.126, 2)]", "[5, -5, 1.12, -1.13]"),
    ("[decimal(1250, -2), floor(1299, -2), ceiling(1201, -2), round up(1201, -3), round half up(15, -1)]", "[1200, 1200, 1300, 2000, 20]"),
    ("[round up(1, -6111) = 10**6111, round down(1, -6111), round half up(1/3, 6176)]", "[true, 0, 1/3]"),
    ("[round half up(n: 1.25, scale: 1), floor(scale: 1, n: 1.25), floor(n: 1.5)]", "[1.3, 1.2, 1]"),
    ("[abs(10), abs(-10), abs(0), abs(n: -1)]", "[10, 10, 0, 1]"),
    ("abs(-1234567890123456789012345678901234)", "1234567890123456789012345678901234"),
    ('[abs(@"PT5H"), abs(@"-PT5H"), abs(@"-P1Y2M"), abs(@"-PT0.000000001S")]', '[@"PT5H", @"PT5H", @"P1Y2M", @"PT0.000000001S"]'),
    ("[modulo(12, 5), modulo(-12, 5), modulo(12, -5), modulo(-12, -5)]", "[2, 3, -3, -2]"),
    ("[modulo(10.1, 4.5), modulo(-10.1, 4.5), modulo(10.1, -4.5), modulo(-10.1, -4.5)]", "[1.1, 3.4, -3.4, -1.1]"),
    ("[modulo(0, 4), modulo(-10, 5), modulo(divisor: 4, dividend: 10), modulo(1e6000, 7)]", "[0, 0, 2, 1]"),
    ("[sqrt(16), sqrt(0), sqrt(number: 2.25)]", "[4, 0, 1.5]"),
    ("sqrt(2)", "1.414213562373095048801688724209698"),
    ("[log(1), decimal(log(10), 11), log(number: 1)]", "[0, 2.30258509299, 0]"),
    ("[exp(0), decimal(exp(5), 12), exp(number: 1)]", "[1, 148.413159102577, 2.718281828459045235360287471352662]"),
    ("[odd(5), odd(2), odd(-1), odd(0), odd(3.0), odd(1e6000)]", "[true, false, true, false, true, false]"),
    ("[even(5), even(2), even(-2), even(0), even(2.0), even(number: 4)]", "[false, true, true, true, true, true]"),
    # arithmetic that functions build on
    ("[0 ** 0, 2 ** -1, (-8) ** 3, 4 ** 0.5, 1 ** 999999999]", "[1, 0.5, -512, 2, 1]"),
]

NULLS: Table = [
    *each("…(1.5, -6112)", "scale from -6111 to 6176", *ROUNDED),
    *each("…(1.5, 6177)", "scale from -6111 to 6176", *ROUNDED),
    *each("…(null, 1)", '"n"', *ROUNDED),
    *each("…(1.5, null)", '"scale"', *ROUNDED),
    *each('…("1.5", 1)', '"n"', *ROUNDED),
    *each("…(1.5, 1, 2)", "given 3 values", *ROUNDED),
    *each("…(scale: 1)", "given scale", *ROUNDED),
    *((f"{name}(1.5)", "(n, scale)") for name in ROUNDED if name not in ("floor", "ceiling")),
    *each("…(null)", '"number"', *PLAIN),
    *each('…(@"P1D")', '"number"', *PLAIN),
    *each("…(n: 1)", "given n", *PLAIN),
    *each("…(1, 1)", "(number)", *PLAIN),
    ("abs()", "(n)"),
    ("abs(null)", '"n"'),
    ("abs(number: 1)", "given number"),
    ('abs("1")', "number or a duration"),
    ('abs(@"2020-01-01")', "number or a duration"),
    ("modulo(1, 0)", "divisor"),
    ("modulo(1, null)", '"divisor"'),
    ('modulo(@"P1D", 4)', '"dividend"'),
    ("sqrt(-1)", "sqrt"),
    ("log(0)", "above zero"),
    ("log(-1)", "above zero"),
    ("exp(1e6)", "exp"),
    ("even(1.5)", "whole number"),
    ("odd(0.1)", "whole number"),
    ("2 ** 1e9", "result"),
    ("1 ** -1e9", "result"),
    ("0 ** -1", "result"),
    ("(-8) ** 0.5", "result"),
    ("10 ** 6145", "result"),
    ('@"P1D" / @"PT0S"', "divisor other than zero"),
    ('@"P1Y" / 0', "divisor other than zero"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    check_value(text, expected)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1E60"), max_value=Decimal("1E60")).map(
    decimal.Context(prec=34).create_decimal
)


@given(NUMBERS, NUMBERS.filter(bool))
def test_modulo_is_exact(dividend: Decimal, divisor: Decimal) -> None:
    found = value("modulo(a, b)", {"a": dividend, "b": divisor})
    exact = decimal.Context(prec=1000)
    quotient = exact.divide(dividend, divisor).to_integral_value(decimal.ROUND_FLOOR)
    assert found == decimal.Context(prec=34).plus(exact.subtract(dividend, exact.multiply(divisor, quotient)))


ROUNDINGS = {
    "decimal": decimal.ROUND_HALF_EVEN,
    "floor": decimal.ROUND_FLOOR,
    "ceiling": decimal.ROUND_CEILING,
    "round up": decimal.ROUND_UP,
    "round down": decimal.ROUND_DOWN,
    "round half up": decimal.ROUND_HALF_UP,
    "round half down": decimal.ROUND_HALF_DOWN,
}


@given(st.sampled_from(list(ROUNDINGS)), NUMBERS, st.integers(-70, 40))
def test_rounding_is_decimals_own(name: str, number: Decimal, scale: int) -> None:
    expected = number.quantize(Decimal(1).scaleb(-scale), ROUNDINGS[name], decimal.Context(prec=200))
    assert value(f"{name}(n, s)", {"n": number, "s": scale}) == expected
