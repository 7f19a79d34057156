"""Item definitions: the values that they allow against the type that these are values of (DMN 1.5, 7.3.2)."""

from __future__ import annotations

from collections.abc import Mapping

from engine.dmn.checking.expressions import Texts
from engine.dmn.checking.reach import Reach
from engine.dmn.elements import Element, attribute, child, children, text
from engine.dmn.names import Names
from engine.feel.checking import Scope
from engine.feel.checking.shapes import bare
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import ANY, ContextType, ListType, Type

_ANYTHING = ("", "-")


def check_items(root: Element, own: Mapping[str, Type], texts: Texts) -> None:
    """``own``: the types that the file defines, by name."""
    for item in children(root, "itemDefinition"):
        _check(item, own.get(_name(item), ANY), texts)


def _check(item: Element, found: Type, texts: Texts) -> None:
    """From the outside: a constraint of the whole, then what one entry of a collection may be, then its components."""
    found = _limit(child(item, "typeConstraint"), found, texts)
    if attribute(item, "isCollection") in ("true", "1"):
        found = found.item if isinstance(found, ListType) else ANY
    found = bare(_limit(child(item, "allowedValues"), found, texts))
    if isinstance(found, ContextType):
        for component in children(item, "itemComponent"):
            _check(component, found.by_name.get(_name(component), ANY), texts)


def _limit(values: Element | None, found: Type, texts: Texts) -> Type:
    """The type without the limit, whose tests are checked against it."""
    source = text(values)
    if values is None or source in _ANYTHING:
        return found
    base = found.base if isinstance(found, LimitedType) else ANY
    texts.type_of(source, values, Reach(Scope({"?": base}), Names()), unary=True)
    return base


def _name(item: Element) -> str:
    return normal_name(attribute(item, "name"))
