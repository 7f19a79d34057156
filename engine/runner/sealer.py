"""Seals every minute in a thread of this process. What is left when the process is stopped is sealed by whoever stops it."""

from __future__ import annotations

import logging
import threading
from typing import Protocol

_log = logging.getLogger(__name__)


class Door(Protocol):
    """What is needed of the engine."""

    def seal(self) -> str | None: ...


class Sealer:
    """Seals every ``interval`` seconds what grew."""

    def __init__(self, engine: Door, interval: float) -> None:
        self._engine = engine
        self._interval = interval
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, name="zhidu-sealer", daemon=True).start()

    def _run(self) -> None:
        while not self._stopped.wait(self._interval):
            self.turn()

    def turn(self) -> None:
        """Seal once. A folder or a database that is away for a while must not end the sealing."""
        try:
            self._engine.seal()
        except Exception:
            _log.exception("The heads of evidence could not be sealed")
