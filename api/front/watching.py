"""Worker processes and the process that watches them: whoever dies is started again, the port is never given up meanwhile."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess

from api.texts import say
from engine.kernel.errors import Refusal

Ready = Callable[[], None]
_FORK = multiprocessing.get_context("fork")
_HEALTHY_AFTER = 60.0
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 30.0
_PATIENCE = 15.0
_log = logging.getLogger("zhidu.front")


@dataclass
class Pauses:
    """How long a worker that died waits for its successor: at first hardly, ever longer where it dies again and again."""

    deaths: int = 0

    def after(self, lived: float) -> float:
        """Seconds to wait after a life of ``lived`` seconds."""
        self.deaths = 1 if lived >= _HEALTHY_AFTER else self.deaths + 1
        return float(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (min(self.deaths, 20) - 1)))


@dataclass
class _Post:
    """The place of one worker, whoever fills it."""

    process: ForkProcess | None = None
    reports: Connection | None = None
    born: float = 0.0
    due: float = 0.0
    pauses: Pauses = field(default_factory=Pauses)


class Watch:
    """Keeps ``workers`` processes at ``work``, which is given what to call when it has begun to serve. Needs a process without threads."""

    def __init__(self, work: Callable[[Ready], None], workers: int) -> None:
        self._work = work
        self._posts = [_Post() for _ in range(workers)]
        self._life, self._held = os.pipe()  # whoever reads sees its end when this process is gone, however that came
        self._woken, self._wake = os.pipe()
        self._stopped = False
        self._any_served = False

    def keep(self) -> None:
        """Until SIGINT or SIGTERM. Raises ``Refusal`` when the first worker ends before it has served."""
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, self._stop)
        try:
            while not self._stopped:
                self._fill_posts()
                self._look()
        finally:
            self._end_all()

    def _stop(self, *_: object) -> None:
        self._stopped = True
        os.write(self._wake, b"x")

    def _fill_posts(self) -> None:
        for post in self._posts:
            if post.process is None and time.monotonic() >= post.due:
                self._fill(post)

    def _fill(self, post: _Post) -> None:
        post.reports, report = _FORK.Pipe(duplex=False)
        post.process = _FORK.Process(target=self._begin_work, args=(report,), name="zhidu-worker")
        post.process.start()
        post.born = time.monotonic()
        report.close()

    def _look(self) -> None:
        """Wait until a worker dies, a post is to be filled again, or the end is near."""
        alive = [post.process.sentinel for post in self._posts if post.process is not None]
        empty = [post.due for post in self._posts if post.process is None]
        wait([self._woken, *alive], timeout=max(0.0, min(empty) - time.monotonic()) if empty else None)
        for post in self._posts:
            if post.process is not None and not post.process.is_alive() and not self._stopped:
                self._bury(post, post.process)

    def _bury(self, post: _Post, process: ForkProcess) -> None:
        self._any_served = self._any_served or any(_has_served(each) for each in self._posts)
        if not self._any_served:
            raise Refusal(say("worker_did_not_begin", status=process.exitcode), code="worker_did_not_begin")
        pause = post.pauses.after(time.monotonic() - post.born)
        post.process, post.due = None, time.monotonic() + pause
        _log.error("%s", say("worker_died", pid=process.pid, status=process.exitcode, pause=f"{pause:.1f}").en)

    def _end_all(self) -> None:
        processes = [post.process for post in self._posts if post.process is not None]
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(_PATIENCE)
            process.kill()
            process.join()

    # --- in the worker

    def _begin_work(self, report: Connection) -> None:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, signal.SIG_DFL)
        os.close(self._held)
        threading.Thread(target=self._end_with_watcher, name="zhidu-watch", daemon=True).start()
        self._work(lambda: report.send_bytes(b"served"))
        sys.stdout.flush()
        os._exit(0)  # in order, the interpreter would wait for threads that are at work

    def _end_with_watcher(self) -> None:
        """A worker whose watcher was killed would hold the port for ever; every transaction can be cut off at any time."""
        os.read(self._life, 1)
        os._exit(1)


def _has_served(post: _Post) -> bool:
    try:
        return post.reports is not None and post.reports.poll() and bool(post.reports.recv_bytes())
    except EOFError:  # it ended before it said so
        return False
