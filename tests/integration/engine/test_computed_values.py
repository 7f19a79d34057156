"""Whatever a diagram computes while it runs: it is stored as it is, or there is an incident; never an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from html import escape

import pytest

from engine.bootstrap import Engine
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Refusal
from engine.kernel.permissions import Permission
from engine.queries.cases.case_list import InstanceHistory, ShowInstance
from engine.queries.cases.incidents import Incidents
from tests.support.bundles import (
    boundary,
    call_activity,
    deploy,
    end_event,
    files,
    flow,
    service_task,
    start,
    start_event,
    timer,
    user_task,
)
from tests.support.people import People

VALUES = {
    "NUL": r'"a\u0000b"',
    "NUL in a key": r'{"a\u0000": 1}',
    "NUL in a list": r'[["\u0000"]]',
    "half of a pair": r'"\uD800"',
    "many digits": "10 ** 30",
    "beyond 64 bits": "-(2 ** 70)",
    "beyond 32 bits": "3000000000",
    "a fraction": "1 / 3",
    "next to nothing": "10 ** -300",
    "beyond floats": "10 ** 3000",
    "a long text": 'string join(for i in 1..20000 return "abcdefghij")',
    "a long list": "for i in 1..5000 return i",
    "the first year": '"0001-01-01T00:00:00Z"',
    "the last year": '"9999-12-31T23:59:59Z"',
    "a date beyond": "date(99999, 1, 1)",
    "a long duration": '"P9999999D"',
    "a longer duration": 'duration("P999999999Y")',
    "a negative duration": 'duration("-PT1H")',
    "many repetitions": '"R99999999999999999999/PT1S"',
    "a far cycle": '"R/2026-04-01T00:00:00Z/P9000Y"',
    "a zone": 'date and time("2026-03-03T10:00:00@Asia/Shanghai")',
    "true": "true",
    "null": "null",
    "a context": "{a: {b: [1]}}",
    "a range": "[1..2]",
    "a function": "function(a) a",
    "nothing": '""',
}


def _mapped(value: str) -> str:
    return f'<zeebe:ioMapping><zeebe:input source="={escape(value)}" target="v"/><zeebe:output source="=v" target="w"/></zeebe:ioMapping>'


def _script(value: str) -> str:
    extra = f'<zeebe:script expression="={escape(value)}" resultVariable="v"/>'
    return f'<bpmn:scriptTask id="work" name="w"><bpmn:extensionElements>{extra}</bpmn:extensionElements></bpmn:scriptTask>'


def _user(**more: str) -> Callable[[str], str]:
    return lambda value: user_task("work", **{name: text.format(f"={value}") for name, text in more.items()})  # type: ignore[arg-type]


def _timer(kind: str) -> Callable[[str], str]:
    def drawn(value: str) -> str:
        event = timer(kind, f"={escape(value)}")
        return user_task("work") + boundary("late", "work", event, interrupting=False) + end_event("after") + flow("late", "after")

    return drawn


def _connector(name: str, kind: str = "clock.start") -> Callable[[str], str]:
    inputs = {
        "name": '="c"',
        "target": '="PT1H"',
        "calendar": '="standard"',
        "role": '="clerk"',
        "text": '="t"',
        "procedure": '="computing"',
    }
    return lambda value: service_task("work", kind, inputs | {name: f"={value}"}, outputs={"v": "=due_at"})


def _many(value: str) -> str:
    loop = f'<zeebe:loopCharacteristics inputCollection="={escape(value)}" inputElement="each"/>'
    many = "bpmn:multiInstanceLoopCharacteristics"
    return user_task("work", inner=f"<{many}><bpmn:extensionElements>{loop}</bpmn:extensionElements></{many}>")


def _decision(value: str) -> str:
    extra = f'<zeebe:calledDecision decisionId="={escape(value)}" resultVariable="v"/>'
    return f'<bpmn:businessRuleTask id="work" name="w"><bpmn:extensionElements>{extra}</bpmn:extensionElements></bpmn:businessRuleTask>'


def _message(value: str) -> tuple[str, str]:
    return (
        '<bpmn:intermediateThrowEvent id="work"><bpmn:messageEventDefinition messageRef="told"/></bpmn:intermediateThrowEvent>',
        f'<bpmn:message id="told" name="={escape(value)}"/>',
    )


def _waited(value: str) -> tuple[str, str]:
    key = f'<bpmn:extensionElements><zeebe:subscription correlationKey="={escape(value)}"/></bpmn:extensionElements>'
    return (
        '<bpmn:intermediateCatchEvent id="work"><bpmn:messageEventDefinition messageRef="told"/></bpmn:intermediateCatchEvent>',
        f'<bpmn:message id="told" name="told">{key}</bpmn:message>',
    )


def _thrown(value: str) -> tuple[str, str]:
    inner = (
        f'<bpmn:subProcess id="work">{start_event("s")}<bpmn:endEvent id="x"><bpmn:errorEventDefinition errorRef="bad"/></bpmn:endEvent>'
        f"{flow('s', 'x')}</bpmn:subProcess>"
    )
    return (inner, f'<bpmn:error id="bad" errorCode="={escape(value)}"/>')


PLACES: dict[str, Callable[[str], str | tuple[str, str]]] = {
    "script": _script,
    "mapping": lambda value: user_task("work", extra=_mapped(value)),
    "assignee": _user(assignee="{}"),
    "groups": _user(groups="{}"),
    "users": _user(users="{}"),
    "due": _user(due="{}"),
    "date": _timer("timeDate"),
    "duration": _timer("timeDuration"),
    "cycle": _timer("timeCycle"),
    "many": _many,
    "clock name": _connector("name"),
    "clock target": _connector("target"),
    "clock from": _connector("from"),
    "clock calendar": _connector("calendar"),
    "notice": _connector("text", "notify"),
    "connector": lambda value: service_task("work", f"={escape(value)}"),
    "called": lambda value: call_activity("work", f"={escape(value)}"),
    "decision": _decision,
    "message": _message,
    "key": _waited,
    "error": _thrown,
    "priority": lambda value: user_task("work", extra=f'<zeebe:priorityDefinition priority="={escape(value)}"/>'),
    "retries": lambda value: service_task("work", "notify", retries=f"={escape(value)}"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("place", [*PLACES, "title"])
def test_what_is_computed_is_stored_or_an_incident(
    engine: Engine, people: People, clock: ManualClock, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = people.hire("li", "clerk", permissions=tuple(Permission))
    for number, value in enumerate(VALUES.values()):
        try:
            deploy(engine, _bundle(place, value, f"computing_{number}"))
        except Refusal:
            continue  # told when it is published, which is better still
        case = start(engine, f"computing_{number}", clerk).instance_id
        clock.advance(timedelta(days=1))
        engine.run_due_jobs(20)
        for query in (ShowInstance(case), InstanceHistory(case), Incidents(instance_id=case)):
            engine.ask(query, actor=clerk)
    assert not caplog.records, caplog.text


def _bundle(place: str, value: str, name: str) -> dict[str, bytes]:
    before, extra = "", ""
    if place == "title":
        drawn, extra = user_task("work"), f"title = {json.dumps(value)}"
    else:
        made = PLACES[place](value)
        drawn, before = made if isinstance(made, tuple) else (made, "")
    body = "".join([start_event(), drawn, end_event(), flow("start", "work"), flow("work", "end")])
    return files(name, body, before=before, extra=extra)
