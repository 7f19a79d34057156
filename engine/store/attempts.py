"""Trying again what failed without anybody's fault: what races, and what lost its connection before it was committed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import count
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolExhausted

from engine.store.database import ERRORS, note_cut
from engine.store.failures import Failure, OutcomeUnknown, failure_of, told
from engine.store.turns import TurnMissed

T = TypeVar("T")

FAILURES = (*ERRORS, PoolExhausted, TurnMissed, OutcomeUnknown, OSError)
"""What a transaction may raise that is not its refusal."""

_MOST = {Failure.RACE: 8, Failure.DUPLICATE: 3, Failure.AWAY: 5, Failure.UNKNOWN_OUTCOME: 5}
"""How often something is tried at most. Two firsts at once (a stream's row) give a duplicate: the second try finds the other's row."""
_FIRST_PAUSE = {Failure.RACE: 0.01, Failure.DUPLICATE: 0.01, Failure.AWAY: 0.05, Failure.UNKNOWN_OUTCOME: 0.05}
_LOST = (Failure.AWAY, Failure.UNKNOWN_OUTCOME)


def until_done(work: Callable[[], T], database: Engine, *, seconds: float, repeatable: bool) -> T:
    """What ``work``, a whole transaction on ``database``, gives. It is begun again for ``seconds`` at most.

    ``repeatable``: whether it may be done again when nobody knows if it was committed. Raises ``Unavailable`` where the database or
    the disk cannot do it, ``Broken`` where they are damaged, and as they are all other errors.
    """
    ends = time.monotonic() + seconds
    for attempt in count(1):
        try:
            return work()
        except FAILURES as error:
            failure = failure_of(error)
            if failure is None:
                raise
            known = repeatable or failure is not Failure.UNKNOWN_OUTCOME
            if not known or attempt >= _MOST.get(failure, 1) or time.monotonic() >= ends:
                raise error if failure is Failure.DUPLICATE else told(failure) from error
            if failure in _LOST:
                note_cut(database)
            # Random, so that two that met do not meet again.
            time.sleep(_FIRST_PAUSE[failure] * 2 ** (attempt - 1) * (0.5 + random.random()))  # noqa: S311  no secret
    raise AssertionError("count() has no end")
