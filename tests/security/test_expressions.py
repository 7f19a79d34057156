"""No expression in a diagram, decision or form can run Python, read a file or hang the server.

Every place that may hold an expression is attacked through the doors that everybody uses, while the
interpreter's own audit hook listens. A place counts only if a harmless expression has an effect there.
"""

from __future__ import annotations

import gc
from xml.sax.saxutils import escape

import pytest

from engine.bootstrap import Engine
from engine.kernel.actor import Actor
from engine.kernel.texts import Catalogue
from tests.security.payloads import CHEAP_EVERYWHERE, DEAR_EVERYWHERE, ESCAPES, HANGS, TOGETHER, UNREADABLE
from tests.security.places import PLACES, SUBMISSION, Outcome, attack, form_with_pattern
from tests.security.watch import watched
from tests.support import bundles
from tests.support.people import People
from tests.unit.bpmn_reader.drawing import draw, path

ONE_OF_EACH_KIND = ("script", "title of procedure.toml", "decision: literal expression", "form: computed")
CATASTROPHIC = ("(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*=.*", "((((a{1,99}){1,99}){1,99}){1,99}){1,99}")


@pytest.fixture
def clerk(sqlite_engine: Engine) -> Actor:
    return People(sqlite_engine).hire("clerk", "clerk")


_warmed: list[bool] = []


@pytest.fixture
def warm(sqlite_engine: Engine, clerk: Actor) -> Engine:
    """Everything that is imported or read when it is first needed has been: a module or a sentence of our own is no escape."""
    for kept in () if _warmed else [each for each in gc.get_objects() if isinstance(each, Catalogue)]:
        assert kept.sentences
    for name in () if _warmed else ONE_OF_EACH_KIND:
        attack(sqlite_engine, clerk, PLACES[name].files(PLACES[name].control))
        attack(sqlite_engine, clerk, PLACES[name].files("1 + unknown()"))
        attack(sqlite_engine, clerk, PLACES[name].files("1 +"))
        attack(sqlite_engine, clerk, PLACES[name].files('[now(), @"2020-01-01T00:00:00@Europe/Paris", matches("a", "[\\w-[a]]")]'))
    _warmed.append(True)
    return sqlite_engine


@pytest.mark.parametrize("name", PLACES)
def test_the_place_is_reached(name: str, sqlite_engine: Engine, clerk: Actor) -> None:
    place = PLACES[name]
    outcome = attack(sqlite_engine, clerk, place.files(place.control))
    assert place.shows(outcome), outcome


@pytest.mark.parametrize("name", PLACES)
def test_the_place_would_show_another_expression(name: str, sqlite_engine: Engine, clerk: Actor) -> None:
    place = PLACES[name]
    outcome = attack(sqlite_engine, clerk, place.files(place.other))
    assert not place.shows(outcome), outcome


@pytest.mark.parametrize("name", PLACES)
def test_nothing_gets_out(name: str, warm: Engine, clerk: Actor) -> None:
    with watched() as heard:
        attack(warm, clerk, PLACES[name].files(TOGETHER))
    assert heard == []


@pytest.mark.parametrize("name", PLACES)
def test_nothing_hangs(name: str, warm: Engine, clerk: Actor) -> None:
    for expression in CHEAP_EVERYWHERE:
        with watched() as heard:
            attack(warm, clerk, PLACES[name].files(expression))
        assert heard == [], expression
    with watched() as heard:
        ends_visibly(name, attack(warm, clerk, PLACES[name].files(DEAR_EVERYWHERE)))
    assert heard == []


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
@pytest.mark.parametrize("expression", [*ESCAPES, *HANGS], ids=lambda text: text[:40])
def test_each_by_itself(name: str, expression: str, warm: Engine, clerk: Actor) -> None:
    with watched() as heard:
        attack(warm, clerk, PLACES[name].files(expression))
    assert heard == []


@pytest.mark.parametrize("name", [name for name in PLACES if name != "decision: output values"])  # which rank nothing if they are no list
def test_what_is_no_feel_is_refused_at_deployment(name: str, warm: Engine, clerk: Actor) -> None:
    for expression in UNREADABLE[:3]:
        outcome = attack(warm, clerk, PLACES[name].files(expression))
        assert outcome.refusal is not None, expression
        assert outcome.state == ""


@pytest.mark.parametrize("pattern", CATASTROPHIC)
def test_patterns_of_forms_take_linear_time(pattern: str, warm: Engine, clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SUBMISSION, "answer", "a" * 50_000 + "!")
    with watched() as heard:
        attack(warm, clerk, form_with_pattern(pattern))
    assert heard == []


def test_what_people_type_is_never_an_expression(warm: Engine, clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SUBMISSION, "answer", "=1 + 1")
    outcome = attack(warm, clerk, PLACES["form: label"].files("beyond"))
    assert outcome.variables["answer"] == "=1 + 1"


def test_many_dear_expressions_share_one_budget(warm: Engine, clerk: Actor) -> None:
    """One by one they are within their limits; all together they would take minutes."""
    dear = "count(for i in 1..60000 return i * i) < 0"
    body = path(
        '<task id="A"><multiInstanceLoopCharacteristics isSequential="true"><extensionElements>'
        f'<zeebe:loopCharacteristics inputCollection="=for n in 1..300 return n" outputCollection="all" outputElement="={escape(dear)}"/>'
        "</extensionElements></multiInstanceLoopCharacteristics></task>"
    )
    with watched() as heard:
        outcome = attack(warm, clerk, {"P.bpmn": draw(body), "procedure.toml": bundles.metadata("P")})
    assert heard == []
    assert any("expression_limit" in text for text in outcome.incidents), outcome


def test_the_watch_hears() -> None:
    with watched() as heard, open("/dev/null", encoding="ascii"):  # noqa: PTH123 - the plainest way to open a file
        pass
    assert heard


def ends_visibly(name: str, outcome: Outcome) -> None:
    """Refused, an incident, or (where a value may be missing) a case that goes on."""
    silent = {"condition of an event", "zhidu:title", "title of procedure.toml"}
    assert outcome.refusal or outcome.incidents or name in silent or name.startswith("form: "), (name, outcome)
