"""Calls of the built-in functions: number, names and types of the arguments, and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.feel.checking.checker import Checker
from engine.feel.checking.results import result_of
from engine.feel.checking.shapes import bare, is_unknown, item_of, join, kind_of
from engine.feel.checking.specimens import specimen
from engine.feel.errors import FeelProblem
from engine.feel.functions.registry import BUILT_INS, BuiltIn, Param, Signature
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, ListType, RangeType, Type


class Argument(NamedTuple):
    """An argument of a call and its type."""

    node: ast.Node
    type: Type

    @property
    def constant(self) -> bool:
        inner = self.node.operand if isinstance(self.node, ast.Negation) else self.node
        return isinstance(inner, ast.Literal)


class Refusal(NamedTuple):
    """Why a signature does not fit a call, and which part of it."""

    node: ast.Node
    code: str
    problem: FeelProblem


def call_built_in(checker: Checker, node: ast.Call, function: BuiltIn, arguments: Sequence[Argument]) -> Type:
    """The type of the call; findings for arguments that no signature takes, and for calls that fail whatever is unknown about them."""
    refusals: list[Refusal] = []
    for signature in function.signatures:
        try:
            slots = signature.arrange(function.name, arguments, node.named)
        except FeelProblem as problem:
            refusals.append(Refusal(node, "wrong_arguments", problem))
            continue
        refusal = _refusal(signature, slots, function.name)
        if refusal is None:
            return _outcome(checker, node, function.name, arguments, slots)
        refusals.append(refusal)
    told = next((each for each in refusals if each.code == "wrong_argument"), refusals[0])
    return checker.report(node, told.code, told.problem.text, at=told.node.at)


def _refusal(signature: Signature, slots: Sequence[object], function: str) -> Refusal | None:
    """The first argument that its parameter never takes."""
    for param, slot in zip(signature.params, slots, strict=True):
        if isinstance(slot, Argument):
            problem = _problem(param, slot.type, function)
            if problem is not None:
                return Refusal(slot.node, "wrong_argument", problem)
    return None


def _problem(param: Param, given: Type, function: str) -> FeelProblem | None:
    if is_unknown(given) or (kind_of(given) == "list" and is_unknown(item_of(given))):
        return None
    try:
        param.checked(specimen(given), function)
    except FeelProblem as problem:
        return problem
    return None


def _outcome(checker: Checker, node: ast.Call, function: str, arguments: Sequence[Argument], slots: Sequence[object]) -> Type:
    if arguments and all(each.constant for each in arguments) and checker.may_compute():
        found = checker.attempt(node, node, "wrong_value")
        if not is_unknown(found):
            return found
    else:
        trial = _trial(checker, node, function, arguments)
        if trial is not None and is_unknown(checker.attempt(node, trial, "wrong_argument")):
            return ANY
    if node.named and any(isinstance(slot, list) for slot in slots):
        return ANY  # a list given by name is all that the parameter gathers, not one entry of it
    return result_of(function, [_slot_type(slot) for slot in slots])


def _slot_type(slot: object) -> Type:
    if isinstance(slot, list):
        return join(item_of(each.type) for each in slot)
    return slot.type if isinstance(slot, Argument) else ANY


# --- calls that fail, if they fail, by what is known of their arguments -------------------------

_OF_ENTRIES = frozenset(("sum", "product", "mean", "median", "stddev", "mode", "min", "max", "all", "any", "string join"))
_CONVERSIONS = frozenset(("date", "time", "date and time", "duration"))
_OF_KINDS = frozenset(
    name
    for name, function in BUILT_INS.items()
    if any(param.kind in ("point", "range") for signature in function.signatures for param in signature.params)
) | {"not"}
_PATTERNS = frozenset(("matches", "replace", "split"))
_SUBJECTS = frozenset(("input", "string", "replacement"))


def _trial(checker: Checker, node: ast.Call, function: str, arguments: Sequence[Argument]) -> ast.Call | None:
    """The call with specimens for its arguments, if a failure of it means that all such calls fail."""
    if function in _PATTERNS:
        return _with_pattern(checker, node, function, arguments)
    if not all(_is_clear(each.type) for each in arguments):
        return None
    if function in _OF_ENTRIES:
        names = node.named or ("list", *[""] * len(arguments))
        values = [_entries(each.type) if name == "list" else specimen(each.type) for name, each in zip(names, arguments, strict=False)]
    elif function in _OF_KINDS or (function in _CONVERSIONS and len(arguments) == 1 and kind_of(item_of(arguments[0].type)) != "string"):
        values = [specimen(each.type) for each in arguments]
    else:
        return None
    return ast.Call(node.at, node.function, tuple(ast.Literal(node.at, value) for value in values), node.named)


def _entries(given: Type) -> object:
    """Two entries, which is as many as any function needs."""
    return [specimen(item_of(given))] * 2 if kind_of(given) == "list" else specimen(given)


def _with_pattern(checker: Checker, node: ast.Call, function: str, arguments: Sequence[Argument]) -> ast.Call | None:
    """A pattern that is written there is right or wrong whatever it is compared with."""
    params = node.named or [param.name for param in BUILT_INS[function].signatures[0].params]
    if not all(each.constant or name in _SUBJECTS for name, each in zip(params, arguments, strict=False)) or not checker.may_compute():
        return None
    return ast.Call(
        node.at, node.function, tuple(each.node if each.constant else ast.Literal(node.at, "") for each in arguments), node.named
    )


def _is_clear(given: Type) -> bool:
    """Whether the kinds of the value and of all its entries are known."""
    found = bare(given)
    if isinstance(found, ListType | RangeType):
        return _is_clear(found.item)
    return not is_unknown(found) and kind_of(found) not in ("list", "range")
