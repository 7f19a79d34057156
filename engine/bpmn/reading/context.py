"""What every reading function needs: the findings, and what the diagram defines outside its processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.checking.findings import Findings
from engine.bpmn.reading.fresh_ids import FreshIds


@dataclass(frozen=True, slots=True)
class Context:
    findings: Findings
    roots: Mapping[str, etree._Element]
    """Messages, signals, errors, escalations and shared event definitions, by id."""
    fresh_id: FreshIds
    """Gives ids that the file does not have."""
