"""Allowed values of item definitions: a test of one value, without anything else in scope."""

from __future__ import annotations

from collections.abc import Callable

from engine.dmn.elements import Element, identity
from engine.dmn.names import Names, words_of
from engine.dmn.texts import say
from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.evaluation.state import Env, State
from engine.feel.expression import parse_part
from engine.feel.values.feel_types import NamedTypes
from engine.kernel.errors import Fault


def allowed_values(
    source: str, at: Element, members: Names, types: Callable[[], NamedTypes], faults: list[Fault]
) -> Callable[[object, State], bool]:
    """True for values that pass; null always passes. What does not parse is a fault.

    ``members``: names that may follow a dot; ``types``: those of the file, when they are all known. The test runs on
    the budget of the evaluation that asks: a type may be asked for by every entry of a long list.
    """
    try:
        tests = parse_part(source, names=(), members=members.among(words_of(source)), unary=True, element=identity(at))
    except (FeelSyntaxError, FeelLimitExceeded) as error:
        faults.append(Fault(identity(at), error.reason_code, say("in_allowed_values", source=source[:80], reason=error.text)))
        return _passes

    def passes(value: object, state: State) -> bool:
        if value is None:
            return True
        state.charge(tests.size)
        known, around = len(state.problems), state.types
        state.types = types()
        fits = tests.closure(Env({"?": value}, Env({}, None, state), state))
        state.types = around
        del state.problems[known:]
        return fits is True

    return passes


def _passes(_value: object, _state: State) -> bool:
    return True
