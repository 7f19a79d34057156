"""parse → print → parse is the identity, for generated trees and for every expression that is at hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.feel import DEFAULT_LIMITS, FeelLimitExceeded, FeelSyntaxError
from engine.feel.expression import syntax_tree
from engine.feel.printing.printer import text_of_tree
from engine.feel.syntax import ast
from engine.feel.syntax.literals import at_literal
from engine.feel.values.feel_types import ContextType, FunctionType, ListType, RangeType, Type, built_in
from engine.feel.values.numbers import rounded
from tests.fuzz.trees import positions_apart, same_tree
from tests.tck.kit import ROOT, kit_folder

ROOMY = dataclasses.replace(DEFAULT_LIMITS, nesting=1000, source_length=10**6)

# Many of these are the beginning or the end of another, or what an operation between two others looks like.
SIMPLE_NAMES = ("a", "b", "c d", "date", "time", "客户", "list", "any", "item", "partial", "count", "x2")
SPECIAL_NAMES = ("a-b", "a and b", "any, b", "a (b)", "if any", "date and time", "null or a", "b.c d", "true story", "2nd a")
NAMES = st.sampled_from(SIMPLE_NAMES + SPECIAL_NAMES)
DECLARED = NAMES.filter(lambda name: not set(name) & set(",("))  # what a parameter or an iterator may be called
MEMBERS = NAMES.filter(lambda name: not name[0].isdigit())  # behind a dot a digit would make a number
SCALARS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(SCALARS, max_size=6) | st.sampled_from(["\\d+", 'say "yes"', "\u2028\u202e", "a\nb", "a // b", "/*", "\\u0041", "\ufeff"])
NUMBERS = st.decimals(min_value=0, allow_nan=False, allow_infinity=False) | st.sampled_from([Decimal("1E+6144"), Decimal("1E-6176")])
TYPES = st.recursive(
    st.sampled_from(["Any", "number", "date", "time", "date and time", "list", "function", "Null", "tPerson", "model.my type"]).map(
        lambda name: built_in(name) or Type(name)
    ),
    lambda inner: st.one_of(
        inner.map(lambda item: ListType("list", item)),
        inner.map(lambda item: RangeType("range", item)),
        st.lists(st.tuples(st.sampled_from(["a", "b c", "in"]), inner), max_size=2).map(lambda e: ContextType("context", tuple(e))),
        st.tuples(st.lists(inner, max_size=2), inner).map(lambda f: FunctionType("function", tuple(f[0]), f[1])),
    ),
    max_leaves=4,
)


def leaves() -> st.SearchStrategy[ast.Node]:
    return st.one_of(
        NUMBERS.map(lambda number: ast.Literal(0, rounded(number))),
        TEXTS.map(lambda text: ast.Literal(0, text)),
        st.sampled_from([True, False, None]).map(lambda constant: ast.Literal(0, constant)),
        (TEXTS | st.sampled_from(["2026-01-01", "10:00:00@Europe/Paris", "P1D", "-P2Y"])).map(lambda text: at_literal(0, text)),
        NAMES.map(lambda name: ast.Name(0, name)),
        st.sampled_from(["?", "not"]).map(lambda name: ast.Name(0, name)),
        st.just(ast.ListOf(0, ())),
        st.just(ast.ContextOf(0, ())),
        st.builds(ast.Call, st.just(0), (NAMES | st.just("not")).map(lambda name: ast.Name(0, name)), st.just(())),
    )


def larger(node: st.SearchStrategy[ast.Node]) -> st.SearchStrategy[ast.Node]:
    """A node of every kind around smaller ones."""
    at = st.just(0)
    test = st.builds(ast.Test, at, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), node)
    several = st.lists(node, min_size=2, max_size=3).map(tuple)
    tests = st.lists(node | test, min_size=1, max_size=3).map(tuple)
    iterators = st.lists(st.builds(ast.Iterator, DECLARED, node, st.none() | node), min_size=1, max_size=2).map(tuple)
    entries = st.lists(st.tuples(NAMES | st.text(SCALARS, max_size=4), node), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(ast.Negation, at, node),
        *(_operation(operators, node) for operators in ("+-", "*/", ("**",))),
        st.builds(ast.Comparison, at, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), node, node),
        st.builds(ast.Logic, at, st.sampled_from(["and", "or"]), several),
        st.builds(ast.Between, at, node, node, node),
        st.builds(ast.In, at, node, tests),
        st.builds(ast.InstanceOf, at, node, TYPES),
        st.builds(ast.Path, at, node, MEMBERS),
        st.builds(ast.Filter, at, node, node),
        st.builds(ast.Call, at, node, several),
        st.builds(ast.Call, at, node, st.tuples(node, node), st.tuples(st.sampled_from(["a", "c d", "date and time"]), DECLARED)),
        st.builds(ast.If, at, node, node, node),
        st.builds(ast.For, at, iterators, node),
        st.builds(ast.Quantified, at, st.booleans(), iterators, node),
        st.lists(st.tuples(DECLARED, st.none() | TYPES), max_size=2).flatmap(lambda params: _function(params, node)),
        st.builds(ast.ListOf, at, several),
        st.builds(ast.ContextOf, at, entries),
        st.builds(ast.RangeOf, at, node | test, node | test, st.booleans(), st.booleans()),
        test,
    )


def _operation(operators: str | tuple[str, ...], node: st.SearchStrategy[ast.Node]) -> st.SearchStrategy[ast.Node]:
    step = st.tuples(st.sampled_from(operators), st.just(0), node)
    return st.builds(ast.Operation, st.just(0), node, st.lists(step, min_size=1, max_size=3).map(tuple))


def _function(params: list[tuple[str, Type | None]], node: st.SearchStrategy[ast.Node]) -> st.SearchStrategy[ast.Node]:
    names, types = tuple(name for name, _ in params), tuple(wanted for _, wanted in params)
    return st.builds(ast.Lambda, st.just(0), st.just(names), st.just(types), node, st.booleans(), st.none() | TYPES)


NODES = st.recursive(leaves(), larger, max_leaves=12)
CELLS = st.builds(
    ast.Tests,
    st.just(0),
    st.lists(NODES | st.builds(ast.Test, st.just(0), st.sampled_from(["=", "<"]), NODES), max_size=3).map(tuple),
    st.booleans(),
).map(lambda cell: cell if cell.tests else dataclasses.replace(cell, negated=False))
THOROUGH = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))


@THOROUGH
@given(NODES)
def test_a_tree_is_read_back_from_its_text(tree: ast.Node) -> None:
    read_back(tree, SPECIAL_NAMES, unary=False)


@THOROUGH
@given(CELLS)
def test_so_is_a_cell_of_a_decision_table(tree: ast.Node) -> None:
    read_back(tree, SPECIAL_NAMES, unary=True)


def read_back(tree: ast.Node, names: tuple[str, ...], *, unary: bool) -> None:
    """One normal form, too: the text of the tree that was read back is the same text."""
    text = text_of_tree(tree, names)
    again = syntax_tree(text, names=names, members=names, unary=unary, limits=ROOMY)
    assert same_tree(tree, again), f"{text}\n{positions_apart(tree)}\n{positions_apart(again)}"
    assert text_of_tree(again, names) == text


def _expressions(files: list[Path]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The expressions of DMN and BPMN files with the names that may be in scope."""
    for path in files:
        root = etree.parse(path).getroot()
        names = tuple({str(node.get("name")) for node in root.iter("{*}*") if node.get("name")})
        for node in root.iter("{*}*"):
            if etree.QName(node).localname in ("text", "conditionExpression", "timeDuration", "timeDate") and node.text:
                yield node.text.strip().removeprefix("="), names
            for value in node.attrib.values():
                if str(value).startswith("="):
                    yield str(value)[1:], names


@pytest.mark.parametrize("folder", [kit_folder(), ROOT / "processes"], ids=["kit", "processes"])
def test_every_expression_at_hand(folder: Path) -> None:
    files = sorted([*folder.rglob("*.dmn"), *folder.rglob("*.bpmn")])
    if not files:
        pytest.skip("The folder is missing.")
    read = 0
    for text, names in set(_expressions(files)):
        for unary in (False, True):
            try:
                tree = syntax_tree(text, names=names, members=names, unary=unary)
            except FeelSyntaxError:
                continue  # prose, a cell that is no expression, or an example of what is refused
            read += 1
            read_back(tree, names, unary=unary)
    assert read > 20


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("1.50+2", "1.5 + 2"),
        ("((a))*(b+c)", "a * (b + c)"),
        ("a*b+c", "a * b + c"),
        ("(a-b)-c", "(a - b) - c"),
        ("a-(b-c)", "a - (b - c)"),
        ("-(2**2)", "-(2 ** 2)"),
        ("( -2 ) ** 2", "-2 ** 2"),
        ("a /* why */ = // because\n 1", "a = 1"),
        ("my /* own */ name", "my name"),
        ("(date) and (time)", "(date) and time"),
        ("(date and time)(a)", "date and time(a)"),
        ("(not)(a)", "not(a)"),
        ("[(not)]", "[(not)]"),
        ("if(a)then(b)else(if c then d else e)", "if a then b else if c then d else e"),
        ("1+if a then b else c", "1 + (if a then b else c)"),
        ("]1..2[", "(1..2)"),
        ("[1..2[", "[1..2)"),
        ("x in (<5)", "x in < 5"),
        ("x in(1,(2),<3)", "x in (1, 2, < 3)"),
        ("(<5).end", "(< 5).end"),
        ("x instance of list<dateTime>", "x instance of list<date and time>"),
        ("(x instance of list) < y", "(x instance of list) < y"),
        ('{"a":1,"b c":2,"if":3,"x:y":4}', '{a: 1, b c: 2, "if": 3, "x:y": 4}'),
        (r'"a\u0062\n\d\""', r'"ab\n\\d\""'),
        ('"\u202eab"', r'"\u202Eab"'),
        ('@"2026-13-01"', '@"2026-13-01"'),
        ("function(a,b:number):string(a)", "function(a, b: number): string (a)"),
        ("for i in 1..3,j in[i] return i*j", "for i in 1..3, j in [i] return i * j"),
        ("every x in xs satisfies x>1 and y", "every x in xs satisfies x > 1 and y"),
        ("a.b[c=1].d(e:1,f:2)", "a.b[c = 1].d(e: 1, f: 2)"),
        ("1e3", "1000"),
        ("1e60", "1E+60"),
    ],
)
def test_normal_form(written: str, normal: str) -> None:
    assert text_of_tree(syntax_tree(written)) == normal
    assert text_of_tree(syntax_tree(normal)) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [(" -", "-"), ("not( <1,2 )", "not(< 1, 2)"), ("(not(a))", "(not(a))"), ("not([1..2))", "not([1..2))"), ("<1,>2", "< 1, > 2")],
)
def test_normal_form_of_cells(written: str, normal: str) -> None:
    assert text_of_tree(syntax_tree(written, unary=True)) == normal


def test_a_name_in_scope_is_not_made_by_accident() -> None:
    tree = syntax_tree("(a) - b", names=["a - b"])
    assert text_of_tree(tree) == "a - b"
    assert text_of_tree(tree, ["a - b"]) == "(a) - b"


def test_a_tree_too_deep_to_write_is_a_named_error() -> None:
    tree: ast.Node = ast.Name(0, "a")
    for _ in range(5000):
        tree = ast.Negation(0, tree)
    with pytest.raises(FeelLimitExceeded) as caught:
        text_of_tree(tree)
    assert caught.value.limit == "nesting"
