"""What the variables of a procedure are called."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.bootstrap import Engine
from engine.kernel.actor import SYSTEM, Actor, RoleHeld
from engine.kernel.errors import NotFound
from engine.queries.procedures.words import ProcedureWords, Word, WordForValue
from tests.support import bundles
from tests.support.people import People


def a_form(form_id: str, *components: dict[str, object]) -> bytes:
    return json.dumps({"id": form_id, "type": "default", "schemaVersion": 16, "components": list(components)}).encode()


LEVEL: dict[str, object] = {
    "key": "level",
    "id": "level",
    "type": "radio",
    "label": "How bad?",
    "values": [{"label": "Bad", "value": "bad"}],
    "properties": {"label:zh": "严重程度", "values:zh": '{"bad": "严重"}'},
}
LEVEL_SHOWN: dict[str, object] = {"key": "level", "id": "level", "type": "textfield", "label": "Level so far", "readonly": True}


@pytest.fixture
def procedure(engine: Engine) -> Engine:
    People(engine).role("clerk")
    body = "".join(
        [
            bundles.start_event(),
            bundles.user_task("first", form="asked"),
            bundles.end_event(),
            bundles.flow("start", "first"),
            bundles.flow("first", "end"),
        ]
    )
    forms = {
        "asked": a_form("asked", LEVEL),
        "shown": a_form("shown", LEVEL_SHOWN, {"key": "inner", "id": "inner", "type": "textfield", "label": "Inner"}),
    }
    bundles.deploy(engine, bundles.files("worded", body, forms=forms, extra='public = ["level"]'))
    return engine


def test_a_variable_has_the_words_of_the_field_that_asks_for_it(procedure: Engine) -> None:
    words = procedure.ask(ProcedureWords("worded"), actor=SYSTEM)
    assert words == (Word("inner", "Inner", "Inner", ()), Word("level", "严重程度", "How bad?", (WordForValue("bad", "严重", "Bad"),)))


def test_a_customers_people_get_the_words_of_what_is_public(procedure: Engine) -> None:
    outside = Actor("person", "someone", customer="a customer")
    words = procedure.ask(ProcedureWords("worded"), actor=replace(outside, roles=(RoleHeld("clerk"),)))
    assert [word.variable for word in words] == ["level"]
    with pytest.raises(NotFound):  # a procedure that does not concern them
        procedure.ask(ProcedureWords("worded"), actor=outside)


def test_an_unknown_procedure_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFound):
        engine.ask(ProcedureWords("nothing"), actor=SYSTEM)
