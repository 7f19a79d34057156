"""Faults of decision models that only show when one knows names and types: before anything is evaluated.

Each expression is checked in its scope: what the decision requires, the entries around it, the parameters of
its function. Reported is what is certainly wrong; where a type is not known, nothing is said.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.dmn.checking.expressions import MAX_FAULTS, Texts
from engine.dmn.checking.item_definitions import check_items
from engine.dmn.checking.members import Members, Types
from engine.dmn.elements import Element
from engine.dmn.graph import Graph
from engine.feel.dialect import STANDARD, Dialect
from engine.kernel.errors import Fault

__all__ = ["MAX_FAULTS", "Checked", "Types", "check"]


class Checked(NamedTuple):
    """``faults``: what cannot work. ``warnings``: entries that a type does not list (its values may have them all the same),
    and tables with rules that overlap, are missing or are never reached."""

    faults: list[Fault]
    warnings: list[Fault]


def check(root: Element, graph: Graph, types: Types, dialect: Dialect = STANDARD) -> Checked:
    """What is wrong with the expressions of a file that was read, at most ``MAX_FAULTS``, and doubtful about its tables.

    ``types`` goes from file to file, imported ones first: what is known of their decisions, knowledge models and services.
    Broken syntax and other faults that reading finds are not repeated. ``facts`` of a fault about a part of a text:
    ``text`` (the part), ``line`` and ``column`` (from 1).
    """
    texts = Texts(graph, dialect)
    check_items(root, graph.types.own, texts)
    Members(graph, root, texts, types).check()
    return Checked(texts.faults, texts.warnings)
