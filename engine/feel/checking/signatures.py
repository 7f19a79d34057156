"""Calls of functions whose parameters are known, other than the built-in ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from engine.feel.checking.shapes import Signature, may_become
from engine.feel.checking.specimens import words
from engine.feel.checking.texts import say
from engine.feel.texts.listing import listed
from engine.feel.values.feel_types import FunctionType, Type
from engine.kernel.texts import Text

Hint = Callable[[str, Iterable[str]], Text]


class Misfit(NamedTuple):
    """What is wrong with a call. ``position``: of the argument; None when there are too many or too few, or of other names."""

    position: int | None
    code: str
    text: Text


def misfits(function: FunctionType, given: Sequence[Type], named: Sequence[str] | None, hint: Hint) -> Iterator[Misfit]:
    """What is wrong with arguments of these types, by position or with a name for each."""
    if named is not None and not isinstance(function, Signature):
        return  # a type of functions does not say what its parameters are called
    wrong = _by_position(function, len(given)) if named is None else _by_name(function, named, hint)
    if wrong is not None:
        yield wrong
        return
    names = function.names if isinstance(function, Signature) else tuple(str(number) for number in range(1, len(function.params) + 1))
    wanted = dict(zip(names, function.params, strict=True))
    for index, (name, found) in enumerate(zip(names if named is None else named, given, strict=False)):
        misfit = misfit_of(found, wanted[name], name)
        if misfit is not None:
            yield Misfit(index, "wrong_argument", misfit)


def misfit_of(given: Type, wanted: Type, what: str) -> Text | None:
    """Why no value of the one type may become one of the other, or None."""
    if may_become(given, wanted):
        return None
    return say("wrong_type", what=what, wanted=wanted.name, given=words(given))


def _by_position(function: FunctionType, given: int) -> Misfit | None:
    most = len(function.params)
    least = most
    if isinstance(function, Signature):
        least = most - sum(name in function.optional for name in function.names)
    if least <= given <= most:
        return None
    wanted = say("some_values", count=most) if least == most else say("some_to_some_values", least=least, most=most)
    return Misfit(None, "wrong_arguments", say("wrong_count", wanted=wanted, given=given))


def _by_name(function: FunctionType, named: Sequence[str], hint: Hint) -> Misfit | None:
    assert isinstance(function, Signature)
    required = set(function.names) - function.optional
    if required <= set(named) <= set(function.names) and len(set(named)) == len(named):
        return None
    strange = next((name for name in named if name not in function.names), "")
    wanted = listed(function.names) or say("no_parameter")
    return Misfit(None, "wrong_arguments", say("wrong_names", wanted=wanted, given=listed(named), hint=hint(strange, function.names)))
