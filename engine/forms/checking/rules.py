"""The rules that a value must satisfy, some of which are FEEL expressions over the other fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.forms.checking.messages import fault
from engine.forms.checking.scope import Scope
from engine.forms.checking.visits import Visit
from engine.forms.model import Component, Measure, Options, Rules
from engine.forms.values.options import option_key, option_keys
from engine.forms.vocabulary import MANY, TEXTS
from engine.kernel.errors import Fault, Refusal

OwnsAttachment = Callable[[str], bool]

# What JavaScript's trim takes away.
_JS_BLANKS = "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"(?:\+|00)?[0-9](?:[ ()./-]{0,2}[0-9]){4,19}")


@dataclass(frozen=True, slots=True)
class Check:
    """One value of a submission and what its rules are measured against."""

    visit: Visit
    value: Any
    lists: Mapping[str, object]
    owns_attachment: OwnsAttachment | None

    @property
    def component(self) -> Component:
        return self.visit.component

    @property
    def where(self) -> str:
        return self.visit.where

    @property
    def scope(self) -> Scope:
        return self.visit.scope

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the value; an empty value that is not required is never wrong."""
        rules = self.component.rules
        if is_empty(self.component, self.value):
            if rules.required and self._holds(rules.required):
                yield self._missing()
            return
        kind = self.component.type
        if kind in TEXTS:
            yield from self._text_faults(rules)
        elif kind == "number":
            yield from self._number_faults(rules)
        elif self.component.options is not None:
            yield from self._option_faults(self.component.options)
        elif kind == "filepicker":
            yield from self._file_faults()
        elif kind == "datetime" and rules.no_past_dates:
            yield from self._date_faults()

    def _holds(self, rule: Any) -> bool:
        return rule is True or (rule is not False and self.scope.truth(rule))

    def _missing(self) -> Fault:
        says = "must_be_ticked" if self.component.type == "checkbox" else "required"
        return self._fault("required", says=says)

    def _fault(self, code: str, facts: dict[str, object] | None = None, *, says: str = "", **words: object) -> Fault:
        """As ``messages.fault``; the field's label is among the words."""
        return fault(self.where, code, facts, says=says, label=self.component.label, **words)

    def _text_faults(self, rules: Rules) -> Iterator[Fault]:
        text: str = self.value
        if rules.min_length is not None or rules.max_length is not None:
            length = _js_length(text.strip(_JS_BLANKS))
            if (least := self._bound(rules.min_length)) is not None and length < least:
                yield self._fault("too_short", {"min_length": int(least)}, least=int(least))
            if (most := self._bound(rules.max_length)) is not None and length > most:
                yield self._fault("too_long", {"max_length": int(most)}, most=int(most))
        if rules.pattern is not None and not rules.pattern.search(text):
            said = rules.pattern_message
            yield Fault(self.where, "pattern_mismatch", said) if said else self._fault("pattern_mismatch")
        if rules.validation == "email" and not _EMAIL.fullmatch(text):
            yield self._fault("not_an_email")
        if rules.validation == "phone" and not _PHONE.fullmatch(text.strip(_JS_BLANKS)):
            yield self._fault("not_a_phone_number")

    def _number_faults(self, rules: Rules) -> Iterator[Fault]:
        number = Decimal(self.value) if isinstance(self.value, str | int) else Decimal(repr(self.value))
        if (least := self._bound(rules.minimum)) is not None and number < least:
            yield self._fault("too_small", {"min": str(least)}, least=least)
        if (most := self._bound(rules.maximum)) is not None and number > most:
            yield self._fault("too_great", {"max": str(most)}, most=most)
        digits = rules.decimal_digits
        if digits is not None and _decimal_places(number) > digits:
            yield self._fault("too_precise", {"decimal_digits": digits}, digits=digits)

    def _option_faults(self, options: Options) -> Iterator[Fault]:
        offered = self._offered(options)
        if self.component.type not in MANY:
            if option_key(self.value) not in offered:
                yield self._fault("not_offered")
            return
        keys = [option_key(each) for each in self.value]
        if not offered.issuperset(keys):
            yield self._fault("not_offered")
        if len(set(keys)) != len(keys):
            yield self._fault("chosen_twice")

    def _offered(self, options: Options) -> frozenset[object]:
        if options.keys is not None:
            return options.keys
        if options.expression is not None:
            return option_keys(self.scope.json(options.expression))
        assert options.name is not None
        return option_keys(self.lists[options.name] if options.name in self.lists else self.scope.data.get(options.name))

    def _file_faults(self) -> Iterator[Fault]:
        if len(self.value) > 1 and not self.component.multiple:
            yield self._fault("too_many_files")
        if len(set(self.value)) != len(self.value):
            yield self._fault("chosen_twice")
        if self.owns_attachment is None or not all(self.owns_attachment(each) for each in self.value):
            yield self._fault("unknown_attachment")

    def _date_faults(self) -> Iterator[Fault]:
        assert self.component.temporal is not None
        day = self.component.temporal.day(self.value)
        earliest = (self.scope.now - timedelta(days=1)).date()  # the person's own day may begin up to a day later than UTC's
        if day is not None and day < earliest:
            yield self._fault("in_the_past")

    def _bound(self, measure: Measure | None) -> Decimal | None:
        if measure is None or isinstance(measure, Decimal):
            return measure
        value = self.scope.value(measure)
        return value if isinstance(value, Decimal) else None


def checked(check: Check) -> list[Fault]:
    """The faults of one value; a rule that needs more than its budget is itself a fault."""
    try:
        return list(check.faults())
    except Refusal as refusal:
        return [fault(check.where, "rule_not_computable", label=check.component.label, reason=refusal.text)]


def is_empty(component: Component, value: object) -> bool:
    """What ``required`` refuses: null, "", [] and an unticked box."""
    return value is None or value in ("", []) or (component.type == "checkbox" and value is False)


def _js_length(text: str) -> int:
    """Length as browsers count it: characters outside the basic plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _decimal_places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
