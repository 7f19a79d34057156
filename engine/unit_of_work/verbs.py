"""What a command and a query are: one small class per verb, carried out by the engine in one transaction."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Generic, TypeVar

from engine.unit_of_work.context import Context, ReadContext

T_co = TypeVar("T_co", covariant=True)
"""What is answered: who wants any answer may be given a verb with one of its own."""


class Command(Generic[T_co]):
    """A wish to change something. Subclasses are frozen dataclasses; their fields are the input.

    ``carry_out`` finds, checks the right and the state, changes, and records what happened. It
    never commits: only ``Engine.execute`` does, once, after it returned.

    ``holds_secret``: the input or the answer is a password or a token, so nothing about the command
    is kept for an idempotency key, which is then without effect.
    """

    holds_secret: ClassVar[bool] = False

    @abstractmethod
    def carry_out(self, ctx: Context) -> T_co: ...


class Query(Generic[T_co]):
    """A question. Subclasses are frozen dataclasses; ``answer`` reads and changes nothing."""

    @abstractmethod
    def answer(self, ctx: ReadContext) -> T_co: ...
