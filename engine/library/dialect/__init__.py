"""The FEEL of procedures: the standard with working time, roles and the organisation, each in a name space of its own.

An expression of a diagram and a decision are lent these functions (``procedures_dialect``); a form is
not, since the browser evaluates its expressions, too. ``PROCEDURES`` names them without lending them:
for reading and checking what is deployed. ``docs/expressions.md`` explains them to those who write
expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NoReturn

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


def _spaces(version: int) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Dialect 1 called the organisation ``records``: that word is left to controlled documents."""
    return SIGNATURES if version >= LATEST else {**SIGNATURES, "records": SIGNATURES["organisation"]}


def procedures_dialect(ctx: ReadContext, version: int = LATEST) -> Dialect:
    """The functions at work in one command: each calendar, person and customer is read once."""
    organisation = organisation_functions(ctx)
    at_work: Mapping[str, Mapping[str, Callable[..., object]]] = {
        "working time": working_time_functions(ctx),
        "roles": role_functions(ctx),
        "organisation": organisation,
        "records": organisation,
    }
    return _dialect(version, lambda space, name: at_work[space][name])


def _not_lent(*_arguments: object) -> NoReturn:
    raise FeelProblem(say("function_not_lent"))


def _dialect(version: int, function: Callable[[str, str], Callable[..., object]]) -> Dialect:
    spaces = {
        space: {name: HostFunction(params, function(space, name)) for name, params in functions.items()}
        for space, functions in _spaces(version).items()
    }
    return Dialect("procedures", spaces, short_times=True)


@cache
def declared(version: int) -> Dialect:
    """The names of the functions, without lending them: for reading and checking."""
    return _dialect(version, lambda _space, _name: _not_lent)


PROCEDURES = declared(LATEST)
