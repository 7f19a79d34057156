"""Notices a host's clock that jumps, or that differs from the database's: people are told, and the evidence says so."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from datetime import timedelta

from engine.commands.organisation.note_clock import NoteClock
from engine.kernel.actor import SYSTEM
from engine.queries.organisation.clocks import TOLERATED, ClockDifference
from engine.runner.running import Door

_log = logging.getLogger(__name__)


class ClockWatch:
    """Compares the clock with one that only goes forward (``steady``, seconds) and with the database's."""

    def __init__(self, engine: Door, steady: Callable[[], float] = time.monotonic) -> None:
        self._engine, self._steady = engine, steady
        self._node = socket.gethostname()[:40]
        self._looked_at = (engine.clock.now(), steady())
        self._ahead = timedelta(0)

    def look(self) -> int:
        """Says what strayed since the last look, once. Gives 0: there is nothing more to do at once."""
        jump, ahead = self._jump(), self._engine.ask(ClockDifference(), actor=SYSTEM)
        if abs(jump) > TOLERATED:
            self._note("jumped", jump)
        if abs(ahead - self._ahead) > TOLERATED:
            self._ahead = ahead
            self._note("differs", ahead)
        return 0

    def _jump(self) -> timedelta:
        """How much further the clock went than time did."""
        (before, steady_before), (now, steady_now) = self._looked_at, (self._engine.clock.now(), self._steady())
        self._looked_at = now, steady_now
        return now - before - timedelta(seconds=steady_now - steady_before)

    def _note(self, how: str, by: timedelta) -> None:
        seconds = round(by.total_seconds())
        _log.warning("The clock of %s %s by %d s", self._node, how, seconds)
        self._engine.execute(NoteClock(self._node, how, seconds), actor=SYSTEM)
