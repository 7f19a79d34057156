"""Which expression has which number: the same seed and number always give the same case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fuzz.grammar import Grammar
from tests.fuzz.hostile import greedy, harmful, nested
from tests.fuzz.mutation import characters, mutated, soup


@dataclass(frozen=True)
class Case:
    """``tested``: the value for unary tests, as an index of ``TESTED``. ``large``: under the default limits instead of small ones."""

    seed: int
    index: int
    sort: str
    text: str
    unary: bool
    tested: int
    large: bool

    def __str__(self) -> str:
        how = f"{' unary' if self.unary else ''}{' large' if self.large else ''}"
        return f"seed {self.seed}, number {self.index} ({self.sort}{how}): {self.text!r:.600}"


LARGE = 0.03
"""How many of the greedy ones are evaluated under the default limits, which takes a thousand times longer."""
SORTS = ("valid", "cell", "greedy", "harmful", "nested", "mutated", "soup", "characters")
_WEIGHTS = (46, 12, 12, 3, 5, 16, 4, 2)


def case_of(seed: int, index: int) -> Case:
    """The case with this number."""
    random = Random(f"{seed}:{index}")  # a text: hash() of other things may differ between processes
    sort = random.choices(SORTS, _WEIGHTS)[0]
    unary = sort == "cell" or random.random() < 0.1
    large = sort == "greedy" and random.random() < LARGE
    return Case(seed, index, sort, _text(sort, random), unary, random.randrange(1000), large)


def _text(sort: str, random: Random) -> str:
    grammar = Grammar(random)
    if sort == "mutated":
        original = _SORTS[random.choice(("valid", "cell", "greedy", "harmful"))](grammar)
        return mutated(original, random)
    return _SORTS[sort](grammar)


_SORTS: dict[str, Callable[[Grammar], str]] = {
    "valid": lambda grammar: grammar.expression(depth=grammar.random.randint(1, 7), size=grammar.random.choice((10, 40, 150))),
    "cell": Grammar.cell,
    "greedy": greedy,
    "harmful": harmful,
    "nested": nested,
    "soup": lambda grammar: soup(grammar.random),
    "characters": lambda grammar: characters(grammar.random),
}
