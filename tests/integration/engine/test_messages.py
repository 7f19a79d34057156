"""Messages find the one that waits, signals all; both start what begins with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import SuspendInstance
from engine.commands.cases.send_message import BroadcastSignal, CorrelateMessage
from engine.commands.tasks.complete_task import CompleteTask
from engine.instances.tables import process_instance, subscription
from engine.kernel.actor import SYSTEM
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from engine.kernel.permissions import Permission
from tests.support.bundles import accepts, deploy, end_event, files, flow, form, start, start_event, user_task
from tests.support.looking import evidence, instance, jobs, open_task, open_tasks, rows, variables
from tests.support.people import People

MESSAGE = (
    '<bpmn:message id="m" name="paid"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=order"/></bpmn:extensionElements></bpmn:message>'
)
BY_MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
SIGNAL = '<bpmn:signal id="s" name="alarm"/>'


def catching(process_id: str = "order", tables: str = "") -> dict[str, bytes]:
    """start (form: order) → catch ``paid`` by order → ``ship`` → end."""
    body = "".join(
        [
            start_event(),
            f'<bpmn:intermediateCatchEvent id="wait" name="wait">{BY_MESSAGE}</bpmn:intermediateCatchEvent>',
            user_task("ship"),
            end_event(),
            flow("start", "wait"),
            flow("wait", "ship"),
            flow("ship", "end"),
        ]
    )
    forms = {"new": form("new", "order"), "payment": form("payment", "amount:number")}
    return files(process_id, body, before=MESSAGE, forms=forms, start_form="new", tables=tables)


def listening(process_id: str, *, at_start: bool = False, tables: str = "") -> dict[str, bytes]:
    event = '<bpmn:signalEventDefinition signalRef="s"/>'
    catch = f'<bpmn:intermediateCatchEvent id="wait" name="wait">{event}</bpmn:intermediateCatchEvent>'
    body = [start_event(inner=event if at_start else ""), user_task("look"), end_event(), flow("look", "end")]
    body += [flow("start", "look")] if at_start else [catch, flow("start", "wait"), flow("wait", "look")]
    return files(process_id, "".join(body), before=SIGNAL, tables=tables)


def test_a_message_reaches_the_one_with_its_key(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, catching())
    one, two = (start(engine, "order", clerk, order=key).instance_id for key in ("A", "B"))
    reached = engine.execute(CorrelateMessage("paid", "B", {"amount": 5}), actor=SYSTEM)
    assert reached.instances == (two,)
    assert variables(engine, two) == {"order": "B", "amount": 5}
    assert open_task(engine, two).element_id == "ship"
    assert [row.instance_id for row in rows(engine, subscription)] == [one]
    (received,) = evidence(engine, two, "message.received")
    assert received["details"]["changes"] == [{"name": "amount", "new": 5}]


def test_a_message_for_nobody_is_not_found_and_one_for_several_a_conflict(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, catching())
    with pytest.raises(NotFound):
        engine.execute(CorrelateMessage("paid", "A"), actor=SYSTEM)
    one, _two = (start(engine, "order", clerk, order="A").instance_id for _ in range(2))
    with pytest.raises(Conflict):
        engine.execute(CorrelateMessage("paid", "A"), actor=SYSTEM)
    assert engine.execute(CorrelateMessage("paid", "A", instance_id=one), actor=SYSTEM).instances == (one,)


def test_several_may_get_a_message_where_the_procedure_says_so(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, catching(tables="[messages.paid]\nmany = true\n"))
    cases = {start(engine, "order", clerk, order="A").instance_id for _ in range(2)}
    assert set(engine.execute(CorrelateMessage("paid", "A"), actor=SYSTEM).instances) == cases


def test_people_send_what_the_procedure_lets_their_role_send_with_what_its_form_grants(engine: Engine, people: People) -> None:
    clerk, cashier = people.hire("li", "clerk"), people.hire("wu", "cashier")
    deploy(engine, catching(tables='[messages.paid]\nroles = ["cashier"]\nform = "payment"\n'))
    case = start(engine, "order", clerk, order="A").instance_id
    with pytest.raises(NotFound):
        engine.execute(CorrelateMessage("paid", "A", {"amount": 1}), actor=clerk)
    with pytest.raises(Forbidden):
        engine.execute(CorrelateMessage("paid", "A", {"amount": 1}), actor=people.hire("qian", permissions=(Permission.CASES_READ_ALL,)))
    with pytest.raises(InvalidInput):
        engine.execute(CorrelateMessage("paid", "A", {"amount": "much"}), actor=cashier)
    engine.execute(CorrelateMessage("paid", "A", {"amount": 1, "order": "Z"}), actor=cashier)
    assert variables(engine, case) == {"order": "A", "amount": 1}


def test_a_message_without_a_form_brings_nothing_from_people(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, catching(tables='[messages.paid]\nroles = ["clerk"]'))
    case = start(engine, "order", clerk, order="A").instance_id
    engine.execute(CorrelateMessage("paid", "A", {"order": "forged", "amount": 5}), actor=clerk)
    assert open_task(engine, case).element_id == "ship"
    assert variables(engine, case) == {"order": "A"}


def test_a_message_without_a_form_brings_nothing_from_administrators_either(engine: Engine, people: People) -> None:
    """They correct variables with a reason, and nowhere else."""
    clerk = people.hire("li", "clerk")
    deploy(engine, catching())
    case = start(engine, "order", clerk, order="A").instance_id
    boss = people.hire("wu", permissions=(Permission.INSTANCES_ADMINISTER,))
    engine.execute(CorrelateMessage("paid", "A", {"order": "forged", "amount": 5}), actor=boss)
    assert variables(engine, case) == {"order": "A"}


def test_a_suspended_instance_gets_no_message(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, catching())
    case = start(engine, "order", clerk, order="A").instance_id
    engine.execute(SuspendInstance(case, "wait"), actor=SYSTEM)
    with pytest.raises(Conflict):
        engine.execute(CorrelateMessage("paid", "A"), actor=SYSTEM)


def test_a_message_starts_what_begins_with_it(engine: Engine, people: People) -> None:
    people.role("clerk")
    body = "".join(
        [
            start_event(inner='<bpmn:messageEventDefinition messageRef="m"/>'),
            user_task("look"),
            end_event(),
            flow("start", "look"),
            flow("look", "end"),
        ]
    )
    deploy(engine, files("alarmed", body, before='<bpmn:message id="m" name="alarm"/>'))
    (case,) = engine.execute(CorrelateMessage("alarm", variables={"host": "db1"}), actor=SYSTEM).instances
    assert variables(engine, case) == {"host": "db1"}
    assert open_task(engine, case).element_id == "look"


def test_a_signal_reaches_all_and_starts_what_begins_with_it(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, listening("one"))
    deploy(engine, listening("two", at_start=True))
    waiting = {start(engine, "one", clerk).instance_id for _ in range(2)}
    with pytest.raises(Forbidden):
        engine.execute(BroadcastSignal("alarm"), actor=clerk)
    reached = engine.execute(BroadcastSignal("alarm", {"host": "db1"}), actor=SYSTEM).instances
    assert waiting < set(reached)
    assert len(reached) == 3
    assert all(open_task(engine, case).element_id == "look" for case in reached)


def throwing(kind: str) -> dict[str, bytes]:
    """start → throws ``paid`` (key A) or ``alarm`` → end."""
    publish = '<bpmn:extensionElements><zeebe:publishMessage correlationKey="A"/></bpmn:extensionElements>'
    message = f'<bpmn:messageEventDefinition messageRef="m">{publish}</bpmn:messageEventDefinition>'
    definition = message if kind == "message" else '<bpmn:signalEventDefinition signalRef="s"/>'
    body = "".join(
        [
            start_event(),
            f'<bpmn:intermediateThrowEvent id="throw" name="throw">{definition}</bpmn:intermediateThrowEvent>',
            end_event(),
            flow("start", "throw"),
            flow("throw", "end"),
        ]
    )
    return files("throwing", body, before='<bpmn:message id="m" name="paid"/>' if kind == "message" else SIGNAL)


def test_a_thrown_message_waits_for_its_receiver(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, catching(tables=accepts("throwing", messages={"paid": ()})))
    deploy(engine, throwing("message"))
    thrower = start(engine, "throwing", clerk).instance_id
    assert instance(engine, thrower).state == "completed"
    engine.run_due_jobs()
    case = start(engine, "order", clerk, order="A").instance_id
    clock.advance(timedelta(minutes=10))
    engine.run_due_jobs()
    assert open_task(engine, case).element_id == "ship"
    (received,) = evidence(engine, case, "message.received")
    assert received["details"]["source"] == thrower


def test_a_thrown_message_that_nobody_takes_is_recorded(engine: Engine, people: People, clock: ManualClock) -> None:
    deploy_to = people.hire("li", "clerk")
    deploy(engine, throwing("message"))
    thrower = start(engine, "throwing", deploy_to).instance_id
    engine.run_due_jobs()
    clock.advance(timedelta(hours=2))
    engine.run_due_jobs()
    assert len(evidence(engine, thrower, "message.not_correlated")) == 1
    assert [row.state for row in jobs(engine, thrower)] == ["done"]


def test_a_thrown_signal_reaches_other_instances(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, listening("one", tables=accepts("throwing", signals={"alarm": ()})))
    deploy(engine, throwing("signal"))
    case = start(engine, "one", clerk).instance_id
    start(engine, "throwing", clerk)
    engine.run_due_jobs()
    assert open_task(engine, case).element_id == "look"
    engine.execute(CompleteTask(open_task(engine, case).id), actor=clerk)
    assert {row.state for row in rows(engine, process_instance)} == {"completed"}


def hearing(then: str) -> tuple[str, str]:
    """The definition of the signal, and an event sub-process that goes on hearing it: ``in`` → ``then`` (called ``next``)."""
    signal = '<bpmn:signalEventDefinition signalRef="s"/>'
    inner = f'<bpmn:startEvent id="in" name="in" isInterrupting="false">{signal}</bpmn:startEvent>{then}{flow("in", "next")}'
    return signal, f'<bpmn:subProcess id="heard" name="heard" triggeredByEvent="true">{inner}</bpmn:subProcess>'


def test_a_signal_to_many_is_delivered_in_parts_and_to_each_once(engine: Engine, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """No transaction takes long; who begins to wait meanwhile, or is started by it, does not hear it again."""
    monkeypatch.setattr("engine.cases.messages._MOST_RECEIVERS", 2)
    clerk = people.hire("li", "clerk")
    signal, heard = hearing(end_event("next"))
    body = start_event() + start_event("by_signal", signal) + user_task("work") + flow("start", "work") + flow("by_signal", "work")
    deploy(engine, files("listening", body + heard, before=SIGNAL, tables=accepts("throwing", signals={"alarm": ()})))
    deploy(engine, throwing("signal"))
    cases = [start(engine, "listening", clerk).instance_id for _ in range(5)]
    start(engine, "throwing", clerk)
    assert engine.run_due_jobs() == 3
    assert [len(evidence(engine, case, "signal.received")) for case in cases] == [1] * 5
    started = {row.id for row in rows(engine, process_instance, procedure_id="listening")} - set(cases)
    assert len(started) == 1
    assert evidence(engine, started.pop(), "signal.received") == []


def test_a_signal_comes_once_to_the_case_that_throws_it(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    signal, heard = hearing(user_task("next"))
    throw = f'<bpmn:intermediateThrowEvent id="say" name="say">{signal}</bpmn:intermediateThrowEvent>'
    body = start_event() + throw + user_task("work") + flow("start", "say") + flow("say", "work")
    deploy(engine, files("saying", body + heard, before=SIGNAL))
    case = start(engine, "saying", clerk).instance_id
    engine.run_due_jobs()
    assert sorted(row.element_id for row in open_tasks(engine, case)) == ["next", "work"]
