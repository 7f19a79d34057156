"""Expressions of dates, times and durations."""

from __future__ import annotations

from tests.differential.phrases import ADD, TIGHT, TIMES, Phrases, Text


class TemporalWriter(Phrases):
    """Writes of fields that hold dates and times as form-js writes them: texts."""

    def date(self, depth: int) -> Text:
        forms = (
            *(lambda at: self._call("date", self._fields.day()),) * 4,
            lambda at: self._binary(self.date(at), self._source.choice("+-"), self.span(at), ADD),
            lambda at: self._call("date", self.moment(at)),
            lambda at: self._call(
                "date", *map(str, (self._source.choice((2025, 2026)), self._source.randint(1, 12), self._source.randint(1, 30)))
            ),
            lambda at: ("today()", TIGHT),
            lambda at: self._if("date", at),
        )
        return self._one(lambda: f"date({self._fields.day()})", depth, *forms)

    def moment(self, depth: int) -> Text:
        forms = (
            *(lambda at: self._call("date and time", self._fields.moment()),) * 4,
            lambda at: self._binary(self.moment(at), self._source.choice("+-"), self.span(at), ADD),
            lambda at: self._call("date and time", self.date(at), self.time(at)),
            lambda at: ("now()", TIGHT),
        )
        return self._one(lambda: f"date and time({self._fields.moment()})", depth, *forms)

    def time(self, depth: int) -> Text:
        forms = (
            *(lambda at: self._call("time", self._fields.time()),) * 3,
            lambda at: self._binary(self.time(at), self._source.choice("+-"), self.span(at), ADD),
            lambda at: self._call("time", self.moment(at)),
        )
        return self._one(lambda: f"time({self._fields.time()})", depth, *forms)

    def span(self, depth: int) -> Text:
        forms = (
            *(lambda at: (self._fields.span(), TIGHT),) * 3,
            *(lambda at: self._binary(self.date(at), "-", self.date(at), ADD),) * 2,
            lambda at: self._binary(self.moment(at), "-", self.moment(at), ADD),
            lambda at: self._binary(self.span(at), self._source.choice("+-"), self.span(at), ADD),
            lambda at: self._binary(self.span(at), "*", self.of("number", at), TIMES),
            lambda at: self._call("years and months duration", self.date(at), self.date(at)),
        )
        return self._one(self._fields.span, depth, *forms)
