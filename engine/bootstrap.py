"""The one door into the engine: commands go through ``execute``, questions through ``ask``."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select

from engine import tables  # noqa: F401  all tables are known before the first statement
from engine.connectors.installed import installed_connectors
from engine.connectors.protocol import Registry
from engine.instances.tables import idempotency_key as keys
from engine.kernel.actor import Actor
from engine.kernel.clock import Clock, SystemClock
from engine.kernel.crash import crash_at
from engine.kernel.errors import Conflict
from engine.kernel.settings import Settings
from engine.runner.due_jobs import run_due_jobs
from engine.store.database import ERRORS, is_duplicate, is_transient, open_database, reading, writing
from engine.store.migrate import Patience, migrate
from engine.unit_of_work.answers import fingerprint, from_json, to_json
from engine.unit_of_work.context import Context, Preparation, ReadContext
from engine.unit_of_work.shared import Shared
from engine.unit_of_work.texts import say
from engine.unit_of_work.verbs import Command, Query, Unprepared

T = TypeVar("T")

_ATTEMPTS = 8
_MOST_PREPARATIONS = 100
"""How many things a command may find missing one after another: it may touch cases of as many versions."""
_FIRST_PAUSE = 0.01
KEYS_LIVE = timedelta(days=7)
"""How long the answer to an idempotency key is kept."""


class Engine:
    """Opens the database of ``settings``; ``migrate`` brings it up to date. Holds no state of any instance.

    Safe for several threads; several engines (in as many processes) may share one database.
    """

    def __init__(self, settings: Settings, *, clock: Clock | None = None, connectors: Registry | None = None) -> None:
        self.settings = settings
        self.clock: Clock = clock or SystemClock()
        self.database = open_database(settings.database_url)
        self.shared = Shared(connectors or installed_connectors())

    def migrate(self) -> None:
        """Bring the database to the newest schema. Raises ``Conflict`` where others were waited for too long."""
        patience = Patience(turn=self.settings.migration_wait_seconds, statement=self.settings.migration_statement_seconds)
        migrate(self.database, patience)

    def execute(self, command: Command[T], *, actor: Actor, idempotency_key: str | None = None) -> T:
        """Prepare ``command``, carry it out in one transaction, and commit it.

        With an ``idempotency_key`` a repetition gets the stored answer; the same key for another command is a ``Conflict``.
        Raises what the command refuses. Deadlocks and locked files are tried again.
        """
        preparation = Preparation(actor, self.clock.now(), self.settings, self.shared, self.database)
        prepared = command.prepared(preparation)
        for attempt in range(_ATTEMPTS):
            try:
                return self._carry_out_prepared(command, prepared, preparation, idempotency_key)
            except ERRORS as error:
                if not _worth_another(error, attempt):
                    raise
                # Random, so that two that met do not meet again.
                time.sleep(_FIRST_PAUSE * 2**attempt * (0.5 + random.random()))  # noqa: S311  no secret
        raise Conflict(say("database_busy"), code="busy")

    def _carry_out_prepared(self, command: Command[T], prepared: Command[T], preparation: Preparation, key: str | None) -> T:
        """Carry out, after all has been made ready that turns out to be missing."""
        for _ in range(_MOST_PREPARATIONS):
            try:
                return self._carry_out(command, prepared, preparation.actor, key)
            except Unprepared as missing:
                missing.prepare(preparation)
        raise Conflict(say("database_busy"), code="busy")

    def _carry_out(self, command: Command[T], prepared: Command[T], actor: Actor, key: str | None) -> T:
        """``command``: as it was asked for, which is what an idempotency key belongs to; ``prepared``: as it is carried out."""
        with writing(self.database) as db:
            key = None if command.holds_secret else key
            ctx = Context(db, actor, self.clock.now(), self.settings, self.shared, idempotency_key=key)
            if key is not None:
                stored = _stored_answer(ctx, command, key)
                if stored is not None:
                    return from_json(type(command), stored["answer"])  # type: ignore[no-any-return]
            answer = prepared.carry_out(ctx)
            ctx.flush()
            if key is not None:
                _store_answer(ctx, command, key, answer)
            crash_at("before_commit")
        crash_at("after_commit")
        return answer

    def ask(self, query: Query[T], *, actor: Actor) -> T:
        """Answer ``query``; nothing is changed."""
        with reading(self.database) as db:
            return query.answer(ReadContext(db, actor, self.clock.now(), self.settings, self.shared))

    def run_due_jobs(self, limit: int = 100) -> int:
        """Run jobs that are due, and those that they bring about, ``limit`` at most. Gives how many were run."""
        return run_due_jobs(self, limit)

    def sweep(self) -> None:
        """Throw away what is kept for a while only."""
        with writing(self.database) as db:
            db.execute(delete(keys).where(keys.c.created_at < self.clock.now() - KEYS_LIVE))

    def close(self) -> None:
        """Give the connections back. The engine must not be used any more."""
        self.database.dispose()


def _worth_another(error: Exception, attempt: int) -> bool:
    """A duplicate may be two firsts at once (a stream, an idempotency key): the second try finds the other's row."""
    return is_transient(error) or (is_duplicate(error) and attempt < 2)


def _owner(actor: Actor) -> str:
    return actor.id or actor.kind


def _stored_answer(ctx: Context, command: Command[Any], key: str) -> dict[str, Any] | None:
    """The answer of an earlier command with this key. Raises ``Conflict`` when that was another command."""
    statement = select(keys.c.fingerprint, keys.c.answer).where(keys.c.actor_id == _owner(ctx.actor), keys.c.key == key)
    row = ctx.db.execute(statement).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint(command):
        raise Conflict(say("key_of_another_command"), code="idempotency_key_reused")
    return dict(row.answer)


def _store_answer(ctx: Context, command: Command[Any], key: str, answer: object) -> None:
    row = {
        "actor_id": _owner(ctx.actor),
        "key": key,
        "fingerprint": fingerprint(command),
        "answer": {"answer": to_json(answer)},
        "created_at": ctx.now,
    }
    ctx.db.execute(insert(keys), row)
