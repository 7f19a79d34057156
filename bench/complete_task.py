"""Completing a user task through ``Engine.execute``: CPU per completion, statements, growth with history, and the raw driver's share.

    python -m bench.complete_task [postgresql+psycopg://…]

Prints ratios; CPU seconds are of this process alone.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert

from engine.bootstrap import Engine
from engine.commands.complete_task import CompleteTask
from engine.identity.record import app_user, role
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.ids import new_id
from engine.kernel.settings import Settings
from engine.store.database import writing
from tests.support.bundles import deploy, loop, start
from tests.support.looking import instance, open_task

ROUNDS = 60


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


def counted(engine: Engine, work: Callable[[], Any]) -> tuple[list[str], int]:
    """The statements and the number of commits of ``work``."""
    statements: list[str] = []
    commits: list[int] = []

    def on_statement(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(" ".join(statement.split()))

    def on_commit(_c: Any) -> None:
        commits.append(1)

    event.listen(engine.database, "before_cursor_execute", on_statement)
    event.listen(engine.database, "commit", on_commit)
    try:
        work()
    finally:
        event.remove(engine.database, "before_cursor_execute", on_statement)
        event.remove(engine.database, "commit", on_commit)
    return statements, len(commits)


def growth(engine: Engine, clerk: Actor) -> None:
    """CPU and snapshot size with 10 and with 1,000 completions behind."""
    young, old = start(engine, "looping", clerk).instance_id, start(engine, "looping", clerk).instance_id
    complete(engine, clerk, young, 10)
    complete(engine, clerk, old, 1_000)
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
    statements, commits = counted(engine, lambda: complete_one(engine, clerk, old))
    print(f"statements: {len(statements)}, commits: {commits}")
    for statement in statements:
        print("   ", statement[:110])


def complete_one(engine: Engine, clerk: Actor, instance_id: str) -> None:
    task_id = _next_task[instance_id] if instance_id in _next_task else open_task(engine, instance_id).id
    engine.execute(CompleteTask(task_id, {"text": "go on", "amount": 7}), actor=clerk)


_next_task: dict[str, str] = {}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}"
        engine, clerk = engine_at(url)
        growth(engine, clerk)
        engine.close()


if __name__ == "__main__":
    main()
