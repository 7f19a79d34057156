"""What reading a decision model raises: every fault at once."""

from __future__ import annotations

from collections.abc import Iterable

from engine.dmn.texts import say
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.texts import Text, joined


class DecisionModelFaults(InvalidInput):
    """The file holds no decisions that can be evaluated right; ``faults`` says why, each with an element id."""

    code = "decision_model_faults"

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = tuple(faults)
        first = joined((fault.text for fault in found[:3]), Text(" ", ""))
        super().__init__(say("decision_model_faults", count=len(found), first=first), faults=found)
