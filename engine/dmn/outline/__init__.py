"""Files of decisions as plain data that a screen can draw; nothing is evaluated."""

from engine.dmn.outline.boxes import BoxLine, LogicOutline, ModelOutline, TableOutline, outline, owners
from engine.dmn.outline.inputs import InputOutline

__all__ = ["BoxLine", "InputOutline", "LogicOutline", "ModelOutline", "TableOutline", "outline", "owners"]
