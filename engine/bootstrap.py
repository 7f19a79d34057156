"""The one door into the engine: commands go through ``execute``, questions through ``ask``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import delete, exists, select

from engine import tables  # noqa: F401  all tables are known before the first statement
from engine.connectors.installed import installed_connectors
from engine.connectors.protocol import Registry
from engine.evidence.tables import evidence_entry
from engine.health.report import Health, HealthWatch
from engine.health.vitals import Vitals
from engine.instances.finding import index_missing
from engine.instances.tables import idempotency_key as keys
from engine.jobs.rules import Lane
from engine.kernel.actor import Actor
from engine.kernel.clock import Clock, SystemClock
from engine.kernel.crash import crash_at
from engine.kernel.errors import Unavailable
from engine.kernel.settings import Settings
from engine.runner.running import run_due_jobs
from engine.runner.sealing import seal
from engine.runner.uploads import sweep_uploads
from engine.store.attempts import until_done
from engine.store.database import Waits, open_database, reading, writing
from engine.store.failures import Failure, OutcomeUnknown, told
from engine.store.migrate import Patience, migrate
from engine.store.roles import migrate_as_owner
from engine.unit_of_work.claims import claim, keep
from engine.unit_of_work.context import Context, Preparation, ReadContext
from engine.unit_of_work.receipts import Receipt
from engine.unit_of_work.shared import Shared
from engine.unit_of_work.verbs import Command, Query, Unprepared

T = TypeVar("T")

_MOST_PREPARATIONS = 100
"""How many things a command may find missing one after another: it may touch cases of as many versions."""
KEYS_LIVE = timedelta(days=7)
"""How long the answer to an idempotency key is kept."""


class Engine:
    """Opens the database of ``settings``; ``migrate`` brings it up to date. Holds no state of any instance.

    Safe for several threads; several engines (in as many processes) may share one database.
    """

    def __init__(self, settings: Settings, *, clock: Clock | None = None, connectors: Registry | None = None) -> None:
        self.settings = settings
        self.clock: Clock = clock or SystemClock()
        self.database = open_database(settings.database_url, Waits(settings.lock_wait_seconds, settings.statement_seconds))
        self.shared = Shared(connectors or installed_connectors())
        self._vitals = Vitals()
        self._health = HealthWatch(settings, self._vitals)

    def migrate(self) -> None:
        """Bring the database to the newest schema; where another role owns it, as that one, granting what running needs.

        Raises ``Conflict`` where others were waited for too long.
        """
        patience = Patience(turn=self.settings.migration_wait_seconds, statement=self.settings.migration_statement_seconds)
        owner = self.settings.migration_database_url
        if owner is None:
            migrate(self.database, patience)
        else:
            migrate_as_owner(owner, self.database.url.username or "", patience)

    def execute(self, command: Command[T], *, actor: Actor, idempotency_key: str | None = None, if_free: bool = False) -> T:
        """Prepare ``command``, carry it out in one transaction, and commit it.

        With an ``idempotency_key`` a repetition gets the stored answer; the same key for another command is a ``Conflict``. ``if_free``:
        rather not at all than wait for others. Raises what the command refuses, and ``Unavailable`` where the database or the disk cannot
        do it. What lost a race, or its connection before it was committed, is tried again.
        """
        preparation = Preparation(actor, self.clock.now(), self.settings, self.shared, self.database)
        key = None if command.holds_secret else idempotency_key
        prepared = self._until_done(lambda: command.prepared(preparation))
        try:
            answer = self._until_done(
                lambda: self._carry_out_prepared(command, prepared, preparation, key, if_free=if_free), repeatable=key is not None
            )
        except Unavailable as refusal:
            self._vitals.failed(refusal)
            raise
        self._vitals.wrote()
        return answer

    def _until_done(self, work: Callable[[], T], *, repeatable: bool = True) -> T:
        return until_done(work, self.database, seconds=self.settings.lock_wait_seconds, repeatable=repeatable)

    def _carry_out_prepared(
        self, command: Command[T], prepared: Command[T], preparation: Preparation, key: str | None, *, if_free: bool
    ) -> T:
        """Carry out, after all has been made ready that turns out to be missing."""
        for _ in range(_MOST_PREPARATIONS):
            try:
                return self._carry_out(command, prepared, preparation.actor, key, if_free=if_free)
            except Unprepared as missing:
                missing.prepare(preparation)
        raise told(Failure.BUSY)

    def _carry_out(self, command: Command[T], prepared: Command[T], actor: Actor, key: str | None, *, if_free: bool) -> T:
        """``command``: as it was asked for, which is what an idempotency key belongs to; ``prepared``: as it is carried out."""
        try:
            with writing(self.database, if_free=if_free) as db:
                ctx = Context(db, actor, self.clock.now(), self.settings, self.shared, idempotency_key=key)
                if key is not None and (earlier := claim(ctx, command, key)) is not None:
                    return earlier.answer  # type: ignore[no-any-return]
                answer = prepared.carry_out(ctx)
                if key is not None:
                    keep(ctx, key, answer)
                ctx.flush()
                crash_at("before_commit")
        except OutcomeUnknown:
            if not self._is_kept(ctx.receipts):
                raise
        crash_at("after_commit")
        return answer

    def _is_kept(self, receipts: Sequence[Receipt]) -> bool:
        """Whether the evidence tells that a transaction of unknown outcome was committed. False: nobody knows."""
        if not receipts or self.database.dialect.name == "sqlite":  # a file shows what may not be on the disk
            return False
        with suppress(Unavailable):
            return self._until_done(lambda: self._stands(receipts[0]))
        return False

    def _stands(self, receipt: Receipt) -> bool:
        with reading(self.database) as db:
            return bool(db.execute(select(exists().where(evidence_entry.c.event_id == receipt.event_id))).scalar_one())

    def ask(self, query: Query[T], *, actor: Actor) -> T:
        """Answer ``query``; nothing is changed. Raises what the query refuses, and ``Unavailable``."""
        return self._until_done(lambda: self._answer(query, actor))

    def _answer(self, query: Query[T], actor: Actor) -> T:
        with reading(self.database) as db:
            return query.answer(ReadContext(db, actor, self.clock.now(), self.settings, self.shared))

    def run_due_jobs(self, limit: int = 100, lane: Lane | None = None) -> int:
        """Run jobs that are due (in ``lane``, or all), and those that they bring about, ``limit`` at most. Gives how many were run."""
        ran = run_due_jobs(self, limit, lane)
        self._vitals.ran()
        return ran

    def health(self) -> Health:
        """Whether this process can serve, looked at from outside of everybody's work."""
        return self._health.report()

    def sweep(self) -> None:
        """Throw away what is kept for a while only; find again what another release left out of the index."""
        with writing(self.database) as db:
            index_missing(db)
            db.execute(delete(keys).where(keys.c.created_at < self.clock.now() - KEYS_LIVE))
        sweep_uploads(self)

    def seal(self) -> str | None:
        """Seal the heads of evidence that grew. Gives the file's name; None where nothing grew or another process seals."""
        return seal(self)

    def close(self) -> None:
        """Give the connections back. The engine must not be used any more."""
        self.database.dispose()
