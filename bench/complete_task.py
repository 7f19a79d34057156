"""Completing a user task through ``Engine.execute``: CPU, growth with history, statements, and the raw driver's share.

    python -m bench.complete_task [--server postgresql+psycopg://postgres@127.0.0.1/postgres]

Without a server everything runs on a SQLite file. Prints figures and ratios; CPU is that of this process alone.
For the share of the raw driver the statements of real completions are recorded, and then the driver alone does the
same ones, with the same values and commits, on a copy of the database as it was before.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, create_engine, event, insert, make_url, text

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.identity.tables import app_user, role
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.ids import new_id
from engine.kernel.memory import settle_memory
from engine.kernel.settings import Settings
from engine.store.database import writing
from tests.support.bundles import deploy, loop, start
from tests.support.looking import instance, open_task

ROUNDS = 60
SHARE = 480


def engine_at(url: str) -> tuple[Engine, Actor]:
    """A migrated engine with the looping procedure and one clerk."""
    engine = Engine(Settings(database_url=url, scheduler=False))
    engine.migrate()
    user_id = new_id()
    with writing(engine.database) as db:
        db.execute(insert(role), {"id": "clerk", "name_zh": "c", "name_en": "c", "permissions": [], "built_in": False})
        user = {"id": user_id, "username": "li", "display_name_zh": "li", "display_name_en": "li", "active": True, "locale": "zh"}
        db.execute(insert(app_user), {**user, "must_change_password": False, "created_at": engine.clock.now()})
    clerk = Actor(kind="person", id=user_id, name="li", roles=(RoleHeld("clerk"),), authenticated_by="password")
    deploy(engine, loop())
    return engine, clerk


def complete(engine: Engine, clerk: Actor, instance_id: str, times: int) -> list[float]:
    """CPU seconds of each completion; finding the task is not counted."""
    costs = []
    for _ in range(times):
        task_id = open_task(engine, instance_id).id
        began = time.process_time()
        engine.execute(CompleteTask(task_id, {"text": "go on", "amount": 7}), actor=clerk)
        costs.append(time.process_time() - began)
    return costs


@dataclass
class Recording:
    """What went to the driver: statements with their values, one list for each transaction."""

    transactions: list[list[tuple[str, Any, bool]]] = field(default_factory=lambda: [[]])

    def on_statement(self, _c: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        self.transactions[-1].append((statement, values, many))

    def on_commit(self, _c: Any) -> None:
        self.transactions.append([])


@contextmanager
def recorded(engine: Engine) -> Iterator[Recording]:
    """Everything that ``engine`` sends to its database."""
    recording = Recording()
    listeners = (("before_cursor_execute", recording.on_statement), ("commit", recording.on_commit))
    for name, listener in listeners:
        event.listen(engine.database, name, listener)
    yield recording
    for name, listener in listeners:
        event.remove(engine.database, name, listener)
    recording.transactions.pop()


def growth(engine: Engine, clerk: Actor) -> None:
    """CPU and snapshot size with 10 and with 1,000 completions behind."""
    young, old = start(engine, "looping", clerk).instance_id, start(engine, "looping", clerk).instance_id
    complete(engine, clerk, young, 10)
    complete(engine, clerk, old, 1_000)
    settle_memory()  # as the server does once it has started
    # Turn and turn about, so that what else the machine does falls on both alike.
    costs: dict[str, list[float]] = {young: [], old: []}
    sizes = {each: len(instance(engine, each).snapshot) for each in costs}
    for _ in range(ROUNDS // 2):
        for each, spent in costs.items():
            spent.extend(complete(engine, clerk, each, 2))
    at_10, at_1000 = (statistics.median(costs[each]) for each in (young, old))
    print(f"completions per CPU-second at history 10: {1 / at_10:.0f} ({at_10 * 1000:.2f} ms)")
    print(f"completions per CPU-second at history 1,000: {1 / at_1000:.0f} ({at_1000 * 1000:.2f} ms), ratio {at_1000 / at_10:.2f}")
    print(f"snapshot bytes: {sizes[young]} and {sizes[old]}, ratio {sizes[old] / sizes[young]:.2f}")
    task_id = open_task(engine, old).id
    with recorded(engine) as recording:
        engine.execute(CompleteTask(task_id, {"text": "go on", "amount": 7}), actor=clerk)
    print(f"statements: {sum(map(len, recording.transactions))}, commits: {len(recording.transactions)}")
    for statement, _values, many in recording.transactions[0]:
        print("   ", " ".join(statement.split())[:100], "(many)" if many else "")


def share_of_the_driver(place: Place) -> None:
    """Completions per second of the engine, against the driver alone with the same statements, turn and turn about."""
    engine, clerk = engine_at(place.url)
    cases = [start(engine, "looping", clerk).instance_id for _ in range(SHARE)]
    tasks = [open_task(engine, case).id for case in cases]
    engine.close()
    with place.copy() as copy:
        engine = Engine(Settings(database_url=place.url, scheduler=False))
        driver = connected(copy)
        seconds = {"engine": 0.0, "driver": 0.0}
        for first in range(0, SHARE, ROUNDS):
            with recorded(engine) as recording:
                began = time.perf_counter()
                for task_id in tasks[first : first + ROUNDS]:
                    engine.execute(CompleteTask(task_id, {"text": "go on", "amount": 7}), actor=clerk)
                spent = time.perf_counter() - began
            again = replayed(driver, recording)
            if first:  # the first turn warms both up
                seconds["engine"] += spent
                seconds["driver"] += again
        engine.close()
        driver.close()
    done = SHARE - ROUNDS
    of_engine, of_driver = done / seconds["engine"], done / seconds["driver"]
    print(f"completions per second: {of_engine:.0f}; the driver alone: {of_driver:.0f}; share {of_engine / of_driver:.2f}")


def connected(url: str) -> Any:
    """A connection of the driver alone."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        return connection
    return psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))


def replayed(connection: Any, recording: Recording) -> float:
    """Seconds that the driver takes for the same transactions."""
    began = time.perf_counter()
    for transaction in recording.transactions:
        cursor = connection.cursor()
        for statement, values, many in transaction:
            (cursor.executemany if many else cursor.execute)(statement, values)
            if cursor.description:
                cursor.fetchall()
        connection.commit()
    return time.perf_counter() - began


class Place:
    """A database for the bench: a file, or a new database on a server. ``copy`` gives one with the same content."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self._folder, self._server = folder, None if server is None else make_url(server)
        self._names: list[str] = []
        self.url = self._new()

    def _new(self, template: str | None = None) -> str:
        name = f"zhidu_bench_{uuid.uuid4().hex[:10]}"
        if self._server is None:
            return f"sqlite:///{self._folder / name}.db"
        self._run(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        self._names.append(name)
        return self._server.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def copy(self) -> Iterator[str]:
        of = make_url(self.url).database
        assert of is not None
        copy = self._new(of)
        if self._server is None:
            shutil.copyfile(of, make_url(copy).database or "")
        yield copy

    def close(self) -> None:
        for name in self._names:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        server: URL | None = self._server
        assert server is not None
        admin = create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(statement))
        admin.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description="Completing a user task.")
    parser.add_argument("--server", help="a PostgreSQL server on which databases may be made")
    server = parser.parse_args().server
    with tempfile.TemporaryDirectory() as folder:
        for measure in (_growth_at, share_of_the_driver):
            place = Place(Path(folder), server)
            try:
                measure(place)
            finally:
                place.close()


def _growth_at(place: Place) -> None:
    engine, clerk = engine_at(place.url)
    growth(engine, clerk)
    engine.close()


if __name__ == "__main__":
    main()
