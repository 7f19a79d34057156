"""How much work the analysis of one table may be: counted, not timed, so that the same file always gives the same findings."""

from __future__ import annotations

from engine.feel.limits import Meter


class BudgetSpent(Exception):
    """The table needs more work than is granted; ends one check."""


class Budget:
    """``steps``: combinations of cells that one check may look at (a million take about a tenth of a second)."""

    __slots__ = ("_left", "_within")

    def __init__(self, steps: int = 5_000_000, within: Budget | None = None) -> None:
        """``within``: of which it is a part."""
        self._left = steps
        self._within = within

    def charge(self, steps: int) -> None:
        """Raises ``BudgetSpent``."""
        self._left -= steps
        if self._left < 0:
            raise BudgetSpent
        if self._within is not None:
            self._within.charge(steps)


class Allowance:
    """What the analysis of all tables of a file may be together: a file may hold hundreds, each just within its own bounds.

    ``budget``: for combinations of cells; ``meter``: for what is evaluated to read the cells.
    """

    def __init__(self) -> None:
        self.budget = Budget(50_000_000)
        self.meter = Meter(20_000_000)
