"""The order in which a graph of requirements is computed, and its circles: who needs itself can never be (DMN 1.5, clause 6)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

from engine.dmn.texts import say
from engine.kernel.errors import Fault


class Named(Protocol):
    id: str
    name: str


N = TypeVar("N", bound=Named)


_MOST_CIRCLES = 100
_MOST_NAMES = 20


def in_order(starts: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[N]:
    """Each after what it needs; in a circle somewhere one comes too early."""
    return (member for member, path in _walked(starts, needs) if path is None)


def circles(starts: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[Fault]:
    """A fault for each way back, a hundred at most: each names the steps of its circle, of a long one the first."""
    ways_back = ((member, path) for member, path in _walked(starts, needs) if path is not None)
    for member, path in islice(ways_back, _MOST_CIRCLES):
        steps = [step.name for step in path][[*path].index(member) :]
        shown = [*steps[:_MOST_NAMES], *(["…"] if len(steps) > _MOST_NAMES else []), member.name]
        yield Fault(member.id, "circular", say("circular", names=" → ".join(shown)))


def _walked(starts: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[tuple[N, Collection[N] | None]]:
    """One whose needs have all been walked; or one that was come back to, with the path to where it is needed again.

    Without recursion: a file may hold a chain of thousands.
    """
    done: set[N] = set()
    for start in starts:
        path = {} if start in done else {start: iter(needs(start))}
        while path:
            member, ways = next(reversed(path.items()))
            needed = next(ways, None)
            if needed is None:
                done.add(member)
                del path[member]
                yield member, None
            elif needed in path:
                yield needed, path.keys()
            elif needed not in done:
                path[needed] = iter(needs(needed))
