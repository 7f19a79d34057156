"""What is certainly wrong with an expression, before it is ever evaluated: unknown names and wrong types.

    >>> from engine.feel.checking import check, scope_of
    >>> from engine.feel.expression import syntax_tree
    >>> from engine.feel.values.feel_types import Type
    >>> found, findings = check(syntax_tree('amount > "5"'), scope_of({"amount": Type("number")}))
    >>> findings[0].code
    'incomparable'

Reported is what is null, or fails in the same way, whatever the values are. Where a type is not known, nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.feel.checking import calls, iteration, logic, naming, operators, structures, unary_tests  # noqa: F401 - each registers its rules
from engine.feel.checking.checker import Checker
from engine.feel.checking.findings import CODES, Finding
from engine.feel.checking.scope import Scope, scope_of
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.syntax import ast
from engine.feel.values.feel_types import Type

__all__ = ["CODES", "Checker", "Finding", "Scope", "check", "scope_of"]
_NO_TYPES: Mapping[str, Type] = MappingProxyType({})


def check(
    tree: ast.Node, scope: Scope, *, named: Mapping[str, Type] = _NO_TYPES, dialect: Dialect = STANDARD
) -> tuple[Type, tuple[Finding, ...]]:
    """The type of the value, and what is wrong, in the order of the text.

    ``scope`` holds the types of the names, ``?`` among them for unary tests; ``named`` the types that may be named in the expression.
    """
    return Checker(named, dialect).check(tree, scope)
