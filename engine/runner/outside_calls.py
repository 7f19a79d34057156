"""Calls of other systems, several at a time: a slow system has its share of the threads and no more."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable

from engine.jobs.rules import Lane
from engine.kernel.actor import SYSTEM
from engine.kernel.errors import Unavailable
from engine.runner.due_jobs import DueJob, DueJobs
from engine.runner.running import Door, run_job

_PEERS_LOOKED_AT = 10
"""Times as many jobs are looked at as may begin: some systems may have all their share already."""
_log = logging.getLogger(__name__)


class OutsideCalls:
    """``ended`` is called after each call, from its thread."""

    def __init__(self, engine: Door, ended: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self._most, self._per_peer = engine.settings.outside_calls, engine.settings.outside_calls_per_peer
        self._ended = ended
        self._lock = threading.Lock()
        self._at_work: dict[str, DueJob] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._refusal: Unavailable | None = None

    def begin_due(self) -> int:
        """Begin what is due and has room. Gives how many calls began. Raises ``Unavailable`` where the last ones found storage so."""
        refusal, self._refusal = self._refusal, None
        if refusal is not None:
            raise refusal
        room = self._most - len(self._at_work)
        if room <= 0:
            return 0
        due = self._engine.ask(DueJobs(room * _PEERS_LOOKED_AT, Lane.OUTSIDE, self._per_peer), actor=SYSTEM)
        chosen = self._with_room(due, room)
        for each in chosen:
            # No pool: the end of the process would wait for its threads, and a call may take long. Whoever lives takes the job over.
            thread = self._threads[each.id] = threading.Thread(target=self._run, args=(each,), name="zhidu-outside", daemon=True)
            thread.start()
        return len(chosen)

    def stop(self) -> None:
        """Finish the calls at hand."""
        for thread in tuple(self._threads.values()):
            thread.join()

    def _with_room(self, due: tuple[DueJob, ...], room: int) -> list[DueJob]:
        with self._lock:
            shares = Counter(each.peer for each in self._at_work.values())
            chosen: list[DueJob] = []
            for each in due:
                if len(chosen) < room and each.id not in self._at_work and shares[each.peer] < self._per_peer:
                    shares[each.peer] += 1
                    chosen.append(each)
            self._at_work.update({each.id: each for each in chosen})
        return chosen

    def _run(self, due: DueJob) -> None:
        try:
            run_job(self._engine, due)
        except Unavailable as refusal:
            self._refusal = refusal  # whoever begins calls waits, and says it
        except Exception:
            _log.exception("Job %s was left to others", due.id)
        finally:
            with self._lock:
                del self._at_work[due.id], self._threads[due.id]
            if self._refusal is None:
                self._ended()
