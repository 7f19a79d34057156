"""How much work the analysis of one table may be: counted, not timed, so that the same file always gives the same findings."""

from __future__ import annotations


class BudgetSpent(Exception):
    """The table needs more work than is granted; ends one check."""


class Budget:
    """``steps``: combinations of cells that one check may look at (a million take about a tenth of a second)."""

    __slots__ = ("_left",)

    def __init__(self, steps: int = 5_000_000) -> None:
        self._left = steps

    def charge(self, steps: int) -> None:
        """Raises ``BudgetSpent``."""
        self._left -= steps
        if self._left < 0:
            raise BudgetSpent
