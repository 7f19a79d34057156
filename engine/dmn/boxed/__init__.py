"""Boxed expressions → functions from a scope to a value (DMN 1.5, clause 10.2). Each kind has its function in a module here."""

from engine.dmn.boxed.boxes import Boxes
from engine.dmn.boxed.calls import function_definition
from engine.dmn.boxed.kinds import KINDS

__all__ = ["KINDS", "Boxes", "function_definition"]
