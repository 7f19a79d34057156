"""What a command and a query are: one small class per verb, carried out by the engine in one transaction."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from engine.unit_of_work.context import Context, Preparation, ReadContext

T_co = TypeVar("T_co", covariant=True)
"""What is answered: who wants any answer may be given a verb with one of its own."""


class Command(Generic[T_co]):
    """A wish to change something. Subclasses are frozen dataclasses; their fields are the input.

    ``prepared`` does what is long and needs no lock (reading and compiling files, hashing a password)
    before the transaction begins, and gives the command that is carried out: most are ready as they
    are. It checks the right to ask for so much work; ``carry_out`` checks again, for it alone decides.
    A field for what was prepared has ``compare=False``: it is no part of what was asked for.

    ``carry_out`` finds, checks the right and the state, changes, and records what happened. It
    never commits: only ``Engine.execute`` does, once, after it returned.

    ``holds_secret``: the input or the answer is a password or a token, so nothing about the command
    is kept for an idempotency key, which is then without effect.
    """

    holds_secret: ClassVar[bool] = False

    def prepared(self, preparation: Preparation) -> Command[T_co]:  # noqa: ARG002
        return self

    @abstractmethod
    def carry_out(self, ctx: Context) -> T_co: ...


class Query(Generic[T_co]):
    """A question. Subclasses are frozen dataclasses; ``answer`` reads and changes nothing."""

    @abstractmethod
    def answer(self, ctx: ReadContext) -> T_co: ...


class Unprepared(Exception):
    """Raised while a command is carried out and lacks what would take long to make while everybody waits.

    The engine gives the transaction up, calls ``prepare``, and carries the command out anew.
    """

    def __init__(self, prepare: Callable[[Preparation], None]) -> None:
        super().__init__()
        self.prepare = prepare
