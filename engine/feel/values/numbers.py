"""Numbers: decimal floating point with 34 digits (IEEE 754-2008 decimal128), as DMN 1.5 asks in 10.3.2.3.1."""

from __future__ import annotations

from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

ARITHMETIC = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
_ONE = Decimal(1)
_MAX_EXPONENT = 999_999_999

WIDE = Context(prec=80, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
"""For the steps of a longer calculation, so that only its result is rounded to 34 digits."""


def rounded(value: Decimal) -> Decimal:
    """The number with at most 34 digits. Raises ``Overflow`` beyond 10^6144."""
    return ARITHMETIC.plus(value)


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """``0 ** 0`` is 1, as IEEE 754 has it. Raises ``DecimalException``, also for an exponent beyond what DMN 1.5, table 60, allows."""
    if not -_MAX_EXPONENT <= exponent <= _MAX_EXPONENT:
        raise InvalidOperation
    if not exponent:
        return _ONE
    if not base and exponent < 0:
        raise DivisionByZero  # decimal itself calls it an infinity, without a signal
    return ARITHMETIC.power(base, exponent)


_MOST_DIGITS = 40


def counted(number: Decimal) -> int:
    """The whole part. Raises ``OverflowError`` beyond 40 digits: nothing counts so far, and writing 10^6144 out takes a millisecond."""
    if number.adjusted() > _MOST_DIGITS:
        raise OverflowError("too many digits")
    return int(number)


def number_text(value: Decimal) -> str:
    """Plain digits without exponent and without useless zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
