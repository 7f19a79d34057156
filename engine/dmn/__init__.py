"""DMN: files of decisions, read once and evaluated often. Pure, bounded, replayable (``now`` is an input), and usable alone.

    model = load(xml)
    value, trace = model.evaluate("priority", {"impact": "high", "urgency": "low"}, now=now)

``docs/decision-tables.md`` is the guide for those who write decisions.
"""

from engine.dmn.faults import DecisionModelFaults
from engine.dmn.model import DecisionFiles, DecisionModel, load
from engine.dmn.trace import DecisionOutcome

__all__ = ["DecisionFiles", "DecisionModel", "DecisionModelFaults", "DecisionOutcome", "load"]
