"""Decision tables: cells against their columns (DMN 1.5, clause 8)."""

from __future__ import annotations

from typing import NamedTuple

from engine.dmn.analysis import findings
from engine.dmn.checking.boxes import Boxed
from engine.dmn.checking.reach import Reach
from engine.dmn.elements import Element, attribute, child, children, text
from engine.dmn.names import words_of
from engine.feel.checking.operators import only_allowed
from engine.feel.checking.shapes import NULL, NUMBER, ExactContext, bare, is_unknown, item_of, join, kind_of, list_of
from engine.feel.checking.specimens import specimen
from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.evaluation.state import Env, State
from engine.feel.expression import parse, syntax_tree
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import ANY, ContextType, Type
from engine.kernel.errors import Fault

_LISTS = frozenset(("RULE ORDER", "OUTPUT ORDER", "COLLECT"))
_ANYTHING = ("", "-")
_AGGREGATORS = {"SUM": "sum", "MIN": "min", "MAX": "max"}


class _Output(NamedTuple):
    """An output column: its name, what its cells are to be, and what they are."""

    name: str
    wanted: Type
    cells: list[Type]


def decision_table(boxed: Boxed, element: Element, reach: Reach, wanted: Type) -> Type:
    """The type of what the table gives. ``wanted``: what it is to give, which says what its cells are to be."""
    policy = attribute(element, "hitPolicy").upper()
    aggregation = attribute(element, "aggregation").upper() if policy == "COLLECT" else ""
    lists = policy in _LISTS and not aggregation
    hit = ANY if aggregation == "COUNT" else item_of(wanted) if lists else wanted
    columns = [_input(boxed, column, reach) for column in children(element, "input")]
    drawn = list(children(element, "output"))
    outputs = [_output(boxed, output, reach, hit, number if len(drawn) > 1 else 0) for number, output in enumerate(drawn, 1)]
    for rule in children(element, "rule"):  # uneven rules are a fault already
        for tested, cell in zip(columns, children(rule, "inputEntry"), strict=False):
            if text(cell) not in _ANYTHING:
                boxed.texts.type_of(text(cell), cell, reach.inside({"?": tested}), unary=True)
        for output, cell in zip(outputs, children(rule, "outputEntry"), strict=False):
            output.cells.append(_result(boxed, cell, reach, output))
    boxed.texts.warnings += _doubts(boxed, element, reach)
    if aggregation == "COUNT":
        return NUMBER
    if aggregation in _AGGREGATORS:
        _aggregate(boxed, element, outputs, _AGGREGATORS[aggregation])
    found = _one_hit(outputs)
    return list_of(found) if lists else found


def _doubts(boxed: Boxed, element: Element, reach: Reach) -> list[Fault]:
    """Rules that overlap, are missing or are never reached, with the types of the names that the table holds."""
    words = words_of(" ".join(str(part) for part in element.itertext()))
    names = {name: reach.scope.find(name) or ANY for name in reach.names.among(words)}
    texts = boxed.texts
    return findings(
        element,
        boxed.declared,
        names,
        members=boxed.members.among(words),
        dialect=texts.checker.dialect,
        allowance=texts.allowance,
    )


def _one_hit(outputs: list[_Output]) -> Type:
    """One output is its value; several are a context."""
    types = [output.wanted if not is_unknown(output.wanted) else join(output.cells) if output.cells else ANY for output in outputs]
    if len(outputs) == 1:
        return types[0]
    return ExactContext("context", tuple(zip((output.name for output in outputs), types, strict=True)))


def _aggregate(boxed: Boxed, element: Element, outputs: list[_Output], function: str) -> None:
    """What cannot be added up or compared is a fault of the table."""
    for output in outputs:
        found = _one_hit([output])
        if not is_unknown(found):
            call = ast.Call(0, ast.Name(0, function), (ast.Literal(0, [specimen(found)] * 2),))
            boxed.texts.judged(element, lambda checker, call=call: checker.attempt(call, call, "wrong_argument"))  # type: ignore[misc]


# --- columns ----------------------------------------------------------------------------------


def _input(boxed: Boxed, element: Element, reach: Reach) -> Type:
    """What the cells of the column test."""
    expression = child(element, "inputExpression")
    if expression is None:
        return ANY
    source = text(child(expression, "text"))
    found = boxed.texts.type_of(source, expression, reach)
    tested = boxed.fitting(expression, found, boxed.declared(expression), source)
    if isinstance(found, LimitedType) and not isinstance(tested, LimitedType) and kind_of(found) == kind_of(tested):
        tested = found
    return _limited(boxed, child(element, "inputValues"), tested, reach)


def _output(boxed: Boxed, element: Element, reach: Reach, hit: Type, number: int) -> _Output:
    """``hit``: what one rule is to give. ``number``: of the output if there are several, each an entry of a context."""
    name = normal_name(attribute(element, "name")) or (f"output {number}" if number else "")
    wanted = boxed.declared(element)
    if is_unknown(wanted):
        whole = bare(hit)
        wanted = hit if not number else whole.by_name.get(name, ANY) if isinstance(whole, ContextType) else ANY
    output = _Output(name, _limited(boxed, child(element, "outputValues"), wanted, reach), [])
    default = child(element, "defaultOutputEntry")
    if default is not None:
        output.cells.append(_result(boxed, default, reach, output))
    return output


def _limited(boxed: Boxed, values: Element | None, base: Type, reach: Reach) -> Type:
    """The type with the values that a column allows, if they are plain to see."""
    source = text(values)
    if values is None or source in _ANYTHING:
        return base
    known = len(boxed.texts.faults)
    boxed.texts.type_of(source, values, reach.inside({"?": base}), unary=True)
    try:
        tests = parse(source, unary=True)
    except (FeelSyntaxError, FeelLimitExceeded):
        return base
    if tests.names() or len(boxed.texts.faults) > known:
        return base
    cost = ast.size(tests.tree)

    def allowed(value: object, state: State) -> bool:
        state.charge(cost)
        return tests.closure(Env({"?": value}, Env({}, None, state), state)) is True

    return LimitedType(base.name, base, allowed, source)


# --- cells ------------------------------------------------------------------------------------


def _result(boxed: Boxed, cell: Element, reach: Reach, output: _Output) -> Type:
    source = text(cell)
    if source in _ANYTHING:
        return NULL
    known = len(boxed.texts.faults)
    what = output.name or source[:60]
    found = boxed.fitting(cell, boxed.texts.type_of(source, cell, reach), boxed.declared(cell), what)
    fitting = boxed.fitting(cell, found, output.wanted, what)
    if isinstance(output.wanted, LimitedType) and len(boxed.texts.faults) == known:
        _check_allowed(boxed, cell, source, output.wanted)
    return fitting


def _check_allowed(boxed: Boxed, cell: Element, source: str, wanted: LimitedType) -> None:
    """A constant that the column does not allow is a fault of the cell."""
    try:
        constant = syntax_tree(source)
    except (FeelSyntaxError, FeelLimitExceeded):
        return
    boxed.texts.judged(cell, lambda checker: only_allowed(checker, constant, constant, wanted))
