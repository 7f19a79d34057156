"""The budgets of one evaluation. Exceeding one raises ``FeelLimitExceeded`` with its name; it never yields a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for parsing and evaluating one expression.

    source_length: characters of the text.
    nesting: depth of the syntax tree, of calls inside calls, and of values inside values.
    steps: evaluated syntax nodes plus visited list entries and characters of built-in functions.
    collection_size: entries of one list or context.
    string_length: characters of one string.
    digits: digits of one number literal or of a text that becomes a number.
    seconds: computing time of the thread (not of the clock on the wall, so that a busy machine changes nothing).
    """

    source_length: int = 20_000
    nesting: int = 64
    steps: int = 1_000_000
    collection_size: int = 100_000
    string_length: int = 1_000_000
    digits: int = 400
    seconds: float = 5.0


DEFAULT_LIMITS = Limits()


class Meter:
    """What is left for many evaluations together, those of one command for example: each takes what it used.

    steps: as in ``Limits``. A meter belongs to one thread.
    """

    __slots__ = ("left",)

    def __init__(self, steps: int = 5_000_000) -> None:
        self.left = steps
