"""BPMN: a diagram becomes a program, and a program runs instances. The only home of SpiffWorkflow."""

from engine.bpmn.building.build import build
from engine.bpmn.checking.findings import Finding, Level
from engine.bpmn.checking.inventory import expressions
from engine.bpmn.checking.references import Reference, check_references, references
from engine.bpmn.formulas.timers import Schedule
from engine.bpmn.machine.environment import Environment, Limits, Pace
from engine.bpmn.machine.program import Program, StartPoint
from engine.bpmn.machine.run import Run
from engine.bpmn.reading.diagram import Diagram, lint_diagram, read_diagram

__all__ = [
    "Diagram",
    "Environment",
    "Finding",
    "Level",
    "Limits",
    "Pace",
    "Program",
    "Reference",
    "Run",
    "Schedule",
    "StartPoint",
    "build",
    "check_references",
    "expressions",
    "lint_diagram",
    "read_diagram",
    "references",
]
