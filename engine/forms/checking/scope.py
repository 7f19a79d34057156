"""What the expressions of a form see: the data of the form, and inside a dynamic list also ``this``, ``parent`` and ``i``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine import feel
from engine.forms.model import Expression

_FORMS = feel.Dialect("forms", short_times=True)  # the fields of browsers write times without seconds


class Scope:
    """One place in a form. Names are found as form-js finds them: the form's data hides the special names, which are
    always there between underscores, too."""

    __slots__ = ("_names", "_this", "data", "meter", "now")

    def __init__(
        self, data: Mapping[str, object], this: object, parent: object, indexes: tuple[int, ...], *, now: datetime, meter: feel.Meter
    ) -> None:
        self.data = data
        self.now = now
        self.meter = meter
        self._this = this
        special = {"this": this, "parent": parent, "i": list(indexes)}
        self._names = {**special, **data, "_this_": this, "_parent_": parent, "_i_": special["i"]}

    @classmethod
    def of_form(cls, data: Mapping[str, object], now: datetime, meter: feel.Meter) -> Scope:
        """The form itself: ``this`` is its data. ``meter`` is the budget of all expressions of one submission together."""
        return cls(data, data, None, (), now=now, meter=meter)

    def of_entry(self, entry: object, indexes: tuple[int, ...]) -> Scope:
        """An entry of a dynamic list; ``indexes`` count from 1, the outermost list first."""
        return Scope(self.data, entry, self._this, indexes, now=self.now, meter=self.meter)

    def value(self, expression: Expression) -> object:
        """The FEEL value; null where a part of it is. Raises ``FeelLimitExceeded`` alone."""
        return expression.evaluate(self._names, now=self.now, meter=self.meter, dialect=_FORMS).value

    def truth(self, expression: Expression) -> bool:
        """Only true is true, as in form-js."""
        return self.value(expression) is True

    def json(self, expression: Expression) -> object:
        """The value as JSON; a function or a range has none and is null."""
        try:
            return feel.to_json(self.value(expression))
        except feel.FeelProblem:
            return None
