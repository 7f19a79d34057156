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


def rounded(value: Decimal) -> Decimal:
    """The number with at most 34 digits. Raises ``Overflow`` beyond 10^6144."""
    return ARITHMETIC.plus(value)


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """Raises ``DivisionByZero`` for zero to a negative power, which decimal itself calls an infinity without a signal."""
    if not base and exponent < 0:
        raise DivisionByZero
    return ARITHMETIC.power(base, exponent)
