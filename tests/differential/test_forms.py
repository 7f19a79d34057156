"""Whole forms: the browser shows, hides and accepts what the server expects."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.forms import compile_form
from engine.kernel.errors import InvalidInput
from tests.differential.locating import Locator
from tests.differential.sides import NOW, ROOT, Node, Place, Question

FORMS = sorted((ROOT / "forms").glob("*/*.form"))
ALL = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
EACH = 150
OPTIONS = [{"label": "One", "value": "one"}, {"label": "Two", "value": "two"}]
LISTS = dict.fromkeys(("customers", "services", "people_requester"), OPTIONS)
Schema = dict[str, Any]


def schema_of(path: Path) -> Schema:
    schema: Schema = json.loads(path.read_text(encoding="utf-8"))
    return schema


def form(*components: Schema) -> Schema:
    return {"type": "default", "id": "form", "schemaVersion": 19, "components": list(components)}


def field(kind: str, key: str, **more: Any) -> Schema:
    return {"type": kind, "id": f"field_{key}", "key": key, "label": key, **more}


def components(schema: Mapping[str, Any]) -> Iterator[Schema]:
    for each in schema.get("components", ()):
        yield each
        yield from components(each)


def fields(schema: Schema) -> list[Schema]:
    return [each for each in components(schema) if "key" in each]


def expressions(value: object) -> Iterator[str]:
    """Everything in a form that begins with ``=``."""
    if isinstance(value, str) and value.startswith("="):
        yield value[1:]
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from expressions(each)


def typed_into(component: Schema, source: random.Random) -> object:
    """What a person may leave in a field, right or wrong."""
    match component["type"]:
        case "select" | "radio":
            return source.choice((None, *(each["value"] for each in component.get("values", OPTIONS))))
        case "checkbox":
            return source.choice((True, False))
        case "number":
            return source.choice((None, 0, 1, 7, 10, 11, 2.5, 150))
        case "datetime":
            return source.choice((None, "2026-03-13", "2026-03-14", "2026-03-15"))
        case "filepicker":
            return None
    return source.choice(("", "ab", "a sentence of some length", "+86 10 1234 5678", "x" * 130, "x" * 5000, "  "))


def held_for(component: Schema, source: random.Random) -> object:
    """What the case may hold: values that were checked when they came in."""
    return source.choice((None, 1, 7, 10)) if component["type"] == "number" else typed_into(component, source)


class Agreement:
    """Fills in one form again and again and compares what the two sides make of it."""

    def __init__(self, browser: Node, schema: Schema) -> None:
        self._browser = browser
        self._schema = schema
        self._form = compile_form(schema)
        self._fields = fields(schema)
        # What a person fills in: the rest is shown, or computed.
        self.open = {each["key"] for each in self._fields if each.get("readonly") is not True and each["type"] != "expression"}

    def check(self, source: random.Random) -> None:
        asked = [self._filled(source) for _ in range(EACH)]
        for question, answer in zip(asked, self._browser.ask(asked), strict=True):
            taken, faults = self.by_server(answer["submitted"], question["case"])
            assert faults == set(answer["wrong"]), (question, answer["wrong"])
            assert faults or taken == set(answer["visible"]) & self.open, question

    def _filled(self, source: random.Random) -> dict[str, Any]:
        case = {each["key"]: held_for(each, source) for each in self._fields if source.random() < 0.7}
        typed = {each["key"]: typed_into(each, source) for each in self._fields if each["key"] in self.open}
        return {"schema": self._schema, "initial": {**case, **LISTS}, "typed": typed, "case": case}

    def by_server(self, submitted: Mapping[str, Any], case: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """The fields whose values it takes, and those that it finds wrong."""
        try:
            return set(self._form.check_submission(submitted, context=case, lists=LISTS, now=NOW)) & self.open, set()
        except InvalidInput as refusal:
            return set(), {fault.where for fault in refusal.faults}


@ALL
def test_conditions_agree(locator: Locator, path: Path) -> None:
    schema, source = schema_of(path), random.Random(path.stem)
    questions = []
    for text in sorted(set(expressions(schema))):
        for _ in range(EACH):
            data = {each["key"]: typed_into(each, source) for each in fields(schema) if source.random() < 0.9}
            data[source.choice(fields(schema))["key"]] = None
            questions.append(Question(text, Place(data)))
    for question, pair in zip(questions, locator.pairs(questions), strict=True):
        assert pair.browser.condition is pair.server.condition, question


@ALL
def test_our_forms_agree(forms_in_browser: Node, path: Path) -> None:
    Agreement(forms_in_browser, schema_of(path)).check(random.Random(path.stem))


def test_conditions_and_bounds_agree(forms_in_browser: Node) -> None:
    """Conditions that are null while fields are empty, days compared with today, bounds that other fields set."""
    schema = form(
        field("number", "amount"),
        field("textfield", "small", validate={"required": True}, conditional={"hide": "=amount > 100"}),
        field("textfield", "large", validate={"required": True}, conditional={"hide": "=not(amount > 100)"}),
        field("number", "low"),
        field("number", "high"),
        field("number", "score", validate={"min": "=low", "max": "=high + 1"}),
        field("textfield", "code", validate={"maxLength": "=if amount = null then 5 else amount"}),
        field("datetime", "due", subtype="date"),
        field("textfield", "late", validate={"required": True}, conditional={"hide": "=date(due) >= today()"}),
        field("textfield", "on_the_day", validate={"required": True}, conditional={"hide": "=date(due) != today()"}),
    )
    Agreement(forms_in_browser, schema).check(random.Random("conditions and bounds"))


REQUIRED_BY_EXPRESSION = field("textfield", "reason", validate={"required": "=amount > 3"})
BOUND_OF_TEXT = field("number", "score", validate={"min": "=note"})


@pytest.mark.parametrize(("component", "typed"), [(REQUIRED_BY_EXPRESSION, ""), (BOUND_OF_TEXT, 5)])
def test_what_only_the_browser_asks_for(forms_in_browser: Node, component: Schema, typed: object) -> None:
    """As the documentation says: an expression as ``required`` always holds in the browser, and a text may be a bound there."""
    schema = form(field("number", "amount"), field("textfield", "note"), component)
    values = {"amount": 1, "note": "12", component["key"]: typed}
    (answer,) = forms_in_browser.ask([{"schema": schema, "initial": {}, "typed": values}])
    assert set(answer["wrong"]) == {component["key"]}
    _, faults = Agreement(forms_in_browser, schema).by_server(answer["submitted"], {})
    assert faults == set()
