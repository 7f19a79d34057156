"""Boxed conditionals, filters and iterators (DMN 1.5, clause 10.2.1)."""

from __future__ import annotations

from engine.dmn.boxed.boxes import Boxes
from engine.dmn.elements import Element, attribute, child, identity, kind, text
from engine.dmn.item_types import is_list_type
from engine.dmn.names import Names
from engine.dmn.trace import Logic, start_of
from engine.feel.closures.iteration import collect, entries, quantify
from engine.feel.closures.logic import chosen_by
from engine.feel.closures.structures import select
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import ListType


def conditional(boxes: Boxes, element: Element, names: Names) -> Logic:
    condition, then, otherwise = (boxes.inner(child(element, part), names) for part in ("if", "then", "else"))
    place = start_of(identity(element))
    return lambda env: chosen_by(env, condition(env), then, otherwise, place)


def filtered(boxes: Boxes, element: Element, names: Names) -> Logic:
    """``match`` sees ``item``, and the entries of an item that is a context."""
    source = boxes.inner(child(element, "in"), names)
    before = boxes.cost
    condition = boxes.inner(child(element, "match"), Names(["item"], names, boxes.members))
    cost = max(1, boxes.cost - before)
    place = start_of(identity(element))
    return lambda env: select(env, source(env), condition, cost, place)


def iterator(boxes: Boxes, element: Element, names: Names) -> Logic:
    """``for``, ``some`` and ``every`` over one variable."""
    word = kind(element)
    name = normal_name(attribute(element, "iteratorVariable"))
    source = _source(boxes, child(element, "in"), names)
    part = child(element, "return" if word == "for" else "satisfies")
    before = boxes.cost
    body = boxes.inner(part, names.inside(name, "partial") if word == "for" else names.inside(name))
    cost = max(1, boxes.cost - before)
    place = start_of(identity(element))
    sources = ((name, source, None),)
    if word == "for":
        partial = part is not None and any("partial" in text(each) for each in part.iter("{*}literalExpression"))
        return lambda env: collect(env, sources, body, cost, place, wants_partial=partial)
    return lambda env: quantify(env, sources, body, cost, place, every=word == "every")


def _source(boxes: Boxes, element: Element | None, names: Names) -> Logic:
    """What is gone through. The type that it may name is that of the list, or of each of its entries."""
    logic = boxes.inner(element, names)
    wanted = None if element is None else boxes.types.find(attribute(element, "typeRef"), element)
    if element is None or wanted is None:
        return logic
    if not is_list_type(wanted):
        wanted = ListType(f"list<{wanted.name}>", wanted)
    return boxes.typed(lambda env: list(entries(logic(env), env.state)), wanted, "in", element)
