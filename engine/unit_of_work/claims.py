"""Idempotency keys: a command claims its key first, in its own transaction, and keeps its answer with it at the end.

The claim is a row under a unique key. Whoever sends the same key while the first is at work waits for that row: until the first
commits (then its answer is there), or until it is rolled back or dies (then nobody has claimed the key). No claim outlives its transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from engine.instances.tables import idempotency_key as keys
from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict
from engine.store.database import ERRORS, insert_if_absent
from engine.store.failures import Failure, failure_of
from engine.unit_of_work.answers import fingerprint, from_json, to_json
from engine.unit_of_work.context import Context
from engine.unit_of_work.texts import say
from engine.unit_of_work.verbs import Command

_MINE = (keys.c.actor_id == bindparam("of_actor"), keys.c.key == bindparam("of_key"))
_STORED = select(keys.c.fingerprint, keys.c.answer).where(*_MINE)
_KEEP = update(keys).where(*_MINE).values(answer=bindparam("kept", type_=keys.c.answer.type))


@dataclass(frozen=True, slots=True)
class Earlier:
    """The answer that an earlier command with the same key got."""

    answer: Any


@dataclass(slots=True)
class _Kept:
    """Written with the command's rows."""

    key: str
    answer: object

    def settle(self, ctx: Context) -> None:
        """Nothing is open before the rows are written."""

    def write(self, ctx: Context) -> None:
        ctx.db.execute(_KEEP, {**_whose(ctx.actor, self.key), "kept": {"answer": to_json(self.answer)}})


def claim(ctx: Context, command: Command[Any], key: str) -> Earlier | None:
    """Claim ``key`` for ``command``; gives the answer where that was done before.

    Raises ``Conflict``: ``still_at_work`` where the first one is not done in time, ``idempotency_key_reused`` where it was another command.
    """
    row = {"actor_id": _owner(ctx.actor), "key": key, "fingerprint": fingerprint(command), "answer": {}, "created_at": ctx.now}
    try:
        if insert_if_absent(ctx.db, keys, row):
            return None
    except ERRORS as error:
        if failure_of(error) is Failure.BUSY:
            raise _still_at_work() from error
        raise
    return _earlier(ctx, type(command), key, row["fingerprint"])


def keep(ctx: Context, key: str, answer: object) -> None:
    """Keep ``answer`` with the claimed key when the command's rows are written."""
    ctx.parts[_Kept] = _Kept(key, answer)


def _earlier(ctx: Context, command: type[Command[Any]], key: str, wanted: object) -> Earlier:
    row = ctx.db.execute(_STORED, _whose(ctx.actor, key)).first()
    if row is None:  # thrown away as too old at this very moment
        raise _still_at_work()
    if row.fingerprint != wanted:
        raise Conflict(say("key_of_another_command"), code="idempotency_key_reused")
    return Earlier(from_json(command, row.answer["answer"]))


def _whose(actor: Actor, key: str) -> dict[str, object]:
    return {"of_actor": _owner(actor), "of_key": key}


def _owner(actor: Actor) -> str:
    return actor.id or actor.kind


def _still_at_work() -> Conflict:
    return Conflict(say("still_at_work"), code="still_at_work", retry_after=1)
