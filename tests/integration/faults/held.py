"""A command that is held just before its commit, with all its locks, until the test lets it go."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.pool import NullPool

from engine.bootstrap import Engine
from engine.kernel.errors import ZhiduError
from engine.store.turns import Turns


class Held:
    """Commands that are carried out by ``held`` stop before their commit; all others go through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._let_go = threading.Event()
        self._there = threading.Event()
        self._whose: int | None = None
        self._refusal: ZhiduError | None = None
        self._pool = ThreadPoolExecutor(8)
        monkeypatch.setattr("engine.bootstrap.crash_at", self._at)

    def _at(self, point: str) -> None:
        if point == "before_commit" and threading.get_ident() == self._whose:
            self._there.set()
            assert self._let_go.wait(60)
            if self._refusal is not None:
                raise self._refusal

    def held(self, work: Callable[[], Any]) -> Future[Any]:
        """Begin ``work``; returns when it is about to commit."""

        def run() -> Any:
            self._whose = threading.get_ident()
            return work()

        future = self._pool.submit(run)
        assert self._there.wait(60)
        return future

    def beside(self, work: Callable[[], Any]) -> Future[Any]:
        """Begin ``work`` in another thread."""
        return self._pool.submit(work)

    def let_go(self, refusal: ZhiduError | None = None) -> None:
        """Let it commit, or end in ``refusal``."""
        self._refusal = refusal
        self._let_go.set()

    def end(self) -> None:
        self._let_go.set()
        self._pool.shutdown()


@contextmanager
def at_the_door(engine: Engine) -> Iterator[Callable[[Future[Any]], None]]:
    """Gives a wait until the next transaction of ``engine`` stands before a lock, or is over.

    On SQLite that is the queue of its process, or (where that lets it in) the file, which it is about to ask for.
    """
    come = threading.Event()
    event.listen(engine.database, "checkout", lambda *_: come.set())
    looking = create_engine(engine.settings.database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    waits = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")

    def stands() -> bool:
        if engine.database.dialect.name == "sqlite":
            return come.is_set() or waiting_writers(engine) > 0
        with looking.connect() as connection:
            return bool(connection.execute(waits).scalar_one())

    def wait(future: Future[Any]) -> None:
        while not (future.done() or stands()):
            pass

    yield wait
    looking.dispose()


def waiting_writers(engine: Engine) -> int:
    """How many threads of this process wait for their turn to write (SQLite)."""
    turns: Turns = engine.database.get_execution_options()["zhidu_turns"]
    return turns.waiting
