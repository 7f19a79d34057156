"""Syntax tree → text in one normal form: what was meant, without what was incidental.

Single blanks, brackets only where the tree needs them, numbers in plain digits, strings with the
escapes of the standard; comments are lost. Reading the text again with the same names in scope gives
the same tree, positions aside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from engine.feel.errors import FeelLimitExceeded
from engine.feel.functions.registry import BUILT_INS
from engine.feel.limits import DEFAULT_LIMITS
from engine.feel.printing.constants import literal_text, written_key
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Source, tokens
from engine.feel.syntax.names import KnownNames
from engine.feel.values.feel_types import BUILT_IN, ContextType, FunctionType, ListType, RangeType, Type
from engine.feel.values.properties import PROPERTY_NAMES

# How tightly a node holds together, loosest first. An operand that is looser than its place allows gets brackets.
# "instance of" counts as loose although it binds tightly: "x instance of list < y" would read "list<".
_TEST, _OPENER, _OR, _AND, _INSTANCE, _COMPARE, _ADD, _MULTIPLY, _POWER, _UNARY, _SINGLE = range(11)
_LEVELS: dict[type[ast.Node], int] = {
    ast.Test: _TEST,
    **dict.fromkeys((ast.If, ast.For, ast.Quantified, ast.Lambda), _OPENER),
    ast.InstanceOf: _INSTANCE,
    **dict.fromkeys((ast.Comparison, ast.Between, ast.In), _COMPARE),
    ast.Negation: _UNARY,
}
_OPERATORS = {"+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY, "**": _POWER, "or": _OR, "and": _AND}


def text_of_tree(node: ast.Node, names: Collection[str] = ()) -> str:
    """The text that means this tree, for people and for the parser.

    ``names``: those that will be in scope when the text is read, so that ``(a) - b`` does not become the
    name "a - b". Raises ``FeelLimitExceeded`` for a tree deeper than can be written.
    """
    known = KnownNames({*BUILT_INS, *BUILT_IN, *PROPERTY_NAMES, *names, *_declared(node)})
    apart: frozenset[int] = frozenset()
    try:
        while True:
            writer = _Writer(apart)
            writer.node(node)
            text = "".join(writer.parts)
            misread = writer.misread(text, known)
            if misread <= apart:
                return text
            apart |= misread
    except RecursionError as error:
        raise FeelLimitExceeded("nesting", DEFAULT_LIMITS.nesting) from error


def _declared(root: ast.Node) -> Iterator[str]:
    """The names that the tree brings into scope somewhere."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += ast.children(node)
        if isinstance(node, ast.ContextOf):
            yield from (name for name, _ in node.entries)
        elif isinstance(node, ast.For | ast.Quantified):
            yield from (iterator.name for iterator in node.iterators)
        elif isinstance(node, ast.Lambda):
            yield from node.params


class _Writer:
    """Collects the text. ``apart``: ids of nodes in brackets of their own, as their neighbours would make another name of them."""

    def __init__(self, apart: frozenset[int]) -> None:
        self.parts: list[str] = []
        self._length = 0
        self._apart = apart
        self._words: list[tuple[int, int, int]] = []  # node to set apart, and from where to where its word stands

    def put(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)

    def word(self, text: str, node: ast.Node) -> None:
        """A word with which a longer name may begin for the parser; brackets around ``node`` prevent that."""
        start = self._length
        self.put(text)
        self._words.append((id(node), start, self._length))

    def node(self, node: ast.Node, lowest: int = _OPENER) -> None:
        """In brackets if it is looser than ``lowest``."""
        bracketed = _level(node) < lowest or id(node) in self._apart
        if bracketed:
            self.put("(")
        _WRITERS[type(node)](self, node)
        if bracketed:
            self.put(")")

    def test(self, node: ast.Node) -> None:
        """Where ``< 5`` may stand without brackets."""
        self.node(node, _TEST)

    def series(self, write: Callable[[Any], None], items: Iterable[object]) -> None:
        """Separated by commas."""
        for number, item in enumerate(items):
            if number:
                self.put(", ")
            write(item)

    def misread(self, text: str, known: KnownNames) -> frozenset[int]:
        """The nodes whose words are the beginning of a longer known name in this text."""
        found = tokens(Source(text))
        indices = {token.start: index for index, token in enumerate(found)}
        misread = set()
        for node, start, end in self._words:
            match = known.match(found, indices[start])
            if match is not None and found[match[1] - 1].end > end:
                misread.add(node)
        return frozenset(misread)


def _level(node: ast.Node) -> int:
    if isinstance(node, ast.Operation):
        return _OPERATORS[node.rest[0][0]]
    if isinstance(node, ast.Logic):
        return _OPERATORS[node.operator]
    if isinstance(node, ast.RangeOf) and _starts_backwards(node):
        return _TEST  # "[]" would be an empty list
    return _LEVELS.get(type(node), _SINGLE)


# --- constants and names ----------------------------------------------------------------------


def _literal(out: _Writer, node: ast.Literal) -> None:
    out.word(literal_text(node), node)


def _name(out: _Writer, node: ast.Name) -> None:
    if node.name == "not":
        out.put("(not)")  # the function itself; what follows must not look like what it negates
    else:
        out.word(node.name, node)


# --- operators --------------------------------------------------------------------------------


def _negation(out: _Writer, node: ast.Negation) -> None:
    out.put("-")
    out.node(node.operand, _UNARY)


def _operation(out: _Writer, node: ast.Operation) -> None:
    level = _level(node)
    out.node(node.first, level + 1)
    for operator, _, operand in node.rest:
        out.put(f" {operator} ")
        out.node(operand, level + 1)


def _logic(out: _Writer, node: ast.Logic) -> None:
    level = _level(node)
    for number, operand in enumerate(node.operands):
        if number:
            out.put(f" {node.operator} ")
        out.node(operand, level + 1)


def _comparison(out: _Writer, node: ast.Comparison) -> None:
    out.node(node.left, _COMPARE)
    out.put(f" {node.operator} ")
    out.node(node.right, _ADD)


def _between(out: _Writer, node: ast.Between) -> None:
    out.node(node.operand, _COMPARE)
    out.put(" between ")
    out.node(node.low, _ADD)
    out.put(" and ")
    out.node(node.high, _ADD)


def _in(out: _Writer, node: ast.In) -> None:
    out.node(node.operand, _COMPARE)
    out.put(" in ")
    if len(node.tests) == 1:
        only = node.tests[0]
        out.node(only, _TEST if isinstance(only, ast.Test) else _ADD)
    else:
        out.put("(")
        out.series(out.test, node.tests)
        out.put(")")


def _instance_of(out: _Writer, node: ast.InstanceOf) -> None:
    out.node(node.operand, _SINGLE)
    out.put(" instance of ")
    _type(out, node.type, node)


def _path(out: _Writer, node: ast.Path) -> None:
    out.node(node.operand, _SINGLE)
    out.put(".")
    out.word(node.name, node)


def _filter(out: _Writer, node: ast.Filter) -> None:
    out.node(node.operand, _SINGLE)
    out.put("[")
    out.node(node.condition)
    out.put("]")


def _call(out: _Writer, node: ast.Call) -> None:
    if isinstance(node.function, ast.Name) and node.function.name == "not":
        out.word("not", node)
    else:
        out.node(node.function, _SINGLE)
    out.put("(")
    out.series(lambda entry: _argument(out, *entry), zip(node.named or ("",) * len(node.arguments), node.arguments, strict=True))
    out.put(")")


def _argument(out: _Writer, name: str, value: ast.Node) -> None:
    if name:
        out.put(f"{name}: ")
    out.node(value)


# --- if, for, some, every, function -----------------------------------------------------------


def _if(out: _Writer, node: ast.If) -> None:
    out.word("if", node.condition)
    out.put(" ")
    out.node(node.condition, _OR)
    out.put(" then ")
    out.node(node.then, _OR)
    out.put(" else ")
    out.node(node.otherwise)


def _for(out: _Writer, node: ast.For) -> None:
    _iteration(out, "for", "return", node)


def _quantified(out: _Writer, node: ast.Quantified) -> None:
    _iteration(out, "every" if node.every else "some", "satisfies", node)


def _iteration(out: _Writer, opening: str, closing: str, node: ast.For | ast.Quantified) -> None:
    out.put(f"{opening} ")
    out.series(lambda iterator: _iterator(out, iterator), node.iterators)
    out.put(f" {closing} ")
    out.node(node.body)


def _iterator(out: _Writer, iterator: ast.Iterator) -> None:
    out.put(f"{iterator.name} in ")
    out.node(iterator.source, _OR)
    if iterator.end is not None:
        out.put("..")
        out.node(iterator.end, _OR)


def _lambda(out: _Writer, node: ast.Lambda) -> None:
    out.put("function(")
    out.series(lambda param: _param(out, node, *param), zip(node.params, node.types, strict=True))
    out.put(")")
    if node.result is not None:
        out.put(": ")
        _type(out, node.result, node)
    out.put(" external " if node.external else " ")
    # The name of a type goes on as long as words follow.
    out.node(node.body, _OPENER if node.result is None or node.external else _SINGLE + 1)


def _param(out: _Writer, node: ast.Lambda, name: str, wanted: Type | None) -> None:
    out.put(name)
    if wanted is not None:
        out.put(": ")
        _type(out, wanted, node)


# --- lists, contexts, ranges, tests, types ----------------------------------------------------


def _list(out: _Writer, node: ast.ListOf) -> None:
    out.put("[")
    out.series(out.node, node.items)
    out.put("]")


def _context(out: _Writer, node: ast.ContextOf) -> None:
    out.put("{")
    out.series(lambda entry: _argument(out, written_key(entry[0]), entry[1]), node.entries)
    out.put("}")


def _starts_backwards(node: ast.RangeOf) -> bool:
    """Whether it must be written ``](< 5)..x]``: ``((< 5)`` would be a test in two brackets."""
    return isinstance(node.start, ast.Test) and not node.start_included


def _range(out: _Writer, node: ast.RangeOf) -> None:
    out.put("[" if node.start_included else "]" if _starts_backwards(node) else "(")
    out.node(node.start, _OR)
    out.put("..")
    out.node(node.end, _ADD)
    out.put("]" if node.end_included else ")")


def _test(out: _Writer, node: ast.Test) -> None:
    out.put(f"{node.operator} ")
    out.node(node.operand, _ADD)


def _tests(out: _Writer, node: ast.Tests) -> None:
    only = node.tests[0] if len(node.tests) == 1 else None
    negation = isinstance(only, ast.Call) and isinstance(only.function, ast.Name) and only.function.name == "not"
    if not node.tests:
        out.put("-")
    elif node.negated or negation:  # without its brackets a lone call of not() would negate the whole cell
        out.put("not(" if node.negated else "(")
        out.series(out.test, node.tests)
        out.put(")")
    else:
        out.series(out.test, node.tests)


def _type(out: _Writer, wanted: Type, node: ast.Node) -> None:
    if isinstance(wanted, ListType | RangeType):
        out.put(f"{wanted.name}<")
        _type(out, wanted.item, node)
        out.put(">")
    elif isinstance(wanted, ContextType):
        out.put("context<")
        out.series(lambda entry: _entry_type(out, node, *entry), wanted.entries)
        out.put(">")
    elif isinstance(wanted, FunctionType):
        out.put("function<")
        out.series(lambda param: _type(out, param, node), wanted.params)
        out.put("> -> ")
        _type(out, wanted.result, node)
    else:
        out.word("Null" if wanted.name == "null" else wanted.name, node)


def _entry_type(out: _Writer, node: ast.Node, name: str, wanted: Type) -> None:
    out.put(f"{name}: ")
    _type(out, wanted, node)


_WRITERS: dict[type[ast.Node], Callable[[_Writer, Any], None]] = {
    ast.Literal: _literal,
    ast.Name: _name,
    ast.Negation: _negation,
    ast.Operation: _operation,
    ast.Comparison: _comparison,
    ast.Between: _between,
    ast.In: _in,
    ast.Logic: _logic,
    ast.InstanceOf: _instance_of,
    ast.Path: _path,
    ast.Filter: _filter,
    ast.Call: _call,
    ast.If: _if,
    ast.For: _for,
    ast.Quantified: _quantified,
    ast.Lambda: _lambda,
    ast.ListOf: _list,
    ast.ContextOf: _context,
    ast.RangeOf: _range,
    ast.Test: _test,
    ast.Tests: _tests,
}
