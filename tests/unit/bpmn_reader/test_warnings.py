"""What may be published, but should be looked at."""

from __future__ import annotations

import pytest

from engine.bpmn.reading.diagram import read_diagram
from tests.unit.bpmn_reader.drawing import draw, errors, flow, path, service_task, user_task, warnings
from tests.unit.bpmn_reader.rules import (
    ERROR,
    ERROR_EVENT,
    SCRIPT,
    SIGNAL,
    SIGNAL_EVENT,
    TIMER_EVENT,
    boundary,
    catch,
    event,
    gateway,
    timer,
)

KEYLESS = '<message id="M" name="m"/>'
BACK = flow("back", ("g", "K"), "again")

CASES = {
    "automatic_cycle": ("K", draw(path(SCRIPT, '<exclusiveGateway id="g" default="f2"/>') + BACK)),
    "no_way_out": ("A", draw('<startEvent id="s"/>' + user_task("A") + user_task("B")
                             + flow("x", ("s", "A")) + flow("y", ("A", "B")) + flow("z", ("B", "A")))),
    "no_default_flow": ("g", draw(gateway("exclusiveGateway", "a", "b"))),
    "event_gateway_single": ("g", draw(path('<eventBasedGateway id="g"/>', catch(TIMER_EVENT)))),
    "boundary_never": ("b", draw(path(SCRIPT) + boundary(TIMER_EVENT, host="K"))),
    "cycle_fires_once": ("c", draw(path(catch(timer("timeCycle", "R/PT1H"))))),
    "message_without_key": ("c", draw(path(catch('<messageEventDefinition messageRef="M"/>')), KEYLESS)),
    "unnamed": ("A", draw(path('<userTask id="A" camunda:assignee="li"/>'))),
    "property_unknown": ("A", draw(path(user_task(
        "A", '<zeebe:properties><zeebe:property name="zhidu:colour" value="x"/></zeebe:properties>')))),
    "data_is_documentation": ("d", draw(path(user_task()) + '<dataObject id="d"/>')),
    "camunda_properties_ignored": ("A", draw(path(user_task(
        "A", '<camunda:properties><camunda:property name="a" value="b"/></camunda:properties>')))),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_each_warning_is_told_alone_and_does_not_forbid(code: str) -> None:
    where, xml = CASES[code]
    assert warnings(xml) == {(code, where)}
    assert [(fault.code, fault.where) for fault in read_diagram(xml).warnings] == [(code, where)]


@pytest.mark.parametrize(
    "body",
    [
        path(SCRIPT, catch(TIMER_EVENT), '<exclusiveGateway id="g" default="f3"/>') + BACK,
        path(SCRIPT, service_task(), '<exclusiveGateway id="g" default="f3"/>') + BACK,
        path(SCRIPT, f'<subProcess id="S">{user_task()}</subProcess>', '<exclusiveGateway id="g" default="f3"/>') + BACK,
    ],
)
def test_a_circle_with_something_to_wait_for_is_fine(body: str) -> None:
    assert warnings(draw(body)) == set()


def test_a_circle_in_a_sub_process_that_waits_for_nothing_is_told() -> None:
    body = path(SCRIPT, '<subProcess id="S"><task id="t"/></subProcess>', '<exclusiveGateway id="g" default="f3"/>') + BACK
    assert warnings(draw(body)) == {("automatic_cycle", "K")}


@pytest.mark.parametrize(
    "ends",
    [
        flow("z", ("K", "e"), "x"),
        '<subProcess id="S" triggeredByEvent="true"><startEvent id="i"><conditionalEventDefinition><condition>x</condition>'
        '</conditionalEventDefinition></startEvent><endEvent id="j"/>' + flow("y", ("i", "j")) + "</subProcess>",
        '<endEvent id="t"><terminateEventDefinition/></endEvent>' + flow("y", ("s", "t")),
    ],
    ids=["a condition", "an event sub-process", "another branch"],
)
def test_a_circle_that_something_may_end_is_told_and_not_refused(ends: str) -> None:
    assert errors(draw(path(SCRIPT) + flow("b", ("K", "K")) + ends)) == set()
    assert ("automatic_cycle", "K") in warnings(draw(path(SCRIPT) + flow("b", ("K", "K")) + ends))


def test_a_circle_in_a_sub_process_may_be_ended_from_around_it() -> None:
    around = boundary("<conditionalEventDefinition><condition>x</condition></conditionalEventDefinition>", host="S")
    inner = f'<subProcess id="S"><startEvent id="i"/>{SCRIPT}{flow("y", ("i", "K"))}{flow("z", ("K", "K"))}</subProcess>'
    assert errors(draw(path(inner) + around)) == set()


def test_what_was_published_before_goes_on() -> None:
    """Cases of such a version may never come to the circle."""
    endless = draw(path(SCRIPT) + flow("b", ("K", "K")))
    assert [fault.code for fault in read_diagram(endless, is_new=False).warnings] == ["automatic_cycle"]


def test_each_circle_is_told_once() -> None:
    one = path(SCRIPT, '<exclusiveGateway id="g" default="f2"/>', SCRIPT.replace('"K"', '"K2"'), '<exclusiveGateway id="g2" default="f4"/>')
    assert warnings(draw(one + BACK + flow("back2", ("g2", "K2"), "more"))) == {("automatic_cycle", "K"), ("automatic_cycle", "K2")}


def test_messages_that_begin_the_process_or_are_sent_need_no_key() -> None:
    start = event("startEvent", "s", '<messageEventDefinition messageRef="M"/>')
    assert warnings(draw(path('<sendTask id="W" messageRef="M"/>').replace('<startEvent id="s"/>', start), KEYLESS)) == set()
    begins = '<receiveTask id="W" messageRef="M" instantiate="true"/><endEvent id="e"/>' + flow("f", ("W", "e"))
    assert warnings(draw(begins, KEYLESS)) == set()


@pytest.mark.parametrize(
    "part",
    [
        '<dataStoreReference id="d"/>',
        '<dataObjectReference id="d"/>',
        '<property id="d"/>',
        '<ioSpecification id="d"><inputSet/><outputSet/></ioSpecification>',
    ],
)
def test_drawn_data_is_documentation(part: str) -> None:
    assert warnings(draw(path(user_task()) + part)) == {("data_is_documentation", "d")}


def test_data_drawn_at_a_task_is_documentation() -> None:
    inside = '<ioSpecification/><dataInputAssociation id="d"><sourceRef>x</sourceRef></dataInputAssociation>'
    assert warnings(draw(path(user_task(inside=inside)))) == {("data_is_documentation", "A")}


def test_a_repeating_timer_that_does_not_interrupt_repeats() -> None:
    assert warnings(draw(path(user_task()) + boundary(timer("timeCycle", "R/PT1H"), 'cancelActivity="false"'))) == set()
    assert warnings(draw(path(user_task()) + boundary(timer("timeCycle", "R/PT1H")))) == {("cycle_fires_once", "b")}
    start = event("startEvent", "s", timer("timeCycle", "R/PT1H"))
    assert warnings(draw(path(user_task()).replace('<startEvent id="s"/>', start))) == set()


def test_a_signal_may_have_several_handlers() -> None:
    both = boundary(SIGNAL_EVENT) + boundary(SIGNAL_EVENT, event_id="b2")
    assert errors(draw(path(user_task()) + both, SIGNAL)) == set()


def test_an_error_and_any_error_may_be_caught_side_by_side() -> None:
    both = boundary(ERROR_EVENT) + boundary("<errorEventDefinition/>", event_id="b2")
    assert errors(draw(path(user_task()) + both, ERROR)) == set()


def test_a_task_that_only_throws_a_message_takes_no_time() -> None:
    send = path('<sendTask id="W" messageRef="M"/>') + boundary(TIMER_EVENT, host="W")
    assert warnings(draw(send, KEYLESS)) == {("boundary_never", "b")}
    assert warnings(draw(path(service_task()) + boundary(TIMER_EVENT, host="W"))) == set()


def test_the_same_error_may_be_caught_at_two_activities() -> None:
    both = boundary(ERROR_EVENT) + boundary(ERROR_EVENT, host="B", event_id="b2")
    assert errors(draw(path(user_task("A"), user_task("B")) + both, ERROR)) == set()
