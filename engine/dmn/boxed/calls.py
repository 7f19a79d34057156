"""Boxed invocations and functions (DMN 1.5, clause 10.2.1)."""

from __future__ import annotations

from engine.dmn.boxed.boxes import Boxes
from engine.dmn.elements import Element, attribute, child, children, identity
from engine.dmn.names import Names
from engine.dmn.trace import Logic, start_of
from engine.feel.evaluation.state import Env
from engine.feel.functions.calling import UserFunction, apply
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import FunctionType


def invocation(boxes: Boxes, element: Element, names: Names) -> Logic:
    """A call with named arguments; each argument has the type of its binding's parameter, if that names one."""
    function = boxes.inner(element, names)
    params: list[str] = []
    arguments: list[Logic] = []
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        name, reference = normal_name(attribute(parameter, "name")), attribute(parameter, "typeRef")
        wanted = boxes.types.find(reference, binding)
        params.append(name)
        arguments.append(boxes.typed(boxes.inner(binding, names, reference), wanted, name, binding))
    place = start_of(identity(element))

    def invoke(env: Env) -> object:
        return apply(env.state, function(env), [argument(env) for argument in arguments], params or None, place)

    return invoke


def function_definition(boxes: Boxes, element: Element, names: Names) -> Logic:
    """A function with the scope around it. A ``typeRef`` is the type of the function, or of its result alone."""
    formal = list(children(element, "formalParameter"))
    params = [normal_name(attribute(param, "name")) for param in formal]
    types = [boxes.types.find(attribute(param, "typeRef"), param) for param in formal]
    if len(set(params)) < len(params) or "" in params:
        return boxes.fault(element, "unnamed_parameter")
    before = boxes.cost
    body = _body(boxes, element, names.inside(*params))
    cost = max(1, boxes.cost - before)
    wanted = boxes.types.find(attribute(element, "typeRef"), element)
    result = wanted.result if isinstance(wanted, FunctionType) else wanted

    def build(env: Env) -> object:
        return UserFunction(params, types, body, env, cost=cost, result=result)

    return boxes.typed(build, wanted, "function", element) if isinstance(wanted, FunctionType) else build


def _body(boxes: Boxes, element: Element, names: Names) -> Logic:
    written = next(
        (value for name, value in element.attrib.items() if str(name).rpartition("}")[2] == "kind"), "FEEL"
    )  # in 1.1 an extension
    if str(written).upper() not in ("FEEL", "F"):
        return boxes.warning(element, "external_function")
    return boxes.inner(element, names)
