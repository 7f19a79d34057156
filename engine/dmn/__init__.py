"""DMN: files of decisions, read once and evaluated often. Pure, bounded, replayable (``now`` is an input).

model = read_decisions(xml)
outcome = model.evaluate("priority", {"impact": "high", "urgency": "low"}, now=now)
outcome.value, outcome.problems, outcome.traces
"""

from engine.dmn.errors import DecisionModelFaults
from engine.dmn.model import DecisionModel, read_decisions
from engine.dmn.runtime import DecisionOutcome

__all__ = ["DecisionModel", "DecisionModelFaults", "DecisionOutcome", "read_decisions"]
