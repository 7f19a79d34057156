"""What was found wrong or doubtful in a diagram: errors forbid publishing, warnings do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.bpmn.texts import sentence
from engine.kernel.errors import Fault
from engine.kernel.texts import Text


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and how grave it is. ``fault.where`` is an element id of the diagram, or "" for the file."""

    level: Level
    fault: Fault


class Findings:
    """Collects findings in the order in which they are found, each only once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Finding] = {}

    def error(self, where: str, code: str, /, **facts: object) -> None:
        """The diagram cannot be executed as drawn. ``code`` is a key of ``texts``; ``facts`` fill its sentence."""
        self._add(Level.ERROR, where, code, facts)

    def warning(self, where: str, code: str, /, **facts: object) -> None:
        """The diagram can be executed, but a person should look at it."""
        self._add(Level.WARNING, where, code, facts)

    def _add(self, level: Level, where: str, code: str, facts: dict[str, object]) -> None:
        fault = Fault(where, code, sentence(code, facts), facts=_plain(facts))
        self._found.setdefault((where, code, fault.en), Finding(level, fault))

    @property
    def all(self) -> tuple[Finding, ...]:
        return tuple(self._found.values())

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(finding.fault for finding in self.all if finding.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(finding.fault for finding in self.all if finding.level is Level.WARNING)


def _plain(facts: dict[str, object]) -> dict[str, object]:
    """Facts for a machine: a text is told in each language under a name of its own."""
    plain: dict[str, object] = {}
    for name, fact in facts.items():
        plain |= {name: fact.en, f"{name}_zh": fact.zh} if isinstance(fact, Text) else {name: fact}
    return plain
