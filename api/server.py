"""Serves the application over HTTP: granian, one process that works and one that watches over it.

SQLite wants one process with threads. On PostgreSQL ``workers`` may be more. ``docs/decisions`` has the figures.
"""

from __future__ import annotations

import os
import threading
import time
from functools import partial

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from api.app import create_app
from api.texts import say
from engine.bootstrap import Engine
from engine.kernel.errors import InvalidInput
from engine.kernel.memory import settle_memory
from engine.kernel.settings import Settings
from engine.runner.scheduler import Scheduler

THREADS = 8
"""More than cores: a commit waits for the disk, a sign-in for its slow hash, and both let others work meanwhile."""

_LOOK_FOR_THE_WATCHER = 0.5


def serve(engine: Engine, settings: Settings, *, workers: int = 1) -> None:
    """Serve until SIGINT or SIGTERM. ``engine`` gives its connections back: each worker opens its own.

    Each worker runs due jobs, too, where ``settings.scheduler`` says so. Raises ``InvalidInput`` for more
    than one worker on SQLite.
    """
    if workers > 1 and settings.database_url.startswith("sqlite"):
        raise InvalidInput(say("one_worker_on_sqlite"))
    engine.close()
    server = Granian(
        "api.server:worker",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=partial(worker, settings, os.getpid()), wrap_loader=False)


def worker(settings: Settings, watcher: int) -> Flask:
    """The application of one worker process, which ends when the process ``watcher`` is gone."""
    engine = Engine(settings)
    if settings.scheduler:
        Scheduler(engine, settings.scheduler_interval).start()
    threading.Thread(target=_end_with, args=(watcher,), name="zhidu-watch", daemon=True).start()
    app = create_app(engine)
    settle_memory()
    return app


def _end_with(watcher: int) -> None:
    """A worker whose watcher was killed would hold the port for ever; every transaction can be cut off at any time."""
    while os.getppid() == watcher:
        time.sleep(_LOOK_FOR_THE_WATCHER)
    os._exit(1)
