"""BPMN: a diagram becomes a program, and a program runs instances. The only home of SpiffWorkflow."""

from engine.bpmn.build import build
from engine.bpmn.environment import Environment, Limits
from engine.bpmn.program import Program, StartPoint
from engine.bpmn.read import Diagram, lint_diagram, read_diagram
from engine.bpmn.run import Run
from engine.bpmn.timers import Schedule

__all__ = ["Diagram", "Environment", "Limits", "Program", "Run", "Schedule", "StartPoint", "build", "lint_diagram", "read_diagram"]
