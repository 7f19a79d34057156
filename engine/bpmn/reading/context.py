"""What every reading function needs: the findings, and what the diagram defines outside its processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.findings import Findings


@dataclass(frozen=True, slots=True)
class Context:
    findings: Findings
    roots: Mapping[str, etree._Element]
    """Messages, signals, errors, escalations and shared event definitions, by id."""
