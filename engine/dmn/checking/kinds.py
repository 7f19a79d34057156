"""Each kind of boxed expression: its type, and what is wrong with it (DMN 1.5, clause 10.2)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.dmn.checking.boxes import Boxed, Kind
from engine.dmn.checking.decision_tables import decision_table
from engine.dmn.checking.reach import Reach
from engine.dmn.elements import BOXES, Element, attribute, child, children, kind, text
from engine.dmn.item_types import is_list_type
from engine.feel.checking.built_ins import Argument
from engine.feel.checking.calls import apply
from engine.feel.checking.iteration import gone_through, satisfied
from engine.feel.checking.logic import condition
from engine.feel.checking.shapes import BOOLEAN, ExactContext, Signature, is_unknown, item_of, join, list_of
from engine.feel.checking.structures import chosen
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import ANY, FunctionType, Type


def _literal(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    return boxed.texts.type_of(text(child(element, "text")), element, reach)


def _context(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    inner = reach.inside({})
    entries = [(entry, child(entry, "variable")) for entry in children(element, "contextEntry")]
    names = [normal_name(attribute(variable, "name")) for _, variable in entries]
    inner.scope.coming.update(filter(None, names))
    result: Type | None = None
    for (entry, variable), name in zip(entries, names, strict=True):
        found = boxed.inner(entry, inner, boxed.declared(variable), name or "result")
        if name:
            inner.declare(name, found)
        else:
            result = found
    return ExactContext("context", tuple(inner.scope.names.items())) if result is None else result


def _list(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    items = [boxed.type_of(item, reach) for item in children(element, *BOXES)]
    return list_of(join(items) if items else ANY)


def _relation(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    columns = list(children(element, "column"))
    names = [normal_name(attribute(column, "name")) for column in columns]
    cells: list[list[Type]] = [[] for _ in columns]
    for row in children(element, "row"):
        filled = zip(columns, children(row, *BOXES), strict=False)  # uneven rows are a fault already
        for column, (drawn, cell) in zip(cells, filled, strict=False):
            column.append(boxed.type_of(cell, reach, boxed.declared(drawn), attribute(drawn, "name")))
    entries = ((name, join(found) if found else ANY) for name, found in zip(names, cells, strict=True))
    return list_of(ExactContext("context", tuple(entries)))


def _invocation(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    target = boxed.inner(element, reach)
    bindings = list(children(element, "binding"))
    names: list[str] = []
    arguments: list[Argument] = []
    for place, binding in enumerate(bindings, 1):
        parameter = child(binding, "parameter")
        names.append(normal_name(attribute(parameter, "name")))
        arguments.append(Argument(ast.Name(place, ""), boxed.inner(binding, reach, boxed.declared(parameter), names[-1])))
    call = ast.Call(0, _WHOLE, tuple(argument.node for argument in arguments), tuple(names) or None)
    return boxed.texts.judged(element, lambda checker: apply(checker, call, target, arguments), dict(enumerate(bindings, 1)))


def function(boxed: Boxed, element: Element, reach: Reach, result: Type = ANY, what: str = "function") -> Type:
    """A function definition; ``result`` is the type that its values are to be of, besides its own."""
    signature = signature_of(boxed, element)
    declared = boxed.declared(element)
    own = declared.result if isinstance(declared, FunctionType) else declared
    inner = reach.inside(dict(zip(signature.names, signature.params, strict=True)), deferred=True)
    given = boxed.inner(element, inner, own, what) if _is_feel(element) else ANY
    return Signature("function", signature.params, boxed.fitting(element, given, result, what), signature.names)


def signature_of(boxed: Boxed, element: Element) -> Signature:
    """What the parameters of a function definition say of it."""
    params = list(children(element, "formalParameter"))
    names = tuple(normal_name(attribute(param, "name")) for param in params)
    return Signature("function", tuple(boxed.declared(param) for param in params), ANY, names)


def _is_feel(element: Element) -> bool:
    """An external function has no body that could be checked. (In files of DMN 1.1 its kind is an extension.)"""
    kinds = [str(value).upper() for name, value in element.attrib.items() if str(name).rpartition("}")[2] == "kind"]
    return not kinds or kinds[0] in ("FEEL", "F")


def _conditional(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    part = child(element, "if")
    found = boxed.inner(part, reach)
    boxed.texts.judged(element if part is None else part, lambda checker: condition(checker, _WHOLE, found))
    return join([boxed.inner(child(element, part), reach) for part in ("then", "else")])


def _filter(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    entry = item_of(boxed.inner(child(element, "in"), reach))
    outcome = boxed.inner(child(element, "match"), reach.filtering(entry, boxed.members))
    return boxed.texts.judged(element, lambda checker: chosen(checker, _WHOLE, entry, outcome))


def _iterator(boxed: Boxed, element: Element, reach: Reach, _wanted: Type) -> Type:
    names = {normal_name(attribute(element, "iteratorVariable")): _visited(boxed, element, reach)}
    if kind(element) == "for":
        return list_of(boxed.inner(child(element, "return"), reach.inside({"partial": list_of(ANY), **names})))
    part = child(element, "satisfies")
    found = boxed.inner(part, reach.inside(names))
    boxed.texts.judged(element if part is None else part, lambda checker: satisfied(checker, _WHOLE, found))
    return BOOLEAN


def _visited(boxed: Boxed, element: Element, reach: Reach) -> Type:
    """What the iterator's variable is. The type that ``in`` may name is that of the list, or of each of its entries."""
    source = child(element, "in")
    found = boxed.inner(source, reach)
    visited = boxed.texts.judged(element, lambda checker: gone_through(checker, _WHOLE, found))
    wanted = boxed.declared(source)
    if source is None or is_unknown(wanted):
        return visited
    return boxed.fitting(source, visited, item_of(wanted) if is_list_type(wanted) else wanted, "in")


_WHOLE = ast.Name(0, "")
"""Stands for a box as a whole where the rules of FEEL ask for a part of a text."""
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "literalExpression": _literal,
        "context": _context,
        "list": _list,
        "relation": _relation,
        "invocation": _invocation,
        "functionDefinition": lambda boxed, element, reach, _wanted: function(boxed, element, reach),
        "conditional": _conditional,
        "filter": _filter,
        "for": _iterator,
        "some": _iterator,
        "every": _iterator,
        "decisionTable": decision_table,
    }
)
