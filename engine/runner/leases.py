"""Jobs that this process works at outside of a transaction stay its own as long as it lives, and not longer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from engine.commands.jobs.work_job import RenewLeases
from engine.jobs.rules import LEASE
from engine.kernel.actor import CONNECTOR, Actor

_RENEW_EVERY = LEASE.total_seconds() / 3
"""Seconds: two may fail before the lease is lost."""
_log = logging.getLogger(__name__)


class Door(Protocol):
    """What is needed of the engine."""

    def execute(self, command: RenewLeases, *, actor: Actor) -> int: ...


class Leases:
    """One of each process. A thread renews while there is something to renew."""

    def __init__(self) -> None:
        self._held: set[str] = set()
        self._lock = threading.Lock()
        self._over = threading.Event()

    @contextmanager
    def renewed(self, engine: Door, worker: str, job_id: str) -> Iterator[None]:
        """The job, taken by ``worker``, stays taken as long as the block lasts."""
        with self._lock:
            begins = not self._held
            self._held.add(job_id)
            if begins:
                self._over = threading.Event()
                threading.Thread(target=self._renew, args=(engine, worker, self._over), name="zhidu-leases", daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                self._held.discard(job_id)
                if not self._held:
                    self._over.set()

    def renew(self, engine: Door, worker: str) -> None:
        """Renew all at once. What cannot be renewed is renewed the next time, or lost to others."""
        with self._lock:
            held = tuple(sorted(self._held))
        try:
            engine.execute(RenewLeases(worker, held), actor=CONNECTOR)
        except Exception:
            _log.warning("Leases could not be renewed", exc_info=True)

    def _renew(self, engine: Door, worker: str, over: threading.Event) -> None:
        while not over.wait(_RENEW_EVERY):
            self.renew(engine, worker)
