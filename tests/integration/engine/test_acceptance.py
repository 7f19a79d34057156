"""What cases of one procedure may bring into those of another: what the receiver's active version says, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.settle_incident import RetryIncident
from engine.instances.tables import process_instance
from engine.kernel.actor import SYSTEM, Actor
from tests.support.bundles import accepts, call_activity, deploy, end_event, files, flow, form, service_task, start, start_event, user_task
from tests.support.looking import evidence, incidents, jobs, open_tasks, rows, variables
from tests.support.people import People

MESSAGE = '<bpmn:message id="m" name="told"/>'
SIGNAL = '<bpmn:signal id="s" name="told"/>'
CATCHES = {"messages": '<bpmn:messageEventDefinition messageRef="m"/>', "signals": '<bpmn:signalEventDefinition signalRef="s"/>'}
BEFORE = {"messages": MESSAGE, "signals": SIGNAL}


def sender(step: str, before: str = "", process_id: str = "sender") -> dict[str, bytes]:
    """start (form: a, b) → ``step`` (id: step) → end."""
    body = start_event() + step + end_event() + flow("start", "step") + flow("step", "end")
    return files(process_id, body, before=before, forms={"new": form("new", "a", "b")}, start_form="new")


def thrown(kind: str, *names: str) -> str:
    """Throws ``told`` with these variables."""
    inputs = "".join(f'<zeebe:input source="={name}" target="{name}"/>' for name in names)
    return (
        f'<bpmn:intermediateThrowEvent id="step" name="step"><bpmn:extensionElements><zeebe:ioMapping>{inputs}</zeebe:ioMapping>'
        f"</bpmn:extensionElements>{CATCHES[kind]}</bpmn:intermediateThrowEvent>"
    )


def started(*names: str) -> str:
    variables = "{" + ", ".join(f"{name}: {name}" for name in names) + "}"
    return service_task("step", "start_procedure", {"procedure_id": '="receiver"', "variables": f"={variables}"}, retries=1)


def called(*names: str) -> str:
    """Names these, and passes on all that there is."""
    inputs = "".join(f'<zeebe:input source="={name}" target="{name}"/>' for name in names)
    return call_activity("step", "receiver", extra=f"<zeebe:ioMapping>{inputs}</zeebe:ioMapping>")


@dataclass(frozen=True)
class Way:
    """How something comes from one procedure into another. ``step``: for names of variables, the sender's step."""

    kind: str
    step: Callable[..., str]
    said: Callable[[tuple[str, ...]], dict[str, Any]]
    """For accepted fields, what the receiver says."""

    def receiver(self, tables: str) -> dict[str, bytes]:
        event = CATCHES.get(self.kind)
        catch = f'<bpmn:intermediateCatchEvent id="wait" name="wait">{event}</bpmn:intermediateCatchEvent>' if event else user_task("wait")
        body = (
            start_event() + catch + user_task("after") + end_event() + flow("start", "wait") + flow("wait", "after") + flow("after", "end")
        )
        return files("receiver", body, before=BEFORE.get(self.kind, ""), tables=tables)


WAYS = {
    "a message": Way("messages", lambda *names: thrown("messages", *names), lambda fields: {"messages": {"told": fields}}),
    "a signal": Way("signals", lambda *names: thrown("signals", *names), lambda fields: {"signals": {"told": fields}}),
    "a start": Way("start", started, lambda fields: {"start": fields}),
    "a call": Way("start", called, lambda fields: {"start": fields}),
}

BOTH = ("a", "b")


def another_way(way: Way) -> str:
    return accepts("sender", messages={"told": BOTH}) if way.kind == "start" else accepts("sender", start=BOTH)


def another_name(way: Way) -> str:
    other = {"other": BOTH}
    return accepts("sender", messages=other) if way.kind == "messages" else accepts("sender", signals=other)


OTHERS: dict[str, Callable[[Way], str]] = {
    "nothing said": lambda way: "",
    "another sender": lambda way: accepts("somebody", **way.said(BOTH)),
    "another way": another_way,
    "another name": another_name,
    "fewer fields": lambda way: accepts("sender", **way.said(("a",))),
}


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk")


def sent(engine: Engine, way: Way, clerk: Actor, *names: str) -> str:
    """The sender's case, after all that comes of it; where something is told, a case of the receiver waits for it."""
    if way.kind in CATCHES:
        start(engine, "receiver", clerk)
    deploy(engine, sender(way.step(*names), BEFORE.get(way.kind, "")))
    case = start(engine, "sender", clerk, a="1", b="2").instance_id
    engine.run_due_jobs()
    return case


def brought(engine: Engine) -> list[dict[str, Any]]:
    """The variables of the receiver's cases that something came into."""
    cases = [row.id for row in rows(engine, process_instance, procedure_id="receiver")]
    return [variables(engine, case) for case in cases if variables(engine, case)]


def said_no(engine: Engine, case: str) -> bool:
    """Whether it is told at the sender: as an incident, a failed attempt, or (for a signal, which several may hear) in its evidence."""
    failed = any(row.last_error and "accepted" in row.last_error["code"] for row in jobs(engine, case))
    return failed or bool(incidents(engine, case)) or bool(evidence(engine, case, "signal.refused"))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_the_receiver_accepts_comes_in(engine: Engine, clerk: Actor, way: Way) -> None:
    deploy(engine, way.receiver(accepts("sender", **way.said(("a", "b")))))
    case = sent(engine, way, clerk, "a", "b")
    assert brought(engine) == [{"a": "1", "b": "2"}]
    assert not said_no(engine, case)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_nothing_else_comes_in_and_the_sender_is_told(engine: Engine, clerk: Actor, way: Way, other: Callable[[Way], str]) -> None:
    deploy(engine, way.receiver(other(way)))
    case = sent(engine, way, clerk, "a", "b")
    assert brought(engine) == []
    assert len(rows(engine, process_instance, procedure_id="receiver")) == (1 if way.kind in CATCHES else 0)
    assert said_no(engine, case)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_active_version_of_the_receiver_decides_about_cases_of_every_version(engine: Engine, clerk: Actor, way: Way) -> None:
    deploy(engine, way.receiver(accepts("sender", **way.said(("a",)))))
    if way.kind in CATCHES:
        start(engine, "receiver", clerk)
    deploy(engine, way.receiver(""))
    deploy(engine, sender(way.step("a"), BEFORE.get(way.kind, "")))
    start(engine, "sender", clerk, a="1")
    engine.run_due_jobs()
    assert brought(engine) == []
    deploy(engine, way.receiver(accepts("sender", **way.said(("a",))) + "# again\n"))
    start(engine, "sender", clerk, a="1")
    engine.run_due_jobs()
    assert brought(engine) == [{"a": "1"}]


def test_what_was_refused_is_done_when_the_receiver_has_learnt_to_accept_it(engine: Engine, clerk: Actor) -> None:
    for way in (WAYS["a start"], WAYS["a call"]):
        deploy(engine, way.receiver(""))
        case = sent(engine, way, clerk, "a")
        (found,) = incidents(engine, case)
        assert found.code == "not_accepted"
        deploy(engine, way.receiver(accepts("sender", start=("a",))))
        engine.execute(RetryIncident(found.id), actor=SYSTEM)
        engine.run_due_jobs()
        assert incidents(engine, case) == []
    assert brought(engine) == [{"a": "1"}, {"a": "1"}]


def test_a_call_passes_on_of_what_there_is_only_what_is_accepted(engine: Engine, clerk: Actor) -> None:
    """Callers pass on all their variables unless they say otherwise: what they do not name is narrowed, not refused."""
    way = WAYS["a call"]
    deploy(engine, way.receiver(accepts("sender", start=("b",))))
    sent(engine, way, clerk)
    assert brought(engine) == [{"b": "2"}]


def test_a_procedures_own_cases_need_nothing_said(engine: Engine, clerk: Actor) -> None:
    again = service_task("step", "start_procedure", {"procedure_id": '="sender"', "variables": "={a: a}"})
    body = start_event() + user_task("wait") + again + end_event() + flow("start", "wait") + flow("wait", "step") + flow("step", "end")
    deploy(engine, files("sender", body))
    case = start(engine, "sender", clerk).instance_id
    assert len(open_tasks(engine, case)) == 1


def test_a_message_may_begin_a_case_where_it_is_accepted(engine: Engine, clerk: Actor) -> None:
    def begun(tables: str) -> dict[str, bytes]:
        body = start_event("heard", CATCHES["messages"]) + user_task("after") + end_event() + flow("heard", "after") + flow("after", "end")
        return files("receiver", body, before=MESSAGE, tables=tables)

    deploy(engine, begun(""))
    deploy(engine, sender(thrown("messages", "a"), MESSAGE))
    start(engine, "sender", clerk, a="1")
    engine.run_due_jobs()
    assert rows(engine, process_instance, procedure_id="receiver") == []
    deploy(engine, begun(accepts("sender", messages={"told": ("a",)})))
    start(engine, "sender", clerk, a="2")
    engine.run_due_jobs()
    assert brought(engine) == [{"a": "2"}]


def warned(engine: Engine, way: Way, *names: str) -> list[str]:
    put_forward = deploy(engine, sender(way.step(*names), BEFORE.get(way.kind, "")))
    return [each["code"] for each in put_forward.warnings if each["code"].startswith("sends_")]


def test_whoever_puts_the_sender_forward_is_told_what_will_not_be_accepted(engine: Engine, clerk: Actor) -> None:
    deploy(engine, WAYS["a call"].receiver(accepts("sender", start=("a",))))
    assert warned(engine, WAYS["a call"], "a") == []
    assert warned(engine, WAYS["a call"], "a", "b") == ["sends_more_than_accepted"]
    deploy(engine, WAYS["a call"].receiver(accepts("somebody", messages={"told": ()})))
    for way in ("a call", "a start", "a message"):
        assert warned(engine, WAYS[way]) == ["sends_not_accepted"]
