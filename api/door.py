"""The way from a view into the engine: ``ask`` and ``do``, on the account of whoever came in."""

from __future__ import annotations

from typing import TypeVar, cast

from flask import current_app, g, request

from api.texts import say
from engine.bootstrap import Engine
from engine.cases.readers import sees_everything
from engine.commands.evidence.note_case_read import NoteCaseRead
from engine.kernel.actor import Actor
from engine.kernel.errors import Fault, InvalidInput
from engine.queries.cases.reads import ReadIsToBeNoted
from engine.unit_of_work.verbs import Command, Query

T = TypeVar("T")
IDEMPOTENCY_KEY = "Idempotency-Key"
_LONGEST_KEY = 100


def engine() -> Engine:
    """The engine that the application was made for."""
    return cast(Engine, current_app.extensions["zhidu"])


def actor() -> Actor:
    """Who came in (set by ``api.auth.enter``)."""
    return cast(Actor, g.actor)


def ask(query: Query[T]) -> T:
    """Answer a question for whoever came in."""
    return engine().ask(query, actor=actor())


def ask_case(query: Query[T], instance_id: str) -> T:
    """Answer a question about the inside of a case; that somebody looked by a right alone is evidence before the answer leaves.

    Raises ``Unavailable`` where that could not be written down in the time that a command waits.
    """
    answer = ask(query)
    note_case_read(instance_id)
    return answer


def note_case_read(instance_id: str, attachment_id: str | None = None) -> None:
    """Write down that a case, or its file, was looked into, where that is due. People who take part wait for nothing."""
    if sees_everything(actor()) and ask(ReadIsToBeNoted(instance_id, attachment_id)):
        engine().execute(NoteCaseRead(instance_id, attachment_id), actor=actor())


def do(command: Command[T]) -> T:
    """Carry out a command for whoever came in; once only, when the request has an ``Idempotency-Key``."""
    return engine().execute(command, actor=actor(), idempotency_key=_idempotency_key())


def _idempotency_key() -> str | None:
    key = request.headers.get(IDEMPOTENCY_KEY)
    if key is not None and not 1 <= len(key) <= _LONGEST_KEY:
        fault = Fault(IDEMPOTENCY_KEY, "length", say("key_length", most=_LONGEST_KEY))
        raise InvalidInput(say("key_too_long_or_empty", header=IDEMPOTENCY_KEY, most=_LONGEST_KEY, length=len(key)), faults=[fault])
    return key
