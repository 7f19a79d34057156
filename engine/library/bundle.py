"""A procedure version made ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import feel
from engine.bpmn import Program
from engine.bpmn.model import Node
from engine.definitions.metadata import Procedure
from engine.dmn import DecisionModel, DecisionOutcome
from engine.events import ElementFacts
from engine.forms import CompiledForm
from engine.kernel.errors import Fault
from engine.kernel.texts import Text
from engine.library.dialect import LATEST, declared

_TITLE_LIMITS = feel.Limits(steps=20_000)
"""A title is told anew with every command."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A diagram with its decisions, forms and metadata, compiled. ``version_id`` is "" until it is deployed."""

    procedure_id: str
    metadata: Mapping[str, Any]
    procedure: Procedure
    diagram: bytes
    program: Program
    decisions: Mapping[str, DecisionModel]
    """Decision id → the model that holds it."""
    forms: Mapping[str, CompiledForm]
    checksums: Mapping[str, str]
    """Path → SHA-256."""
    form_paths: Mapping[str, str]
    version_id: str = ""
    number: int = 0
    nodes: Mapping[str, Node] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    documentation: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    """What evidence says of the version."""
    title: feel.Expression | None = None
    warnings: tuple[Fault, ...] = ()
    dialect_version: int = LATEST
    """Which functions its expressions may name."""
    pausing: frozenset[str] = frozenset()
    """Elements at which service clocks rest."""

    def title_of(self, variables: Mapping[str, Any], now: datetime) -> object:
        """The title that procedure.toml or the diagram asks for; None where there is none or it cannot be told (yet)."""
        if self.title is None:
            return None
        try:
            return feel.to_json(self.title.evaluate(variables, now=now, limits=_TITLE_LIMITS).value)
        except (feel.FeelProblem, feel.FeelLimitExceeded):  # a title must never stop a case
            return None

    def decide(
        self,
        decision_id: str,
        inputs: Mapping[str, object],
        now: datetime,
        meter: feel.Meter | None = None,
        dialect: feel.Dialect | None = None,
    ) -> DecisionOutcome:
        """Evaluates a decision of the bundle. Raises ``LookupError`` for one that it does not have."""
        lent = dialect or declared(self.dialect_version)
        return self.decisions[decision_id].evaluate(decision_id, inputs, now=now, meter=meter, dialect=lent)

    def form_facts(self, form_id: str) -> Mapping[str, object]:
        """What evidence says of a form."""
        return {"id": form_id, "checksum": self.checksums[self.form_paths[form_id]]}

    def element(self, element_id: str) -> ElementFacts:
        """An element of the diagram, as evidence names it."""
        label = self.labels.get(element_id)
        return ElementFacts(element_id) if label is None else ElementFacts(element_id, label)
