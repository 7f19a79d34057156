"""The FEEL of procedures: the standard with working time, roles and the organisation, each in a name space of its own.

An expression of a diagram and a decision are lent these functions (``procedures_dialect``); a form is
not, since the browser evaluates its expressions, too. ``PROCEDURES`` names them without lending them:
for reading and checking what is deployed. ``docs/expressions.md`` explains them to those who write
expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import ClassVar, NoReturn

from engine.feel import Dialect, FeelProblem, HostFunction
from engine.library.dialect.organisation import organisation_functions
from engine.library.dialect.roles import role_functions
from engine.library.dialect.working_time import working_time_functions
from engine.library.texts import say
from engine.unit_of_work.context import ReadContext

SIGNATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "working time": {
            "add": ("from", "duration", "calendar"),
            "add days": ("from", "days", "calendar"),
            "duration": ("from", "to", "calendar"),
            "is open": ("at", "calendar"),
            "next opening": ("from", "calendar"),
        },
        "roles": {
            "of": ("person", "customer?"),
            "members": ("role", "customer?"),
            "has": ("person", "role", "customer?"),
        },
        "organisation": {
            "customer": ("id",),
            "service": ("id",),
            "person": ("id",),
        },
    }
)
"""Name space → function → parameters, those with ``?`` may be left out."""


LATEST = 2
"""What versions deployed by this release speak. Kept with each version, since its expressions never change."""


Functions = Mapping[str, Callable[..., object]]


def _lent(space: str, functions: Functions) -> dict[str, HostFunction]:
    return {name: HostFunction(params, functions[name]) for name, params in SIGNATURES[space].items()}


def _signed_as(space: str) -> str:
    """Dialect 1 called the organisation ``records``: that word is left to controlled documents."""
    return "organisation" if space == "records" else space


def _spaces(version: int) -> tuple[str, ...]:
    return tuple(SIGNATURES) if version >= LATEST else (*SIGNATURES, "records")


class _AtWork(Mapping[str, Mapping[str, HostFunction]]):
    """The name spaces, each made when an expression first asks for it: most commands ask for none."""

    _MAKERS: ClassVar[Mapping[str, Callable[[ReadContext], Functions]]] = {
        "working time": working_time_functions,
        "roles": role_functions,
        "organisation": organisation_functions,
    }

    def __init__(self, ctx: ReadContext, version: int) -> None:
        self._ctx = ctx
        self._names = _spaces(version)
        self._made: dict[str, Mapping[str, HostFunction]] = {}

    def __getitem__(self, space: str) -> Mapping[str, HostFunction]:
        if space not in self._names:
            raise KeyError(space)
        signed = _signed_as(space)
        if signed not in self._made:
            self._made[signed] = _lent(signed, self._MAKERS[signed](self._ctx))
        return self._made[signed]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def procedures_dialect(ctx: ReadContext, version: int = LATEST) -> Dialect:
    """The functions at work in one command: each calendar, person and customer is read once."""
    return Dialect("procedures", _AtWork(ctx, version), short_times=True)


def _not_lent(*_arguments: object) -> NoReturn:
    raise FeelProblem(say("function_not_lent"))


@cache
def declared(version: int) -> Dialect:
    """The names of the functions, without lending them: for reading and checking."""
    not_lent = {space: _lent(space, dict.fromkeys(functions, _not_lent)) for space, functions in SIGNATURES.items()}
    return Dialect("procedures", {space: not_lent[_signed_as(space)] for space in _spaces(version)}, short_times=True)


PROCEDURES = declared(LATEST)
