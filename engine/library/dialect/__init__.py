"""The FEEL of procedures: the standard with working time, roles and records, each in a name space of its own.

An expression of a diagram and a decision are lent these functions (``procedures_dialect``); a form is
not, since the browser evaluates its expressions, too. ``PROCEDURES`` names them without lending them:
for reading and checking what is deployed. ``docs/expressions.md`` explains them to those who write
expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from engine.feel import Dialect, FeelProblem, HostFunction
from engine.library.dialect.organisation import record_functions
from engine.library.dialect.roles import role_functions
from engine.library.dialect.working_time import working_time_functions

if TYPE_CHECKING:
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
        "records": {
            "customer": ("id",),
            "service": ("id",),
            "person": ("id",),
        },
    }
)
"""Name space → function → parameters, those with ``?`` may be left out."""


def _lent(space: str, functions: Mapping[str, Callable[..., object]]) -> dict[str, HostFunction]:
    return {name: HostFunction(params, functions[name]) for name, params in SIGNATURES[space].items()}


def procedures_dialect(ctx: ReadContext) -> Dialect:
    """The functions at work in one command: each calendar, person and record is read once."""
    return Dialect(
        "procedures",
        {
            "working time": _lent("working time", working_time_functions(ctx)),
            "roles": _lent("roles", role_functions(ctx)),
            "records": _lent("records", record_functions(ctx)),
        },
        short_times=True,
    )


def _not_lent(*_arguments: object) -> NoReturn:
    raise FeelProblem("Expected this function to be lent to the expression, but it is not lent here.", "此处不提供该函数。")


PROCEDURES = Dialect(
    "procedures",
    {space: {name: HostFunction(params, _not_lent) for name, params in functions.items()} for space, functions in SIGNATURES.items()},
    short_times=True,
)
