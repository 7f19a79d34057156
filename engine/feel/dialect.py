"""What FEEL has besides the standard, where the caller grants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.feel.values.functions import HostFunction

Granted = Mapping[str, HostFunction | Mapping[str, HostFunction]]


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """The standard's FEEL with functions that the caller lends.

    functions: name → function, or name → functions (a name space: ``working time.add(…)``). Names of
    the scope and the built-in functions hide them. short_times: texts of times may leave out the
    seconds (``10:30``), as the forms of browsers write them; the standard does not allow it.
    """

    name: str
    functions: Granted = field(default_factory=lambda: MappingProxyType({}))
    short_times: bool = False

    def function(self, name: str) -> object:
        """A function, a context of functions, or None when the dialect has no such name."""
        found = self.functions.get(name)
        return dict(found) if isinstance(found, Mapping) else found


STANDARD = Dialect("standard")
"""DMN 1.5 and nothing else."""
