"""What is found is true: the evaluator agrees for whatever values the names have. And what is right is left alone."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.feel import Date, FeelSyntaxError, Range, parse
from engine.feel.checking import CODES, Finding, check, scope_of
from engine.feel.checking.findings import NO_ENTRY
from engine.feel.checking.findings import NULL as ALWAYS_NULL
from engine.feel.checking.operators import possible
from engine.feel.checking.shapes import kind_of
from engine.feel.closures import Compiler
from engine.feel.evaluation.state import Env, State
from engine.feel.expression import syntax_tree
from engine.feel.functions.registry import BUILT_INS
from engine.feel.limits import Limits
from engine.feel.printing.printer import text_of_tree
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Source
from engine.feel.values.feel_types import Type
from engine.feel.values.kinds import kind
from tests.unit.feel.checking.asking import GRADE, NAMED, NAMES, VALUES

QUICK = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


# --- operators: every pair of kinds, with values that differ in what could matter ---------------


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">="])
def test_operators(operator: str) -> None:
    """What a specimen cannot do, no value can; what comes out is of the kind that was foretold."""
    for left, right in itertools.product(VALUES, VALUES):
        foretold = possible(operator, left, right)
        for one, other in itertools.product(VALUES[left], VALUES[right]):
            value = _applied(operator, one, other)
            assert value is None or kind(value) in {found.name for found in foretold}, (operator, one, other)
        if foretold:
            assert any(_applied(operator, one, other) is not None for one, other in itertools.product(VALUES[left], VALUES[right]))
        assert foretold <= possible(operator, left, "Any") & possible(operator, "Any", right)


def _applied(operator: str, left: object, right: object) -> object:
    one, other = ast.Literal(0, left), ast.Literal(0, right)
    comparison = operator in {"=", "!=", "<", "<=", ">", ">="}
    return _evaluated(ast.Comparison(0, operator, one, other) if comparison else ast.Operation(0, one, ((operator, 0, other),)))


def _evaluated(tree: ast.Node) -> object:
    return Compiler(Source(""))(tree)(Env({}, None, State(Limits(), None)))


# --- built-in functions: arguments of every kind -------------------------------------------------


@pytest.mark.parametrize("name", sorted(BUILT_INS))
def test_built_in_functions(name: str) -> None:
    """A call that is found wrong gives null for all values of these kinds; one that gives a value gives the foretold kind."""
    most = min(2, max(len(signature.params) for signature in BUILT_INS[name].signatures))
    for count in range(1, most + 1):
        for kinds in itertools.product(_SOME_TYPES, repeat=count):
            params = [f"p{number}" for number in range(count)]
            tree = syntax_tree(f"{name}({', '.join(params)})")
            foretold, findings = check(tree, scope_of(dict(zip(params, kinds, strict=True))))
            for values in itertools.product(*(_VALUES_OF[of] for of in kinds)):
                value = parse(f"{name}({', '.join(params)})").evaluate(dict(zip(params, values, strict=True))).value
                if findings:
                    assert value is None, (name, kinds, values)
                elif value is not None:
                    assert kind_of(foretold) in ("Any", kind(value)), (name, kinds, values)


_SOME_TYPES = tuple(NAMES[name] for name in ("n", "s", "b", "d", "t", "dt", "days", "months", "ns", "ss", "free", "span"))
_LISTS: dict[Type, list[object]] = {
    NAMES["ns"]: [[Decimal(1)], [Decimal(3), Decimal(2)]],
    NAMES["ss"]: [["a"], ["b", "a"]],
    NAMES["span"]: [Range(Decimal(1), Decimal(5), True, False)],
}
_VALUES_OF: dict[Type, list[object]] = {of: _LISTS.get(of) or VALUES[kind_of(of)] for of in _SOME_TYPES}


# --- whole expressions ---------------------------------------------------------------------------

NUMBERS = st.sampled_from(
    ["n", "1", "2.5", "-n", "order.total", "order.lines[1].quantity", "ns[1]", "d.year", "span.start", "Monthly Income"]
)
STRINGS = st.sampled_from(["s", '"a"', "order.lines[1].article", "ss[-1]"])
BOOLEANS = st.sampled_from(["b", "true", "pre-approval", "x"])
DATES = st.sampled_from(["d", '@"2026-01-31"', "order.due"])
DURATIONS = st.sampled_from(["days", '@"PT36H"', "days / 2"])
LISTS = st.sampled_from(["ns", "[1, n]", "order.lines.quantity", "[]", "for i in 1..3 return i * n"])


def _filled(templates: list[str], **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The templates with right parts in the places of the capital letters."""

    def fill(template: str) -> st.SearchStrategy[str]:
        letters = [sign for sign in template if sign in parts]
        return st.tuples(*(parts[letter] for letter in letters)).map(lambda found: _put(template, found))

    return st.sampled_from(templates).flatmap(fill)


def _put(template: str, found: tuple[str, ...]) -> str:
    rest = iter(found)
    return "".join(f"({next(rest)})" if sign in "NSBDUL" else sign for sign in template)


def _deeper(parts: dict[str, st.SearchStrategy[str]]) -> dict[str, st.SearchStrategy[str]]:
    templates = {
        "N": ["N + N", "N * N", "if B then N else N", "count(L)", "L[item > N][1]", "sum(L)", "string length(S)", "{a: N, c: a + 1}.c"],
        "S": ["S + S", "if B then S else null", "upper case(S)", "string(N)", "string join([S, S], S)", "{a: S}.a", "substring(S, 1)"],
        "B": [
            "N < N",
            "S = S",
            "N between N and N",
            "B and B",
            "B or B",
            "not(B)",
            "N in [N..N]",
            "N in (N, > N)",
            "D < D",
            "contains(S, S)",
        ],
        "D": ["D + U", "if B then D else D", "date(dt)", "min(D, D)"],
        "U": ["D - D", "U + U", "abs(U)", "U * N"],
        "L": [
            "[N, N]",
            "append(L, N)",
            "L[item > N]",
            "for i in L return i + N",
            "reverse(L)",
            "concatenate(L, [N])",
            "sort(L, function(i, j) i < j)",
        ],
    }
    templates["B"] += ["some i in L satisfies i > N", "every i in L satisfies B", "N instance of number", "S != null", "D = null"]
    return {letter: strategy | _filled(templates[letter], **parts) for letter, strategy in parts.items()}


_FIRST = {"N": NUMBERS, "S": STRINGS, "B": BOOLEANS, "D": DATES, "U": DURATIONS, "L": LISTS}
WELL_TYPED = _deeper(_deeper(_deeper(_FIRST)))
# The same templates with parts of any type in their places.
_MIXED = st.one_of(*_FIRST.values(), st.sampled_from(["x", "null", "t", "dt", "months", "free", "span", "order", "grade", "l"]))
_MIXED_ONCE = st.one_of(*_deeper(dict.fromkeys(_FIRST, _MIXED)).values())
ANY_TYPED = st.one_of(*_deeper(dict.fromkeys(_FIRST, _MIXED | _MIXED_ONCE)).values())


@st.composite
def inputs(draw: st.DrawFn, nulls: bool = True) -> dict[str, object]:
    """A value for each name, of the type that is declared."""
    lines = [{"quantity": draw(_numbers), "article": draw(_texts)} for _ in range(draw(st.integers(1, 2)))]
    values: dict[str, object] = {
        "n": draw(_numbers),
        "s": draw(_texts),
        "b": draw(st.booleans()),
        "d": draw(st.sampled_from(VALUES["date"])),
        "t": draw(st.sampled_from(VALUES["time"])),
        "dt": draw(st.sampled_from(VALUES["date and time"])),
        "days": draw(st.sampled_from(VALUES["days and time duration"])),
        "months": draw(st.sampled_from(VALUES["years and months duration"])),
        "ns": draw(st.lists(_numbers, min_size=1, max_size=3)),
        "ss": draw(st.lists(_texts, min_size=1, max_size=3)),
        "order": {"total": draw(_numbers), "due": Date(2026, 1, 31), "lines": lines},
        "grade": draw(st.sampled_from(["gold", "silver"])),
        "free": draw(st.sampled_from(VALUES["context"])),
        "span": Range(Decimal(1), Decimal(5), True, True),
        "l": draw(st.lists(_numbers | _texts, min_size=1, max_size=2)),
        "x": draw(st.sampled_from([value for values in VALUES.values() for value in values])),
        "Monthly Income": draw(_numbers),
        "pre-approval": draw(st.booleans()),
    }
    absent = draw(st.sets(st.sampled_from(sorted(values)), max_size=3)) if nulls else set()
    return {name: None if name in absent else value for name, value in values.items()}


_numbers = st.sampled_from(VALUES["number"])
_texts = st.sampled_from(VALUES["string"])


@QUICK
@given(st.one_of(*WELL_TYPED.values()), inputs())
def test_right_expressions_are_left_alone(text: str, context: dict[str, object]) -> None:
    found, findings = check(_tree(text), scope_of(NAMES), named=NAMED)
    assert [(each.code, each.quote) for each in findings] == []
    value = parse(text, names=tuple(NAMES)).evaluate(context).value
    assert value is None or kind_of(found) in ("Any", kind(value))


@pytest.mark.parametrize("value", [of for of in NAMES.values() if kind_of(of) in VALUES])
def test_tests_that_never_fit(value: Type) -> None:
    """No value of the type passes a test that is found never to fit."""
    texts = [
        "1",
        "> 1",
        "[1..5]",
        '"a"',
        '["a".."b"]',
        "< d",
        "[d..d]",
        "dt",
        "true",
        "< t",
        "days",
        "> months",
        "ns",
        "ss",
        "span",
        "not(s)",
        "x",
    ]
    for text in texts:
        cell = parse(text, names=tuple(NAMES), unary=True)
        _, findings = check(cell.tree, scope_of({**NAMES, "?": value}), named=NAMED)
        context = {name: VALUES[kind_of(of)][-1] for name, of in NAMES.items() if kind_of(of) in VALUES}
        context |= {"ns": [Decimal(1)], "ss": ["a"], "span": Range(Decimal(1), Decimal(5), True, True)}
        values = ["gold", "silver"] if value == GRADE else _LISTS.get(value) or VALUES[kind_of(value)]
        outcomes = [cell.evaluate(context, value=each).value for each in values]
        if findings:
            assert True not in outcomes, text


@QUICK
@given(ANY_TYPED, st.lists(inputs(), min_size=3, max_size=3), inputs(nulls=False))
def test_findings_are_true(text: str, contexts: list[dict[str, object]], whole: dict[str, object]) -> None:
    try:
        tree = _tree(text)
    except FeelSyntaxError:
        assume(False)
    found, findings = check(tree, scope_of(NAMES), named=NAMED)
    for context in [*contexts, whole]:
        value = parse(text, names=tuple(NAMES)).evaluate(context).value
        assert value is None or kind_of(found) in ("Any", kind(value)), text
        for finding in findings:
            _confirm(finding, context)


def _tree(text: str) -> ast.Node:
    return syntax_tree(text, names=tuple(NAMES))


def _confirm(finding: Finding, context: dict[str, object]) -> None:
    """The evaluator agrees with the finding, as far as its node stands alone."""
    part = parse(text_of_tree(finding.node, tuple(NAMES)), names=tuple(NAMES))
    if not part.names() <= set(NAMES):
        return
    value = part.evaluate(context).value
    if CODES[finding.code] == ALWAYS_NULL:
        assert value is None, (finding, value)
    elif CODES[finding.code] == NO_ENTRY and finding.certain:
        assert _nothing(value), (finding, value)
    elif finding.code in ("incomparable", "not_allowed", "wrong_range", "wrong_argument"):
        parts = finding.node.arguments if isinstance(finding.node, ast.Call) else ast.children(finding.node)
        texts = (parse(text_of_tree(side, tuple(NAMES)), names=tuple(NAMES)) for side in parts)
        if all(_is_whole(side.evaluate(context).value) for side in texts):
            assert value is None or value is False, (finding, value)


def _is_whole(value: object) -> bool:
    return all(map(_is_whole, value)) if isinstance(value, list) else value is not None


def _nothing(value: object) -> bool:
    return all(map(_nothing, value)) if isinstance(value, list) else value is None
