"""Writes a part of an expression as a text of its own, with brackets around everything that could need them.

The engine's printer leaves out brackets that the standard does not need. The browser's parser may need them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.printing.constants import quoted
from engine.feel.syntax import ast
from engine.feel.values.numbers import number_text

_BARE = (ast.Literal, ast.Name, ast.Call, ast.Path, ast.Filter, ast.ListOf, ast.ContextOf, ast.RangeOf)


def written(node: ast.Node) -> str:
    """The text of a node. Raises ``KeyError`` for the nodes of decision tables."""
    return _WRITERS[type(node)](node)


def _bracketed(node: ast.Node) -> str:
    return written(node) if isinstance(node, _BARE) else f"({written(node)})"


def _operation(node: ast.Operation) -> str:
    return " ".join((_bracketed(node.first), *(f"{sign} {_bracketed(operand)}" for sign, _, operand in node.rest)))


def _in(node: ast.In) -> str:
    tests = [written(each) if isinstance(each, ast.Test) else _bracketed(each) for each in node.tests]
    return f"{_bracketed(node.operand)} in {tests[0] if len(tests) == 1 else '(' + ', '.join(tests) + ')'}"


def _call(node: ast.Call) -> str:
    names = [f"{name}: " for name in node.named] if node.named is not None else [""] * len(node.arguments)
    values = (name + written(each) for name, each in zip(names, node.arguments, strict=True))
    return f"{_bracketed(node.function)}({', '.join(values)})"


def _if(node: ast.If) -> str:
    return f"if {_bracketed(node.condition)} then {_bracketed(node.then)} else {_bracketed(node.otherwise)}"


def _for(node: ast.For) -> str:
    return f"for {_iterators(node.iterators)} return {_bracketed(node.body)}"


def _quantified(node: ast.Quantified) -> str:
    return f"{'every' if node.every else 'some'} {_iterators(node.iterators)} satisfies {_bracketed(node.body)}"


def _iterators(iterators: tuple[ast.Iterator, ...]) -> str:
    ends = ("" if each.end is None else f"..{_bracketed(each.end)}" for each in iterators)
    return ", ".join(f"{each.name} in {_bracketed(each.source)}{end}" for each, end in zip(iterators, ends, strict=True))


def _range(node: ast.RangeOf) -> str:
    ends = f"{_bracketed(node.start)}..{_bracketed(node.end)}"
    return f"{'[' if node.start_included else '('}{ends}{']' if node.end_included else ')'}"


def _literal(node: ast.Literal) -> str:
    if node.text is not None:
        return f"@{quoted(node.text)}"
    match node.value:
        case None:
            return "null"
        case bool() as truth:
            return "true" if truth else "false"
        case Decimal() as number:
            return number_text(number)
    return quoted(str(node.value))


_WRITERS: dict[type[ast.Node], Callable[[Any], str]] = {
    ast.Literal: _literal,
    ast.Name: lambda node: node.name,
    ast.Negation: lambda node: f"-{_bracketed(node.operand)}",
    ast.Operation: _operation,
    ast.Comparison: lambda node: f"{_bracketed(node.left)} {node.operator} {_bracketed(node.right)}",
    ast.Between: lambda node: f"{_bracketed(node.operand)} between {_bracketed(node.low)} and {_bracketed(node.high)}",
    ast.In: _in,
    ast.Test: lambda node: f"{node.operator} {_bracketed(node.operand)}",
    ast.Logic: lambda node: f" {node.operator} ".join(map(_bracketed, node.operands)),
    ast.InstanceOf: lambda node: f"{_bracketed(node.operand)} instance of {node.type.name}",
    ast.Path: lambda node: f"{_bracketed(node.operand)}.{node.name}",
    ast.Filter: lambda node: f"{_bracketed(node.operand)}[{written(node.condition)}]",
    ast.Call: _call,
    ast.If: _if,
    ast.For: _for,
    ast.Quantified: _quantified,
    ast.Lambda: lambda node: f"function({', '.join(node.params)}) {_bracketed(node.body)}",
    ast.ListOf: lambda node: f"[{', '.join(map(written, node.items))}]",
    ast.ContextOf: lambda node: "{" + ", ".join(f"{quoted(name)}: {written(value)}" for name, value in node.entries) + "}",
    ast.RangeOf: _range,
}
