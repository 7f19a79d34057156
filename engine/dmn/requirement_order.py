"""The order in which a graph of requirements is computed, and its circles: who needs itself can never be (DMN 1.5, clause 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from engine.dmn.texts import say
from engine.kernel.errors import Fault


class Named(Protocol):
    id: str
    name: str


N = TypeVar("N", bound=Named)


def in_order(starts: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[N]:
    """Each after what it needs; in a circle somewhere one comes too early."""
    return (found[0] for found in _walked(starts, needs) if len(found) == 1)


def circles(starts: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[Fault]:
    """A fault for each way back."""
    for circle in _walked(starts, needs):
        if len(circle) > 1:
            names = " → ".join(step.name for step in circle)
            yield Fault(circle[-1].id, "circular", say("circular", names=names))


def _walked(starts: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[Sequence[N]]:
    """One whose needs have all been walked, or a way back to itself. Without recursion: a file may hold a chain of thousands."""
    done: set[N] = set()
    for start in starts:
        path = {} if start in done else {start: iter(needs(start))}
        while path:
            member, ways = next(reversed(path.items()))
            needed = next(ways, None)
            if needed is None:
                done.add(member)
                del path[member]
                yield [member]
            elif needed in path:
                steps = list(path)
                yield [*steps[steps.index(needed) :], needed]
            elif needed not in done:
                path[needed] = iter(needs(needed))
