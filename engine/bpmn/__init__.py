"""BPMN: a diagram becomes a program, and a program runs instances. The only home of SpiffWorkflow."""

from engine.bpmn.build import build
from engine.bpmn.environment import Environment, Limits
from engine.bpmn.findings import Finding, Level
from engine.bpmn.inventory import expressions
from engine.bpmn.program import Program, StartPoint
from engine.bpmn.read import Diagram, lint_diagram, read_diagram
from engine.bpmn.references import Reference, check_references, references
from engine.bpmn.run import Run
from engine.bpmn.timers import Schedule

__all__ = [
    "Diagram",
    "Environment",
    "Finding",
    "Level",
    "Limits",
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
