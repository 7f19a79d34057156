"""What forms hold: values as the fields of form-js give them, and the names by which expressions reach them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

NUMBERS = ("amount", "price", "quantity", "rate")
TEXTS = ("title", "code", "status", "amount_text")
TRUTHS = ("urgent", "agreed")
LISTS = ("tags", "scores", "nobody")
DAYS = ("due", "start")
MOMENTS = ("meets_at", "planned_at", "local_at")
TIMES = ("opens", "closes")
COMPUTED = (("total", "amount * price"), ("deadline", 'date(due) + duration("P5D")'), ("late", "deadline < today()"))
"""Computed fields: each an expression over the fields and over those before it."""

_MONEY = (0, 1, 5, 10, 100, 0.1, 0.3, 12.5, 19.99, 59.97, 1.005, 4999.99, -3.5, 1234.56, 100000)
_WORDS = ("", "open", "closed", "a", "c", "AB-12", "12", "12.50", "电脑", "a,b", "cable", "2026-03-20", "😀ab")


def form_data(source: random.Random) -> dict[str, Any]:
    """The data of a form: some fields empty as form-js leaves them, some missing as variables of a case may be."""
    pick = source.choice
    data: dict[str, Any] = {
        **{name: pick((None, *_MONEY, *_MONEY)) for name in NUMBERS},
        **{name: pick((None, *_WORDS)) for name in TEXTS},
        "amount_text": pick(("", "12.50", "100", "7")),
        **{name: pick((True, False, None)) for name in TRUTHS},
        "tags": source.sample(("a", "b", "cable", "open", "12"), source.randrange(4)),
        "scores": pick((None, [], [1], [10, 9, 1], [0.1, 0.2, None])),
        "nobody": None,
        **{name: pick((None, "2026-03-13", "2026-03-14", "2026-03-20", "2025-12-31", "2026-01-31", "2026-10-01")) for name in DAYS},
        "meets_at": pick((None, "2026-03-20T05:30+08:00", "2026-03-14T10:30+08:00", "2026-03-20T00:00+08:00")),
        "planned_at": pick((None, "2026-03-19T21:30Z", "2026-03-20T00:00Z", "2026-10-01T12:00Z")),
        "local_at": pick((None, "2026-03-20T05:30", "2026-03-14T10:30")),
        "opens": pick((None, "09:00", "10:30")),
        "closes": pick((None, "18:00+08:00", "10:30+08:00", "17:30Z")),
        "contact": pick((None, {"name": "", "phone": None}, {"name": "Li", "phone": "010-123"})),
        "items": [_entry(source) for _ in range(source.randrange(4))],
    }
    if source.random() < 0.02:
        data["count"] = 3  # a field may have the name of a function
    for name in list(data):
        if source.random() < 0.05:
            del data[name]
    return data


def _entry(source: random.Random) -> dict[str, Any]:
    entry = {
        "name": source.choice(("", "cable", "pc", "a")),
        "price": source.choice((None, 12.5, 0.1, 4999.99, 0)),
        "quantity": source.choice((1, 2, 3, None)),
        "done": source.choice((True, False, None)),
    }
    if source.random() < 0.1:
        del entry["price"]
    return entry


class Fields:
    """Names and constants as expressions write them."""

    def __init__(self, source: random.Random, in_entry: bool, with_computed: bool) -> None:
        self._source = source
        self._in_entry = in_entry
        self._computed = with_computed

    def name(self, name: str) -> str:
        """A field; sometimes by way of the names that form-js adds."""
        if self._source.random() > 0.06:
            return name
        return f"{'parent' if self._in_entry else self._source.choice(('this', '_this_'))}.{name}"

    def _field(self, names: Sequence[str], entry: Sequence[str] = (), computed: Sequence[str] = ()) -> str:
        if self._in_entry and entry and self._source.random() < 0.5:
            return f"this.{self._source.choice(entry)}"
        if self._computed and computed and self._source.random() < 0.5:
            return self._source.choice(computed)
        return self.name(self._source.choice(names))

    def number(self) -> str:
        if self._source.random() < 0.4:
            return str(self._source.choice((0, 1, 2, 3, 5, 10, 100, 0.1, 0.2, 0.3, 19.99, 1000, 0.06)))
        return self._field(NUMBERS, ("price", "quantity"), ("total",))

    def text(self) -> str:
        if self._source.random() < 0.4:
            return f'"{self._source.choice(_WORDS)}"'
        return self._field(TEXTS, ("name",))

    def truth(self) -> str:
        return self._source.choice(("true", "false")) if self._source.random() < 0.15 else self._field(TRUTHS, ("done",), ("late",))

    def list(self) -> str:
        return self._field(LISTS)

    def day(self) -> str:
        if self._source.random() < 0.3:
            return self._source.choice(('"2026-03-14"', '"2026-02-30"', '"2026-12-31"', '""', '"2026-03"'))
        return self._field((*DAYS, *DAYS, *DAYS, "meets_at"), (), ("deadline",))

    def moment(self) -> str:
        return self._field((*MOMENTS, "due"))

    def time(self) -> str:
        return '"18:00:00"' if self._source.random() < 0.3 else self._field(TIMES)

    def span(self) -> str:
        return f'duration("{self._source.choice(("P1D", "PT12H", "P30D", "P1M", "P1Y", "PT90M", "P14M", "P200D", "P201D", "P1M1D"))}")'

    def entry(self) -> str:
        return f"items[{self._source.choice(('1', '-1', '2', '7', '0', 'count(items)'))}]"

    def path(self, name: str, member: str) -> str:
        return f"{self.name(name)}.{member}"

    def filtered(self) -> str:
        """Entries of a dynamic list, all or some."""
        condition = self._source.choice(
            (
                "",
                "price > 10",
                "price * quantity >= {number}",
                "done",
                "not(done)",
                "done = true",
                "name = {text}",
                'contains(name, "c")',
                "price != null and quantity > 1",
                "item.price < {number}",
                "urgent",
                "price > price",
                "quantity",
            )
        )
        return f"items[{condition.format(number=self.number(), text=self.text())}]" if condition else "items"
