"""What is redrawn for the machine, and that everything else is not."""

from __future__ import annotations

from engine.bpmn.model import ConnectorDetail, Event, EventKind, NodeKind, Value
from tests.unit.bpmn_reader.drawing import executable, extended, flow, path, user_task
from tests.unit.bpmn_reader.rules import LINK, MESSAGE, MESSAGE_EVENT, catch, event, sub_process

THROW = event("intermediateThrowEvent", "t", LINK)
LINKED = user_task() + THROW + event("intermediateThrowEvent", "t2", LINK) + catch(LINK) + '<endEvent id="e"/>'
LINK_FLOWS = flow("a", ("A", "t")) + flow("b", ("A", "t2"), "other") + flow("c1", ("c", "e"))
NOTIFY = '<zeebe:taskDefinition type="notify"/>'


def test_links_become_flows() -> None:
    scope = executable(LINKED + LINK_FLOWS).scope
    jumps = {item.id: (item.source, item.target, item.origin) for item in scope.flows.values() if item.target == "c"}
    assert jumps == {"t__link": ("t", "c", "t"), "t2__link": ("t2", "c", "t2")}
    assert {scope.nodes[key].event for key in ("t", "t2", "c")} == {Event(EventKind.NONE)}
    assert {scope.nodes[key].kind for key in ("t", "t2", "c")} == {NodeKind.THROW_EVENT}
    assert all(item.origin is None for item in scope.flows.values() if item.target != "c")


def test_links_in_a_sub_process_and_ids_that_are_taken() -> None:
    inside = (
        executable(path(user_task("t__link"), sub_process((LINKED + LINK_FLOWS).replace('"A"', '"B"').replace('"e"', '"ie"'))))
        .scope.nodes["S"]
        .scope
    )
    assert inside is not None
    assert {item.id for item in inside.flows.values() if item.target == "c"} == {"t__link_", "t2__link"}


def test_a_receive_task_that_begins_the_process_is_a_message_start() -> None:
    body = '<receiveTask id="W" name="Call" messageRef="M" instantiate="true"/>' + user_task() + flow("f", ("W", "A"))
    start = executable(body, MESSAGE).scope.nodes["W"]
    assert start.kind is NodeKind.START_EVENT
    assert start.event is not None
    assert (start.event.kind, start.event.name) == (EventKind.MESSAGE, Value("m"))
    assert start.properties == {}


def test_a_connector_that_is_drawn_as_a_message_event_is_a_send_task() -> None:
    thrown = extended(event("intermediateThrowEvent", "t", MESSAGE_EVENT), NOTIFY)
    ended = extended(event("endEvent", "e", MESSAGE_EVENT), NOTIFY)
    scope = executable(path(thrown).replace('<endEvent id="e"/>', ended), MESSAGE).scope
    for key in ("t", "e"):
        assert scope.nodes[key].kind is NodeKind.SEND_TASK
        assert scope.nodes[key].detail == ConnectorDetail(Value("notify"))
        assert scope.nodes[key].event is None
    assert not [item for item in scope.flows.values() if item.source == "e"]


def test_such_an_event_need_not_name_a_message() -> None:
    ended = extended(event("endEvent", "e", "<messageEventDefinition/>"), NOTIFY)
    assert executable(path(user_task()).replace('<endEvent id="e"/>', ended)).scope.nodes["e"].kind is NodeKind.SEND_TASK


def test_a_message_event_without_a_connector_stays_one() -> None:
    scope = executable(path(event("intermediateThrowEvent", "t", MESSAGE_EVENT)), MESSAGE).scope
    assert scope.nodes["t"].kind is NodeKind.THROW_EVENT


def test_what_needs_nothing_stays_as_drawn() -> None:
    scope = executable(path(user_task())).scope
    assert set(scope.nodes) == {"s", "A", "e"}
    assert set(scope.flows) == {"f0", "f1"}
    assert {item.origin for item in scope.nodes.values()} | {item.origin for item in scope.flows.values()} == {None}
