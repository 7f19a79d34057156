"""Jobs: kinds, states, and when a failed one is tried again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine.kernel.texts import Text


class Kind(StrEnum):
    TIMER = "timer"
    START_TIMER = "start_timer"
    CONNECTOR = "connector"
    CALL = "call"
    MESSAGE = "message"
    SIGNAL = "signal"
    GO_ON = "go_on"
    """A case that has done its share of steps in one command."""


class Lane(StrEnum):
    """Kinds of work that do not wait for each other."""

    TIMERS = "timers"
    INSIDE = "inside"
    """Within one transaction."""
    OUTSIDE = "outside"
    """Calls of other systems, which may take as long as these like."""


class State(StrEnum):
    READY = "ready"
    RESTING = "resting"
    """The instance is suspended."""
    FAILED = "failed"
    """Out of retries: an incident is open."""
    HELD = "held"
    """A ceiling was reached: one incident stands for all that it holds."""
    DONE = "done"
    CANCELLED = "cancelled"


STILL_OPEN = (State.READY, State.RESTING, State.FAILED, State.HELD)
"""Of a job that is not over."""

DEFAULT_RETRIES = 3
LEASE = timedelta(seconds=12)
"""For how long a job that was taken is nobody else's, unless its worker renews it: what a killed process leaves is taken over then."""
MESSAGE_TIME_TO_LIVE = timedelta(hours=1)
QUEUED = (Kind.CONNECTOR, Kind.CALL, Kind.MESSAGE, Kind.SIGNAL, Kind.GO_ON)
"""Kinds of jobs that wait for their turn alone, not for a time."""

BRIEF = timedelta(seconds=1)
"""A timer shorter than this lets no time pass: what it sets going is still due to the impulse that set the timer."""
_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(hours=1)
_LONGEST_ERROR = 2_000


@dataclass(slots=True)
class Impulse:
    """What sets work going: a person's command, a message from outside, a timer that was waited for. All jobs that follow carry its id.

    id: the id of the first of these jobs, or of the timer; None until there is one.
    hops: through how many cases it has come, by messages, signals and procedures that start procedures.
    """

    id: str | None = None
    hops: int = 0


LET_GO = -1
"""``hops`` of a job that was held and that a person let go on: it is no work that followed, but what work follows from."""


def impulse_of(job_id: str, impulse_id: str | None, hops: int | None) -> Impulse:
    """The impulse to which a job is due; a timer that was waited for is one itself."""
    return Impulse(job_id) if impulse_id is None else Impulse(impulse_id, hops or 0)


def carries_impulse(kind: Kind, wait: timedelta) -> bool:
    """Whether a job is due to the impulse of the command that opens it, or begins a new one when it is due after ``wait``."""
    return kind not in (Kind.TIMER, Kind.START_TIMER) or wait < BRIEF


def lane_of(kind: Kind, *, outside: bool) -> Lane:
    if kind in (Kind.TIMER, Kind.START_TIMER):
        return Lane.TIMERS
    return Lane.OUTSIDE if outside else Lane.INSIDE


def wait_after(attempt: int) -> timedelta:
    """How long to wait after the ``attempt``-th failure: 10 s, 20 s, 40 s … one hour at most."""
    doublings = min(max(attempt - 1, 0), 20)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def retry_at(now: datetime, attempt: int, retries_left: int, *, worth_it: bool = True) -> datetime | None:
    """When the next attempt is due; None when there is none left, or none that could help."""
    if not worth_it or retries_left <= 0:
        return None
    return now + wait_after(attempt)


def error_facts(code: str, text: Text) -> dict[str, str]:
    """What a job keeps of its last failure."""
    return {"code": code, "message_en": text.en[:_LONGEST_ERROR], "message_zh": text.zh[:_LONGEST_ERROR]}
