"""All rules over the process as drawn: what the machine would not execute as the drawing says."""

from __future__ import annotations

from engine.bpmn.findings import Findings
from engine.bpmn.model import Process


def check(process: Process, findings: Findings) -> None:
    """Add everything that is wrong or doubtful to ``findings``."""
