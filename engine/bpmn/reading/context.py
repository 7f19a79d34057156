"""What every reading function needs: the findings, and what the diagram defines outside its processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.checking.findings import Findings


@dataclass(frozen=True, slots=True)
class Context:
    findings: Findings
    roots: Mapping[str, etree._Element]
    """Messages, signals, errors, escalations and shared event definitions, by id."""
    taken: set[str]
    """All ids of the file."""

    def new_id(self, wanted: str) -> str:
        """An id for something drawn without one: ``wanted``, or like it where that is taken."""
        while wanted in self.taken:
            wanted += "_"
        self.taken.add(wanted)
        return wanted
