"""That a clock strayed is evidence: times of entries made meanwhile are to be read with it in mind."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases import access
from engine.events.organisation import ClockStrayed
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class NoteClock(Command[None]):
    """``how``: jumped (against the time that passed) or differs (from the database's). ``seconds``: how far ahead; behind is negative."""

    node: str
    how: str
    seconds: int

    def carry_out(self, ctx: Context) -> None:
        access.machine_only(ctx.actor)
        ctx.record(ClockStrayed(self.node, self.how, self.seconds))
