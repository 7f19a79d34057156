"""Circles in a graph of requirements: who needs itself can never be computed (DMN 1.5, clause 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from engine.kernel.errors import Fault


class Named(Protocol):
    id: str
    name: str


N = TypeVar("N", bound=Named)


def circles(starts: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[Fault]:
    """A fault for each way back. Depth first, without recursion: a file may hold a chain of thousands."""
    done: set[N] = set()
    for start in starts:
        path = {start: iter(() if start in done else needs(start))}
        while path:
            member, ways = next(reversed(path.items()))
            needed = next(ways, None)
            if needed is None:
                done.add(member)
                del path[member]
            elif needed in path:
                steps = list(path)
                yield _circle([*steps[steps.index(needed) :], needed])
            elif needed not in done:
                path[needed] = iter(needs(needed))


def _circle(circle: list[N]) -> Fault:
    names = " → ".join(step.name for step in circle)
    en = f"Expected decisions that do not need each other, but they do: {names}."
    return Fault(circle[-1].id, "circular", en, f"决策相互依赖：{names}。")
