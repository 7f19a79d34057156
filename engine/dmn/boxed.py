"""Boxed expressions → functions from a scope to a value (DMN 1.5, clause 10.2)."""

from __future__ import annotations

from collections.abc import Callable

from engine.dmn.boxed_tables import decision_table
from engine.dmn.runtime import Logic, nothing, start_of
from engine.dmn.types import ItemTypes
from engine.dmn.xml import Element, attribute, child, children, identity, kind, text
from engine.feel.calling import UserFunction, apply, coerced
from engine.feel.closures.collections import select
from engine.feel.closures.iteration import collect, quantify
from engine.feel.closures.logic import chosen_by
from engine.feel.errors import FeelLimitExceeded, FeelProblem, FeelSyntaxError
from engine.feel.expression import parse_part
from engine.feel.lexer import normal_name
from engine.feel.state import Env
from engine.feel.types import ANY, Type
from engine.kernel.errors import Fault

Names = frozenset[str]


class Boxes:
    """Compiles the logic of one file. Faults are gathered, not raised, so that all come out at once."""

    def __init__(self, types: ItemTypes, members: Names, faults: list[Fault], warnings: list[Fault]) -> None:
        self.types = types
        self.members = members
        self.faults = faults
        self.warnings = warnings
        self.cost = 0

    def logic(self, element: Element | None, names: Names) -> Logic:
        """The value of a boxed expression; one that is missing is null."""
        if element is None:
            return nothing
        compiled = _BOXES.get(kind(element))
        if compiled is None:
            return self.fault(
                element,
                "unknown_expression",
                f"Expected a boxed expression, but it is <{kind(element)}>.",
                f"不支持的表达式 <{kind(element)}>。",
            )
        return compiled(self, element, names)

    def inner(self, element: Element | None, names: Names) -> Logic:
        """The value of the first boxed expression inside the element."""
        return self.logic(None if element is None else child(element, *_BOXES), names)

    def feel(self, source: str, at: Element, names: Names, *, unary: bool = False) -> Logic:
        """FEEL text; what does not parse is a fault at the element."""
        language = attribute(at, "expressionLanguage")
        if language and not language.rstrip("/").lower().endswith("feel"):
            return self.fault(
                at,
                "unknown_language",
                f'Expected an expression in FEEL, but its language is "{language}".',
                f"表达式语言应为 FEEL，实际为“{language}”。",
            )
        try:
            part = parse_part(source, names=names, members=self.members, unary=unary, element=identity(at))
        except (FeelSyntaxError, FeelLimitExceeded) as error:
            return self.fault(at, error.reason_code, f'In "{source[:80]}": {error.message}', f"表达式“{source[:80]}”：{error.message_zh}")
        self.cost += part.size
        return part.closure

    def fault(self, at: Element, code: str, en: str, zh: str) -> Logic:
        """Note what is wrong; what stands there is null for this reason."""
        self.faults.append(Fault(identity(at), code, en, zh))
        place = start_of(identity(at))
        return lambda env: env.state.problem(place, en, zh)

    def typed(self, logic: Logic, wanted: Type | None, what: str, at: Element) -> Logic:
        """The value as the type wants it, or null with a problem."""
        if wanted is None or wanted == ANY:
            return logic
        place = start_of(identity(at))

        def checked(env: Env) -> object:
            try:
                return coerced(logic(env), wanted, env.state, what)
            except FeelProblem as problem:
                return env.state.problem(place, problem.en, problem.zh)

        return checked

    # --- kinds of boxes -----------------------------------------------------------------------

    def literal(self, element: Element, names: Names) -> Logic:
        source = text(child(element, "text"))
        return self.feel(source, element, names) if source else nothing

    def context(self, element: Element, names: Names) -> Logic:
        entries: list[tuple[str, Logic]] = []
        result: Logic | None = None
        for entry in children(element, "contextEntry"):
            variable = child(entry, "variable")
            name = normal_name(attribute(variable, "name"))
            logic = self.inner(entry, names | {name} if name else names)
            if not name:
                result = logic
                continue
            wanted = self.types.find(attribute(variable, "typeRef"), entry)
            entries.append((name, self.typed(logic, wanted, name, entry)))
            names |= {name}
        return _context(tuple(entries), result)

    def list(self, element: Element, names: Names) -> Logic:
        items = tuple(self.logic(item, names) for item in children(element, *_BOXES))
        return lambda env: [item(env) for item in items]

    def relation(self, element: Element, names: Names) -> Logic:
        columns = [attribute(column, "name") for column in children(element, "column")]
        rows = [tuple(self.logic(cell, names) for cell in children(row, *_BOXES)) for row in children(element, "row")]
        if any(len(row) != len(columns) for row in rows):
            self.fault(
                element,
                "uneven_relation",
                "Expected as many cells in each row as columns, but there are not.",
                "每行的单元格数应与列数相同。",
            )
        return lambda env: [{name: cell(env) for name, cell in zip(columns, row, strict=True)} for row in rows]

    def invocation(self, element: Element, names: Names) -> Logic:
        function = self.logic(child(element, *_BOXES), names)
        arguments: dict[str, Logic] = {}
        for binding in children(element, "binding"):
            name = normal_name(attribute(child(binding, "parameter"), "name"))
            arguments[name] = self.inner(binding, names)
        params, values = tuple(arguments), tuple(arguments.values())

        place = start_of(identity(element))

        def invoke(env: Env) -> object:
            return apply(env.state, function(env), [value(env) for value in values], params or None, place)

        return invoke

    def function(self, element: Element, names: Names) -> Logic:
        params = [normal_name(attribute(param, "name")) for param in children(element, "formalParameter")]
        types = [self.types.find(attribute(param, "typeRef"), param) for param in children(element, "formalParameter")]
        if attribute(element, "kind", "FEEL").upper() != "FEEL":
            return self._external(element)
        before = self.cost
        body = self.inner(element, names | set(params))
        cost = max(1, self.cost - before)
        return lambda env: UserFunction(params, types, body, env, cost=cost)

    def _external(self, element: Element) -> Logic:
        en = "Expected a function written in FEEL, but this one is external; external code is never run."
        zh = "不执行外部函数，只支持用 FEEL 编写的函数。"
        self.warnings.append(Fault(identity(element), "external_function", en, zh))
        place = start_of(identity(element))
        return lambda env: env.state.problem(place, en, zh)

    def conditional(self, element: Element, names: Names) -> Logic:
        condition, then, otherwise = (self.inner(child(element, part), names) for part in ("if", "then", "else"))
        place = start_of(identity(element))
        return lambda env: chosen_by(env, condition(env), then, otherwise, place)

    def filter(self, element: Element, names: Names) -> Logic:
        source = self.inner(child(element, "in"), names)
        before = self.cost
        condition = self.inner(child(element, "match"), names | {"item"} | self.members)
        cost = max(1, self.cost - before)
        place = start_of(identity(element))
        return lambda env: select(env, source(env), condition, cost, place)

    def iterator(self, element: Element, names: Names) -> Logic:
        word = kind(element)
        name = normal_name(attribute(element, "iteratorVariable"))
        sources = ((name, self.inner(child(element, "in"), names), None),)
        part = child(element, "return" if word == "for" else "satisfies")
        before = self.cost
        body = self.inner(part, names | {name, "partial"})
        cost = max(1, self.cost - before)
        place = start_of(identity(element))
        if word == "for":
            partial = part is not None and any("partial" in text(source) for source in part.iter("{*}literalExpression"))
            return lambda env: collect(env, sources, body, cost, place, wants_partial=partial)
        return lambda env: quantify(env, sources, body, cost, place, every=word == "every")


def _context(entries: tuple[tuple[str, Logic], ...], result: Logic | None) -> Logic:
    def build(env: Env) -> object:
        values: dict[str, object] = {}
        inner = Env(values, env, env.state)
        for name, logic in entries:
            values[name] = logic(inner)
        return values if result is None else result(inner)

    return build


_BOXES: dict[str, Callable[[Boxes, Element, Names], Logic]] = {
    "literalExpression": Boxes.literal,
    "context": Boxes.context,
    "list": Boxes.list,
    "relation": Boxes.relation,
    "invocation": Boxes.invocation,
    "functionDefinition": Boxes.function,
    "conditional": Boxes.conditional,
    "filter": Boxes.filter,
    "for": Boxes.iterator,
    "some": Boxes.iterator,
    "every": Boxes.iterator,
    "decisionTable": decision_table,
}
BOXES = tuple(_BOXES)
