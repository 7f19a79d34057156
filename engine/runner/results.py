"""The result of a call outside is stored, though the database is away for a while: the call cannot be undone, nor made again lightly."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from typing import Protocol

from engine.commands.jobs.work_job import FinishJob
from engine.kernel.actor import CONNECTOR, Actor
from engine.kernel.errors import Unavailable

_PAUSES = (0.1, 0.2, 0.5)
_LONGEST_PAUSE = 1.0
"""Shorter than it takes others to notice that a lease ran out, so that who has the result is first when the database is back."""
_TIMES = 600
_log = logging.getLogger(__name__)


class Door(Protocol):
    """What is needed of the engine."""

    def execute(self, command: FinishJob, *, actor: Actor) -> bool: ...


def stored(engine: Door, result: FinishJob, pause: Callable[[float], None] = time.sleep) -> bool:
    """Store the result, at once or as soon as the database lets us, for ten minutes. Raises what the last attempt raised."""
    for seconds in _pauses():
        try:
            return engine.execute(result, actor=CONNECTOR)
        except Unavailable:
            _log.warning("The result of job %s could not be stored yet", result.job_id, exc_info=True)
            pause(seconds)
    return engine.execute(result, actor=CONNECTOR)


def _pauses() -> Iterator[float]:
    return chain(_PAUSES, repeat(_LONGEST_PAUSE, _TIMES))
