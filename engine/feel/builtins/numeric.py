"""Numeric functions (DMN 1.5, 10.3.4.5)."""

from __future__ import annotations

import decimal
from datetime import timedelta
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelProblem
from engine.feel.numbers import ARITHMETIC
from engine.feel.registry import built_in
from engine.feel.values import YearsMonthsDuration

_MIN_SCALE, _MAX_SCALE = -6111, 6176


def rounded_to(number: Decimal, scale: Decimal | None, rounding: str) -> Decimal:
    """The number with ``scale`` digits behind the point (before it, when negative)."""
    digits = Decimal(0) if scale is None else scale
    if not _MIN_SCALE <= digits <= _MAX_SCALE:
        raise FeelProblem(
            f"Expected a scale from {_MIN_SCALE} to {_MAX_SCALE}, but it is {digits}.", f"小数位数应在 {_MIN_SCALE} 至 {_MAX_SCALE} 之间。"
        )
    exponent = -int(digits)
    if int(number.as_tuple().exponent) >= exponent:
        return number
    try:
        return number.quantize(Decimal((0, (1,), exponent)), rounding=rounding, context=ARITHMETIC)
    except DecimalException as error:
        raise FeelProblem("Expected a number that can be rounded so, but it is too large.", "数字过大，无法舍入。") from error


@built_in("decimal", "n:number, scale:number")
def decimal_(number: Decimal, scale: Decimal) -> Decimal:
    return rounded_to(number, scale, decimal.ROUND_HALF_EVEN)


@built_in("floor", "n:number, scale:number=")
def floor(number: Decimal, scale: Decimal | None) -> Decimal:
    return rounded_to(number, scale, decimal.ROUND_FLOOR)


@built_in("ceiling", "n:number, scale:number=")
def ceiling(number: Decimal, scale: Decimal | None) -> Decimal:
    return rounded_to(number, scale, decimal.ROUND_CEILING)


@built_in("round up", "n:number, scale:number")
def round_up(number: Decimal, scale: Decimal) -> Decimal:
    return rounded_to(number, scale, decimal.ROUND_UP)


@built_in("round down", "n:number, scale:number")
def round_down(number: Decimal, scale: Decimal) -> Decimal:
    return rounded_to(number, scale, decimal.ROUND_DOWN)


@built_in("round half up", "n:number, scale:number")
def round_half_up(number: Decimal, scale: Decimal) -> Decimal:
    return rounded_to(number, scale, decimal.ROUND_HALF_UP)


@built_in("round half down", "n:number, scale:number")
def round_half_down(number: Decimal, scale: Decimal) -> Decimal:
    return rounded_to(number, scale, decimal.ROUND_HALF_DOWN)


@built_in("abs", "n:amount")
def absolute(value: Decimal | timedelta | YearsMonthsDuration) -> object:
    if isinstance(value, YearsMonthsDuration):
        return YearsMonthsDuration(abs(value.months))
    return abs(value)


@built_in("modulo", "dividend:number, divisor:number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """With the sign of the divisor: ``dividend - divisor * floor(dividend / divisor)``."""
    try:
        rest = ARITHMETIC.remainder(dividend, divisor)
        return ARITHMETIC.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest
    except DecimalException as error:
        raise FeelProblem(
            "Expected a divisor other than zero and a quotient of at most 34 digits.", "除数不能为零，且商不超过 34 位。"
        ) from error


def _calculated(function: decimal.Context, name: str, number: Decimal) -> Decimal:
    try:
        return getattr(function, name)(number)  # type: ignore[no-any-return]
    except DecimalException as error:
        raise FeelProblem(f"Expected a number for which {name} is defined, but it is {number}.", f"{name} 对 {number} 无定义。") from error


@built_in("sqrt", "number:number")
def sqrt(number: Decimal) -> Decimal:
    return _calculated(ARITHMETIC, "sqrt", number)


@built_in("log", "number:number")
def log(number: Decimal) -> Decimal:
    if number <= 0:
        raise FeelProblem(f"Expected a number above zero for log, but it is {number}.", f"log 的参数应大于零，实际为 {number}。")
    return _calculated(ARITHMETIC, "ln", number)


@built_in("exp", "number:number")
def exp(number: Decimal) -> Decimal:
    return _calculated(ARITHMETIC, "exp", number)


def _parity(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise FeelProblem(f"Expected a whole number, but it is {number}.", f"应为整数，实际为 {number}。")
    return int(number) % 2


@built_in("odd", "number:number")
def odd(number: Decimal) -> bool:
    return _parity(number) == 1


@built_in("even", "number:number")
def even(number: Decimal) -> bool:
    return _parity(number) == 0
