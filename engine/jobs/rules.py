"""Jobs: kinds, states, and when a failed one is tried again. Pure."""

from __future__ import annotations

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


class State(StrEnum):
    READY = "ready"
    RESTING = "resting"
    """The instance is suspended."""
    FAILED = "failed"
    """Out of retries: an incident is open."""
    DONE = "done"
    CANCELLED = "cancelled"


STILL_OPEN = (State.READY, State.RESTING, State.FAILED)
"""Of a job that is not over."""

DEFAULT_RETRIES = 3
LEASE = timedelta(minutes=5)
MESSAGE_TIME_TO_LIVE = timedelta(hours=1)
_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(hours=1)
_LONGEST_ERROR = 2_000


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
