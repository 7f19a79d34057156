"""What one command brought about, collected while it runs."""

from __future__ import annotations

from typing import Literal

from engine.bpmn.outcome import Ended, Fact, Outcome, Wait, WaitClosed


class Journal:
    """Facts in order. A wait that opens and closes within the same command is never mentioned."""

    __slots__ = ("closed", "facts", "opened")

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.opened: dict[str, Wait] = {}
        self.closed: dict[str, WaitClosed] = {}

    def open(self, wait: Wait) -> None:
        self.opened[wait.wait_id] = wait

    def close(self, wait_id: str, element_id: str, reason: Literal["done", "cancelled"]) -> None:
        if self.opened.pop(wait_id, None) is None:
            self.closed[wait_id] = WaitClosed(wait_id, element_id, reason)

    def outcome(self, steps: int, ended: Ended | None, *, goes_on: bool) -> Outcome:
        return Outcome(tuple(self.facts), tuple(self.opened.values()), tuple(self.closed.values()), steps, ended, goes_on)
