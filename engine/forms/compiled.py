"""A form, compiled: it checks what people submit and says what a browser may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marshmallow import Schema, ValidationError

from engine.feel import Meter
from engine.forms.checking.guard import faults_in
from engine.forms.checking.messages import fault
from engine.forms.checking.rules import Check, OwnsAttachment, checked
from engine.forms.checking.scope import Scope
from engine.forms.checking.value_types import OBJECT, schema_for
from engine.forms.checking.visits import Visit, Walk, granted, named_files, starting_data, with_formulas
from engine.forms.model import Form
from engine.forms.reading.form import read_form
from engine.forms.showing.localise import localise
from engine.forms.texts import say
from engine.forms.values.tree import Place, get, laid_over, path_text, put
from engine.kernel.errors import Fault, InvalidInput, LimitExceeded
from engine.kernel.texts import Text

_MOST_ROUNDS = 20


def faults_of(schema: object) -> tuple[Fault, ...]:
    """Everything in a form that the server could not check or should not show. ``where`` is a component's key or id."""
    return read_form(schema)[1]


def compile_form(schema: Mapping[str, Any]) -> CompiledForm:
    """Compile form-js JSON. Raises ``InvalidInput`` with every fault."""
    form, faults = read_form(schema)
    if form is None:
        raise InvalidInput(say("form_invalid", count=len(faults)), faults=faults, code="form_invalid")
    return CompiledForm(schema, form)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a submission is checked against, beside the form."""

    context: Mapping[str, object]
    lists: Mapping[str, object]
    now: datetime
    owns_attachment: OwnsAttachment | None
    meter: Meter = field(default_factory=lambda: Meter(steps=2_000_000))
    """What all expressions of the form may cost together."""


class CompiledForm:
    """Immutable and shared between threads. ``schema`` is the form-js JSON; do not change it."""

    __slots__ = ("_form", "_localised", "_schema", "_starting", "schema")

    def __init__(self, schema: Mapping[str, Any], form: Form) -> None:
        self.schema = schema
        self._form = form
        self._schema: Schema = schema_for(form.components)
        self._starting = starting_data(form.components)
        self._localised: dict[str, dict[str, Any]] = {}

    @property
    def id(self) -> str:
        """The form's id, as diagrams name it."""
        return self._form.id

    @property
    def option_lists(self) -> tuple[str, ...]:
        """The names under which the form expects option lists (``valuesKey``)."""
        return self._form.option_lists

    def localised(self, locale: str) -> dict[str, Any]:
        """``localise(schema, locale)``, made once for each language. Shared: do not change it."""
        found = self._localised.get(locale)
        if found is None:
            found = self._localised[locale] = localise(self.schema, locale)
        return found

    def initial_values(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """What a browser may see of the case: the values of the form's fields and of the names that its expressions read."""
        seen = {name: variables[name] for name in self._form.reads if name in variables}
        for name, value in granted(self._form.components, variables).items():
            seen.setdefault(name, value)
        return seen

    def check_submission(
        self,
        data: Mapping[str, Any],
        *,
        context: Mapping[str, object],
        lists: Mapping[str, object],
        now: datetime,
        owns_attachment: OwnsAttachment | None = None,
    ) -> dict[str, Any]:
        """The values that the form grants, checked; keys that the form does not have, and fields that are
        hidden, disabled or read-only, are left out. Computed fields are computed here.

        ``context`` holds the variables of the case, ``lists`` the option lists by name, ``owns_attachment``
        says whether the person uploaded a file (without it no file is accepted). Raises ``InvalidInput``
        with a fault for each field; ``where`` is its path: ``contact.phone``, ``items[0].name``.
        """
        if not isinstance(data, Mapping):
            raise refused([fault("", "wrong_type", label=say("form"), kind=OBJECT)])
        if faults := faults_in(data):
            raise refused(faults)
        return _Check(self._form, self._schema, self._starting, Submission(context, lists, now, owns_attachment)).cleaned(data)

    def attachments(self, cleaned: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The files that a checked submission names: field path and attachment id."""
        return list(named_files(self._form.components, cleaned))


class _Check:
    """One submission on its way through the form."""

    __slots__ = ("_form", "_given", "_schema", "_starting")

    def __init__(self, form: Form, schema: Schema, starting: Mapping[str, object], given: Submission) -> None:
        self._form = form
        self._schema = schema
        self._starting = starting
        self._given = given

    def cleaned(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The checked values, with those of computed fields. Raises ``InvalidInput``."""
        walk, scope = self._settled(data)
        values = self._typed(walk)
        faults = [found for visit in walk.visits if visit.component.formula is None for found in self._faults(visit, values)]
        faults += self._entry_faults(values)
        if faults:
            raise refused(faults)
        for visit in walk.visits:
            if visit.component.formula is not None:
                put(values, visit.place, visit.find(scope.data))
        return self._completed(values)

    def _settled(self, data: Mapping[str, Any]) -> tuple[Walk, Scope]:
        """Conditions are decided over the values of visible fields only, which depends on the conditions: walk until
        nothing changes. Conditions that do not depend on each other in a circle settle after as many rounds as they are deep."""
        taken = Walk.through(self._form.components, data, None).taken
        try:
            for _ in range(_MOST_ROUNDS):
                scope = self._scope(taken)
                walk = Walk.through(self._form.components, data, scope)
                if walk.taken == taken:
                    return walk, scope
                taken = walk.taken
        except LimitExceeded as spent:
            raise refused([fault("", "form_not_computable", reason=spent.text)]) from spent
        raise refused([fault("", "never_settles")])

    def _scope(self, taken: Mapping[str, Any]) -> Scope:
        """The form as the browser has it: what it begins with, what the case knows, what was filled in, what is computed from it."""
        known = laid_over(self._starting, {**self._given.context, **self._given.lists})
        scope = Scope.of_form(laid_over(known, taken), self._given.now, self._given.meter)
        for _ in range(_MOST_ROUNDS if self._form.computes else 0):  # computed fields may build on each other
            data = with_formulas(self._form.components, scope.data, scope)
            if data == scope.data:
                break
            scope = Scope.of_form(data, self._given.now, self._given.meter)
        return scope

    def _typed(self, walk: Walk) -> dict[str, Any]:
        try:
            loaded: dict[str, Any] = self._schema.load(walk.taken)
        except ValidationError as wrong:
            labels = {visit.place: visit.component.label for visit in walk.visits}
            raise refused(list(_type_faults(wrong.messages, (), labels))) from None
        return loaded

    def _faults(self, visit: Visit, values: Mapping[str, Any]) -> list[Fault]:
        value = visit.find(values)
        return checked(Check(visit, value, self._given.lists, self._given.owns_attachment))

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        """A group's object replaces the variable of that name as a whole: what the form does not show of it must stay in it."""
        for name in self._form.branches & values.keys():
            values[name] = laid_over(self._given.context.get(name), values[name])
        for place, _, known, given in self._fixed_lists(values):
            put(values, place, [laid_over(*pair) for pair in zip(known, given, strict=True)])
        return values

    def _entry_faults(self, values: dict[str, Any]) -> list[Fault]:
        found = self._fixed_lists(values)
        return [
            fault(path_text(place), "entries_fixed", {"count": len(known)}, label=label, count=len(known))
            for place, label, known, given in found
            if len(known) != len(given)
        ]

    def _fixed_lists(self, values: dict[str, Any]) -> Iterator[tuple[Place, Text, list[Any], list[Any]]]:
        """Lists whose entries stay those that the case knows: place, label, known entries, given entries."""
        for path, component in self._form.fixed_lists:
            known, given = get(self._given.context, path), get(values, path)
            if isinstance(known, list) and isinstance(given, list):
                yield path, component.label, known, given


def _type_faults(found: Any, place: Place, labels: Mapping[Place, Text]) -> Iterator[Fault]:
    """marshmallow's tree of errors, flat."""
    for key, inner in found.items():
        here = place if key == "_schema" else (*place, key)
        if isinstance(inner, dict):
            yield from _type_faults(inner, here, labels)
            continue
        label = labels.get(here) or Text.same(path_text(here))
        kind = inner[0] if isinstance(inner[0], Text) else OBJECT
        yield fault(path_text(here), "wrong_type", label=label, kind=kind)


def refused(faults: list[Fault]) -> InvalidInput:
    return InvalidInput(say("submission_invalid", count=len(faults)), faults=faults, code="submission_invalid")
