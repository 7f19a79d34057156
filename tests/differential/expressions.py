"""Generates expressions as forms have them, over generated data of a form: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from tests.differential.data import COMPUTED, Fields, form_data
from tests.differential.phrases import ADD, AND, COMPARE, LOOSE, OR, POWER, SIGN, TIGHT, TIMES, Text
from tests.differential.sides import Place, Question
from tests.differential.temporal_expressions import TemporalWriter

_ABOUT_ENTRIES = (
    "x.price > {}",
    "x.quantity * x.price >= {}",
    "x.price != null and x.price < {}",
    "x.done",
    "x.name = {}",
)


def questions(seed: int, count: int) -> Iterator[Question]:
    """``count`` questions; every tenth stands in an entry of a dynamic list, every fifth in a form with computed fields."""
    source = random.Random(seed)
    for number in range(count):
        data = form_data(source)
        entry = ("items", source.randrange(len(data["items"]))) if number % 10 == 0 and data.get("items") else None
        computed = COMPUTED if number % 5 == 0 else ()
        yield Question(_Writer(source, Fields(source, bool(entry), bool(computed))).any(0)[0], Place(data, entry, computed))


class _Writer(TemporalWriter):
    """Writes one expression."""

    OFTEN: ClassVar[dict[str, int]] = {
        "truth": 10,
        "number": 5,
        "text": 3,
        "list": 2,
        "date": 1,
        "moment": 1,
        "time": 1,
        "span": 1,
        "context": 1,
    }

    # True and false.

    def truth(self, depth: int) -> Text:
        forms = (
            *(self._equality,) * 6,
            *(self._order,) * 5,
            *(self._logic,) * 5,
            *(self._membership,) * 4,
            *(self._about_text,) * 2,
            *(self._quantified,) * 3,
            lambda at: self._call("not", self.truth(at)),
            lambda at: self._if("truth", at),
            lambda at: (self._fields.truth(), TIGHT),
            lambda at: self._call(self._source.choice(("all", "any")), self._fields.path("items", "done")),
            lambda at: (f"{self._held(self._pick('number', 'text', 'date')(at), TIGHT)} instance of number", COMPARE),
        )
        return self._one(self._fields.truth, depth, *forms)

    def _pick(self, *kinds: str) -> Callable[[int], Text]:
        return partial(self.of, self._source.choice(kinds))

    def _equality(self, depth: int) -> Text:
        sign = self._source.choice(("=", "!="))
        if self._source.random() < 0.3:
            return self._binary(self._pick("text", "number", "list", "truth")(depth), sign, self._leaf(self._nothing()), COMPARE)
        kind = self._pick("text", "text", "number", "number", "truth", "list", "date", "moment", "time", "span", "context")
        return self._binary(kind(depth), sign, self._like(kind)(depth), COMPARE)

    def _like(self, kind: Callable[[int], Text]) -> Callable[[int], Text]:
        """The same kind, or at times another that people take for the same."""
        return kind if self._source.random() < 0.9 else self._pick("text", "number", "date", "moment", "time", "span")

    def _nothing(self) -> str:
        return self._source.choice(("null", '""', "[]", "0", "true", "false"))

    def _order(self, depth: int) -> Text:
        kind = self._pick("number", "number", "number", "text", "date", "date", "moment", "time", "span")
        return self._binary(kind(depth), self._source.choice(("<", "<=", ">", ">=")), self._like(kind)(depth), COMPARE)

    def _logic(self, depth: int) -> Text:
        sign, level = self._source.choice(((" and ", AND), (" or ", OR)))
        parts = [self.truth(depth) for _ in range(self._source.choice((2, 2, 3)))]
        return sign.join(self._held(part, level + 1) for part in parts), level

    def _membership(self, depth: int) -> Text:
        kind = self._pick("number", "number", "text", "date")
        left = self._held(kind(depth), ADD)
        match self._source.randrange(4):
            case 0:
                return f"{left} between {self._held(kind(depth), ADD)} and {self._held(kind(depth), ADD)}", COMPARE
            case 1:
                return f"{left} in {self._range(kind, depth)}", COMPARE
            case 2:
                return f"{left} in ({', '.join(self._test(kind, depth) for _ in range(self._source.choice((1, 2, 3))))})", COMPARE
        return f"{left} in {self._held(self.list(depth), TIGHT)}", COMPARE

    def _range(self, kind: Callable[[int], Text], depth: int) -> str:
        low, high = self._held(kind(depth), TIGHT), self._held(kind(depth), TIGHT)
        return f"{self._source.choice('[(')}{low}..{high}{self._source.choice('])')}"

    def _test(self, kind: Callable[[int], Text], depth: int) -> str:
        match self._source.randrange(4):
            case 0:
                return f"{self._source.choice(('<', '<=', '>', '>='))} {self._held(kind(depth), ADD)}"
            case 1:
                return self._range(kind, depth)
        return self._held(kind(depth), ADD)

    def _about_text(self, depth: int) -> Text:
        name = self._source.choice(("contains", "starts with", "ends with", "matches", "list contains"))
        if name == "matches":
            return self._call(name, self.text(depth), self._source.choice(('"^[0-9]+$"', '"[A-Z]{2}"', '"^\\\\s*$"', '"电"', '"(.)\\\\1"')))
        return self._call(name, self.list(depth) if name == "list contains" else self.text(depth), self.text(depth))

    def _quantified(self, depth: int) -> Text:
        word, field = self._source.choice(("some", "every")), self._fields
        if self._source.random() < 0.4:
            source, sign = self._held(self.list(depth), TIGHT), self._source.choice(("=", "!="))
            return f"{word} x in {source} satisfies x {sign} {field.text()}", LOOSE
        test = self._source.choice(_ABOUT_ENTRIES).format(field.number())
        return f"{word} x in {field.name('items')} satisfies {test}", LOOSE

    # Numbers.

    def number(self, depth: int) -> Text:
        forms = (
            *(self._arithmetic,) * 6,
            *(self._of_list,) * 3,
            *(self._rounded,) * 2,
            lambda at: self._call("string length", self.text(at)),
            lambda at: self._call("number", self.text(at)),
            lambda at: self._call(self._source.choice(("abs", "floor", "ceiling", "sqrt")), self.number(at)),
            lambda at: self._call("modulo", self.number(at), self.number(at)),
            lambda at: self._if("number", at),
            lambda at: (f"-{self._held(self.number(at), SIGN)}", SIGN),
            lambda at: (f"{self._held(self.date(at), TIGHT)}.{self._source.choice(('year', 'month', 'day', 'weekday'))}", TIGHT),
            lambda at: (f"{self._held(self.span(at), TIGHT)}.{self._source.choice(('days', 'hours', 'minutes'))}", TIGHT),
            lambda at: (f"{self._fields.entry()}.{self._source.choice(('price', 'quantity'))}", TIGHT),
            lambda at: (self._source.choice(("1e3", "2E-1", "1 / 3")), LOOSE),
        )
        return self._one(self._fields.number, depth, *forms)

    def _arithmetic(self, depth: int) -> Text:
        sign, level = self._source.choice((("+", ADD), ("-", ADD), ("*", TIMES), ("*", TIMES), ("/", TIMES), ("**", POWER)))
        right = (self._source.choice(("2", "3", "-1")), TIGHT) if sign == "**" else self.number(depth)
        return self._binary(self.number(depth), sign, right, level)

    def _of_list(self, depth: int) -> Text:
        name = self._source.choice(("count", "count", "sum", "sum", "min", "max", "mean", "median"))
        if name == "count":
            return self._call(name, self.list(depth))
        if name in ("min", "max") and self._source.random() < 0.2:
            return self._call(name, self._fields.day(), self._fields.day())
        if name == "median" and self._source.random() < 0.5:
            return self._call(name, self._fields.name("scores"))
        if self._source.random() < 0.3:
            return self._call(name, self.number(depth), self.number(depth))
        filtered = self._fields.filtered()
        return self._call(name, f"{filtered}.price" if self._source.random() < 0.7 else "for l in items return l.quantity * l.price")

    def _rounded(self, depth: int) -> Text:
        name = self._source.choice(("decimal", "round half up", "round up", "round down"))
        return self._call(name, self.number(depth), self._source.choice(("0", "1", "2")))

    # Texts.

    def text(self, depth: int) -> Text:
        forms = (
            lambda at: self._binary(self.text(at), "+", self.text(at), ADD),
            lambda at: self._binary(self.text(at), "+", self._call("string", self._pick("number", "date", "truth")(at)), ADD),
            lambda at: self._call("string", self._pick("number", "date", "moment", "time", "span", "truth", "list")(at)),
            lambda at: self._call(self._source.choice(("upper case", "lower case")), self.text(at)),
            lambda at: self._call("substring", self.text(at), *self._source.choice((("1", "4"), ("2",), ("-2",), ("3", "1"), ("0",)))),
            lambda at: self._call(self._source.choice(("substring before", "substring after")), self.text(at), self._fields.text()),
            lambda at: self._call("replace", self.text(at), '"[aeiou]"', '"-"'),
            lambda at: self._call("string join", self.list(at), '", "'),
            lambda at: self._call("day of week", self.date(at)),
            lambda at: self._if("text", at),
            lambda at: (f"{self._fields.name('contact')}.{self._source.choice(('name', 'phone', 'fax'))}", TIGHT),
            lambda at: (f"{self._fields.entry()}.name", TIGHT),
        )
        return self._one(self._fields.text, depth, *forms)

    # Lists and contexts.

    def list(self, depth: int) -> Text:
        forms = (
            *(lambda at: (self._fields.filtered(), TIGHT),) * 4,
            lambda at: (f"{self._fields.filtered()}.{self._source.choice(('name', 'price', 'done', 'colour'))}", TIGHT),
            lambda at: (f"[{', '.join(self._pick('text', 'number')(at)[0] for _ in range(self._source.randrange(4)))}]", TIGHT),
            self._some_of_list,
            lambda at: self._call("concatenate", self.list(at), self.list(at)),
            lambda at: self._call("append", self.list(at), self.text(at)),
            lambda at: self._call(self._source.choice(("distinct values", "reverse", "flatten")), self.list(at)),
            lambda at: self._call("split", self.text(at), '","'),
            lambda at: self._call("index of", self.list(at), self.text(at)),
            lambda at: self._call("sublist", self.list(at), self._source.choice(("1", "2", "-1")), "1"),
            lambda at: self._call("sort", "[3.5, 1, 2]", "function(a, b) a < b"),
            lambda at: ("for x in items return {label: x.name, value: x.price}", LOOSE),
            lambda at: (f"for x in {self._held(self.list(at), TIGHT)} return x", LOOSE),
            lambda at: self._if("list", at),
        )
        return self._one(self._fields.list, depth, *forms)

    def _some_of_list(self, depth: int) -> Text:
        sign, value = self._source.choice(("=", "!=", ">")), self._source.choice((self._fields.text(), "false", "null"))
        return f"{self._held(self.list(depth), TIGHT)}[item {sign} {value}]", TIGHT

    def context(self, depth: int) -> Text:
        forms = (
            lambda at: (f"{{a: {self.number(at)[0]}, b: {self.text(at)[0]}}}", TIGHT),
            lambda at: (self._fields.entry(), TIGHT),
            lambda at: self._call("context put", self._fields.name("contact"), '"name"', self.text(at)),
        )
        return self._one(lambda: self._fields.name("contact"), depth, *forms)
