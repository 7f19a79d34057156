"""The built-in functions of DMN 1.5, clause 10.3.4. Importing this fills ``BUILT_INS``."""

from engine.feel.builtins import aggregation, contexts, conversion, dates, lists, numeric, ranges, strings
from engine.feel.functions.registry import BUILT_INS, BuiltIn

__all__ = [
    "BUILT_INS",
    "BuiltIn",
    "aggregation",
    "contexts",
    "conversion",
    "dates",
    "lists",
    "numeric",
    "ranges",
    "strings",
]
