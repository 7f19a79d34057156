"""What the machine needs from outside for one command: the time, decisions, read-only names and ceilings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.dmn import DecisionOutcome
from engine.feel import STANDARD, Dialect, Meter


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings. Reaching one gives an ``IncidentWait``, never a hang and never an error.

    steps: elements entered or left from one wait to the next.
    at_once: how many of these in one command; the rest is left to others (``Outcome.goes_on``), so that none takes long.
    tokens: tokens alive in one instance.
    cardinality: instances of one multi-instance activity.
    """

    steps: int = 20_000
    at_once: int = sys.maxsize
    tokens: int = 5_000
    cardinality: int = 1_000


@dataclass(slots=True)
class Pace:
    """How many steps were done in one command, by all instances that it touches."""

    steps: int = 0


def _no_decisions(decision_id: str, _inputs: Mapping[str, object]) -> DecisionOutcome:
    raise LookupError(f"Expected to find the decision {decision_id!r}, but there are no decisions here.")


@dataclass(frozen=True, slots=True)
class Environment:
    """Fixed for one command, so that the same command on the same state always has the same outcome.

    now: aware UTC.
    decide: decision id and visible variables (plain JSON) → outcome.
    constants: read-only names of every expression, FEEL values; a variable cannot hide them.
    time_zone: for dates and times that name no zone.
    meter: what all expressions of the command may cost together.
    pace: what all instances of the command have done together.
    dialect: the functions that expressions are lent.
    """

    now: datetime
    decide: Callable[[str, Mapping[str, object]], DecisionOutcome] = _no_decisions
    constants: Mapping[str, object] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    meter: Meter = field(default_factory=Meter)
    pace: Pace = field(default_factory=Pace)
    dialect: Dialect = STANDARD
