"""What rules answer, as far as it is constant: whether two answers differ, and which has the higher priority."""

from __future__ import annotations

from collections.abc import Sequence

from engine.dmn.analysis.cells import Reader
from engine.dmn.analysis.sheet import Answer, Row
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.operators import equal
from engine.feel.evaluation.state import State
from engine.feel.functions.calling import coerced
from engine.feel.limits import Limits
from engine.feel.values.feel_types import ANY

UNTOLD = object()
Outputs = tuple[object, ...]


class Answers:
    """The output columns of a table. Raises ``FeelLimitExceeded`` when reading takes too long."""

    def __init__(self, columns: Sequence[Answer], reader: Reader) -> None:
        self._columns = columns
        self._reader = reader
        self._state = State(Limits(steps=1_000_000, seconds=60), None)
        self._rankings = [self._ranking(column.ranking) for column in columns]

    def of(self, row: Row) -> Outputs:
        """The outputs of a rule, as their types want them; UNTOLD for those that are not constant."""
        return tuple(self._output(text, column) for text, column in zip(row.outputs, self._columns, strict=True))

    def differ(self, one: Outputs, other: Outputs) -> bool:
        """Whether they differ for certain (also when they cannot be compared: then they do not agree either)."""
        return any(
            mine is not UNTOLD and theirs is not UNTOLD and equal(mine, theirs, self._state) is not True
            for mine, theirs in zip(one, other, strict=True)
        )

    def rank(self, outputs: Outputs) -> tuple[int, ...] | None:
        """The lower the rank, the higher the priority; the first column weighs most. None when it cannot be told."""
        ranks = [self._position(value, ranking) for value, ranking in zip(outputs, self._rankings, strict=True)]
        known = [rank for rank in ranks if rank is not None]
        return tuple(known) if len(known) == len(ranks) else None

    def _ranking(self, text: str) -> object:
        found = self._reader.constant(f"[{text}]") if text else (None,)
        return UNTOLD if found is None else found[0]

    def _output(self, text: str, column: Answer) -> object:
        if not text or text == "-":
            return None
        found = self._reader.constant(text)
        if found is None:
            return UNTOLD
        try:
            return found[0] if column.type == ANY else coerced(found[0], column.type, self._state, text)
        except FeelProblem:
            return None

    def _position(self, value: object, ranking: object) -> int | None:
        if not isinstance(ranking, list):
            return None if ranking is UNTOLD else 0
        if value is UNTOLD:
            return None
        return next((at for at, each in enumerate(ranking) if equal(value, each, self._state)), len(ranking))
