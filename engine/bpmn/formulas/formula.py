"""Values of the diagram made ready to be evaluated: FEEL in, plain JSON (or a FEEL value) out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import cast

from engine import feel
from engine.bpmn.halts import null_value, too_costly, wrong_kind
from engine.bpmn.model import Value
from engine.bpmn.outcome import Json
from engine.bpmn.texts import say
from engine.kernel.errors import LimitExceeded
from engine.kernel.storable import is_storable

LONGEST_NAME = 200
"""Characters of what names something: a message, its key, a process, a person."""


class Visible(Mapping[str, object]):
    """The names an expression can see: read-only constants first, then variables, innermost scope first.

    Variables are plain JSON; an expression converts only those that it looks at.
    """

    __slots__ = ("_constants", "_layers", "dialect", "meter")

    def __init__(
        self,
        constants: Mapping[str, object],
        layers: Sequence[Mapping[str, Json]],
        meter: feel.Meter | None = None,
        dialect: feel.Dialect = feel.STANDARD,
    ) -> None:
        self._constants = constants
        self._layers = layers
        self.meter = meter
        self.dialect = dialect

    def __getitem__(self, name: str) -> object:
        if name in self._constants:
            return self._constants[name]
        for layer in self._layers:
            if name in layer:
                return layer[name]
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in self._constants or any(name in layer for layer in self._layers)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._constants, **dict.fromkeys(name for layer in self._layers for name in layer)})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def over(self, layer: Mapping[str, Json]) -> Visible:
        """The same with one more, innermost layer."""
        return Visible(self._constants, (layer, *self._layers), self.meter, self.dialect)

    def variables(self) -> dict[str, Json]:
        """All variables as plain JSON, without the constants."""
        found: dict[str, Json] = {}
        for layer in reversed(self._layers):
            found.update(layer)
        return found

    def plain(self, name: str) -> Json:
        """The variable as JSON; None where there is none."""
        for layer in self._layers:
            if name in layer:
                return layer[name]
        return None


def as_json(value: object) -> Json:
    """A FEEL value as it is stored in a variable. A fraction becomes the nearest float.

    (``feel.to_json`` would write one third as a text, and the next expression could not calculate with it.)
    Raises ``FeelProblem`` for what has no JSON or cannot be stored, ``LimitExceeded`` for what is too large.
    """
    return cast("Json", feel.to_json(_nearest(value, {}, feel.DEFAULT_LIMITS.nesting)))


def _nearest(value: object, done: dict[int, object], depth: int) -> object:
    """``done``: a value may hold the same part a great many times; each part is converted once, ``to_json`` counts them."""
    if isinstance(value, str):
        return _storable(value)
    if isinstance(value, Decimal):
        return value if value == value.to_integral_value() else Decimal(repr(float(value)))
    if not isinstance(value, list | dict) or depth == 0:
        return value
    if id(value) not in done:
        if isinstance(value, list):
            done[id(value)] = [_nearest(item, done, depth - 1) for item in value]
        else:
            done[id(value)] = {_storable(name): _nearest(item, done, depth - 1) for name, item in value.items()}
    return done[id(value)]


def _storable(text: str) -> str:
    if not is_storable(text):
        raise feel.FeelProblem(say("halt_unstorable"))
    return text


class Formula:
    """A literal text or a parsed FEEL expression.

    Raises ``Halt`` where the expression is null because something in it failed, and where it exceeds FEEL's limits.
    """

    __slots__ = ("_expression", "names", "text")

    def __init__(self, value: Value) -> None:
        self.text = value.text
        self._expression = feel.parse(value.text) if value.is_expression else None
        self.names: tuple[str, ...] = tuple(sorted(self._expression.names())) if self._expression else ()

    def value(self, visible: Visible, now: datetime) -> object:
        """The FEEL value (a literal: its text)."""
        if self._expression is None:
            return self.text
        try:
            evaluation = self._expression.evaluate(visible, now=now, meter=visible.meter, dialect=visible.dialect)
        except LimitExceeded as error:
            raise too_costly(self.text, error) from error
        if evaluation.value is None and evaluation.problems:
            raise null_value(self.text, evaluation.problems)
        return evaluation.value

    def json(self, visible: Visible, now: datetime) -> Json:
        """The value as plain JSON; see ``as_json``."""
        value = self.value(visible, now)
        if value is None or (type(value) is str and is_storable(value)):
            return value
        try:
            return as_json(value)
        except feel.FeelProblem as problem:
            raise null_value(self.text, [problem]) from problem
        except LimitExceeded as error:
            raise too_costly(self.text, error) from error

    def text_or_none(self, visible: Visible, now: datetime) -> str | None:
        """The value as the text of a name, a key or an id; None for null. Numbers are written out, so that keys may be numbers."""
        value = self.json(visible, now)
        if isinstance(value, str) and len(value) > LONGEST_NAME:
            raise wrong_kind(self.text, say("expected_short_text", most=LONGEST_NAME), value[:80])
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong_kind(self.text, say("expected_text"), type(value).__name__)
        return str(value)

    def truth(self, visible: Visible, now: datetime) -> bool:
        """The value, which has to be true or false."""
        value = self.value(visible, now)
        if not isinstance(value, bool):
            raise wrong_kind(self.text, say("expected_truth"), "null" if value is None else str(value)[:80])
        return value

    def holds(self, visible: Visible, now: datetime) -> bool:
        """Whether the value is true; null, other kinds and limits count as "not yet"."""
        if self._expression is None:
            return False
        try:
            return self._expression.evaluate(visible, now=now, meter=visible.meter, dialect=visible.dialect).value is True
        except LimitExceeded:
            return False

    def operands(self, visible: Visible) -> dict[str, Json]:
        """What the expression looks at, as it is now; functions lent by the caller are left out."""
        found: dict[str, Json] = {}
        for name in self.names:
            if name in visible:
                try:
                    found[name] = as_json(feel.from_json(visible[name]))
                except (feel.FeelProblem, LimitExceeded):
                    continue
        return found
