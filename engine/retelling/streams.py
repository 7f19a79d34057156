"""One stream heard from first to last. The entries of a command are heard together: the last one says which command it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.evidence.reading import Told
from engine.retelling import cases, organisation, people  # noqa: F401  all folds are declared before the first event is heard
from engine.retelling.state import By, Retold, hear


@dataclass(frozen=True, slots=True)
class Said:
    """What is needed of an entry; ``at`` as its body says it."""

    position: int
    event_id: str
    at: str
    told: Told


def of_organisation(stream: str) -> Organisation:
    return Organisation(Retold(stream))


@dataclass(slots=True)
class Organisation:
    """Each entry is a command of its own here."""

    retold: Retold

    def hear(self, said: Said) -> None:
        hear(self.retold, _by(self.retold.stream, said, said.event_id), said.told)

    def conclude(self) -> Retold:
        return self.retold


@dataclass(slots=True)
class Case:
    """The chain of a process instance."""

    retold: Retold
    _waiting: list[Said] = field(default_factory=list)

    def hear(self, said: Said) -> None:
        self._waiting.append(said)
        state = said.told.state
        if state is not None:
            self._end_of_command(said, state)

    def conclude(self) -> Retold:
        """What all entries together tell."""
        left, self._waiting = self._waiting, []
        for said in left:
            hear(self.retold, _by(self.retold.stream, said, None), said.told)
        cases.conclude(self.retold, complete=not left)
        return self.retold

    def _end_of_command(self, last: Said, state: Mapping[str, Any]) -> None:
        """The state says how many entries are the command's; those before are of a release that told of no state."""
        waiting, self._waiting = self._waiting, []
        older = len(waiting) - int(state["entries"])
        version, before = int(state["version"]), self.retold.version
        for said in waiting[:older]:
            hear(self.retold, _by(self.retold.stream, said, None), said.told)
        if older or (version != 1 if before is None else version not in (before, before + 1)):
            cases.forget(self.retold)
        for said in waiting[older:]:
            hear(self.retold, _by(self.retold.stream, said, version), said.told)
        cases.left_behind(self.retold, _by(self.retold.stream, last, version), state)


def _by(stream: str, said: Said, command: object) -> By:
    return By(stream, said.position, said.at, said.told.actor.get("id"), said.told.procedure, command)
