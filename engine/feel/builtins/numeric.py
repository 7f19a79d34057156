"""Numeric functions (DMN 1.5, 10.3.4.5)."""

from __future__ import annotations

import decimal
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import built_in
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.numbers import ARITHMETIC, rounded

_MIN_SCALE, _MAX_SCALE = -6111, 6176
_EXACT = decimal.Context(prec=12_500, traps=[decimal.InvalidOperation])  # holds any number of FEEL divided by any other, as a whole
_CALCULATION = 50
"""Steps for what takes tens of microseconds."""


def rounded_to(number: Decimal, scale: Decimal | None, rounding: str) -> Decimal:
    """The number with ``scale`` digits behind the point (before it, when negative)."""
    digits = Decimal(0) if scale is None else scale
    if not _MIN_SCALE <= digits <= _MAX_SCALE:
        raise FeelProblem(say("scale_out_of_reach", least=_MIN_SCALE, most=_MAX_SCALE, scale=digits))
    exponent = -int(digits)
    if int(number.as_tuple().exponent) >= exponent:
        return number
    try:
        return number.quantize(Decimal((0, (1,), exponent)), rounding=rounding, context=ARITHMETIC)
    except DecimalException as error:
        raise FeelProblem(say("cannot_round")) from error


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
def absolute(value: Decimal | DaysTimeDuration | YearsMonthsDuration) -> object:
    return ARITHMETIC.abs(value) if isinstance(value, Decimal) else abs(value)


@built_in("modulo", "dividend:number, divisor:number")
def modulo(state: State, dividend: Decimal, divisor: Decimal) -> Decimal:
    """With the sign of the divisor: ``dividend - divisor * floor(dividend / divisor)``."""
    if not divisor:
        raise FeelProblem(say("division_by_zero"))
    state.charge(1 + abs(dividend.adjusted() - divisor.adjusted()))
    rest = _EXACT.remainder(dividend, divisor)
    return rounded(_EXACT.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest)


def _calculated(state: State, name: str, number: Decimal) -> Decimal:
    state.charge(_CALCULATION)
    try:
        return getattr(ARITHMETIC, name)(number)  # type: ignore[no-any-return]
    except DecimalException as error:
        raise FeelProblem(say("not_defined_for", function=name, number=number)) from error


@built_in("sqrt", "number:number")
def sqrt(state: State, number: Decimal) -> Decimal:
    return _calculated(state, "sqrt", number)


@built_in("log", "number:number")
def log(state: State, number: Decimal) -> Decimal:
    if number <= 0:
        raise FeelProblem(say("log_not_positive", number=number))
    return _calculated(state, "ln", number)


@built_in("exp", "number:number")
def exp(state: State, number: Decimal) -> Decimal:
    return _calculated(state, "exp", number)


def _parity(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise FeelProblem(say("not_whole", number=number))
    return 0 if int(number.as_tuple().exponent) > 0 else int(number) % 2


@built_in("odd", "number:number")
def odd(number: Decimal) -> bool:
    return _parity(number) == 1


@built_in("even", "number:number")
def even(number: Decimal) -> bool:
    return _parity(number) == 0
