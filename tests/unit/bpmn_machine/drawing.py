"""A compact way to draw processes for tests: nodes and flows in one list.

``draw(start(), user("A"), end(), flows="start>A A>end")``
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.bpmn.model import (
    CallDetail,
    ConnectorDetail,
    DecisionDetail,
    Event,
    EventKind,
    Flow,
    MultiInstance,
    Node,
    NodeKind,
    Process,
    Scope,
    ScriptDetail,
    StandardLoop,
    TimerKind,
    UserTaskDetail,
    Value,
    VariableMapping,
)
from engine.kernel.texts import Text

K = NodeKind


def value(text: str | None) -> Value | None:
    """``=`` marks FEEL, as in the dialect."""
    if text is None:
        return None
    return Value(text[1:], True) if text.startswith("=") else Value(text)


def node(kind: NodeKind, id: str, **fields: Any) -> Node:
    for key in ("inputs", "outputs"):
        if key in fields:
            fields[key] = tuple(VariableMapping(value(source) or Value(""), target) for target, source in fields[key].items())
    return Node(id=id, kind=kind, label=Text(id, id), **fields)


def event(kind: str, name: str | None = None, *, timer: str | None = None, when: str | None = None, key: str | None = None) -> Event:
    """``timer``: ``PT1H`` is a duration, ``R…`` a cycle, anything else a date; ``when``: the condition."""
    if timer is not None:
        bare = timer.removeprefix("=")
        timer_kind = (
            TimerKind.CYCLE if bare.startswith("R") else TimerKind.DURATION if bare.startswith(("P", "duration")) else TimerKind.DATE
        )
        return Event(EventKind.TIMER, timer=timer_kind, expression=value(timer))
    condition = Value(when, True) if when else None
    return Event(EventKind(kind), name=value(name), expression=condition, correlation_key=value(key))


def start(id: str = "start", on: Event | None = None, **fields: Any) -> Node:
    return node(K.START_EVENT, id, event=on or event("none"), **fields)


def end(id: str = "end", throws: Event | None = None, **fields: Any) -> Node:
    return node(K.END_EVENT, id, event=throws or event("none"), **fields)


def throw(id: str, what: Event, **fields: Any) -> Node:
    return node(K.THROW_EVENT, id, event=what, **fields)


def catch(id: str, what: Event, **fields: Any) -> Node:
    return node(K.CATCH_EVENT, id, event=what, **fields)


def boundary(id: str, host: str, what: Event, *, interrupting: bool = True, **fields: Any) -> Node:
    return node(K.BOUNDARY_EVENT, id, attached_to=host, event=what, interrupting=interrupting, **fields)


def user(id: str, **fields: Any) -> Node:
    detail = {key: fields.pop(key) for key in ("form_id",) if key in fields}
    for key in ("assignee", "candidate_groups", "candidate_users", "due_date", "follow_up_date", "priority"):
        if key in fields:
            detail[key] = value(fields.pop(key))
    return node(K.USER_TASK, id, detail=UserTaskDetail(**detail), **fields)


def script(id: str, result: str | None, text: str, **fields: Any) -> Node:
    return node(K.SCRIPT_TASK, id, detail=ScriptDetail(Value(text, True), result), **fields)


def decision(id: str, result: str, decision_id: str, **fields: Any) -> Node:
    return node(K.BUSINESS_RULE_TASK, id, detail=DecisionDetail(value(decision_id) or Value(""), result), **fields)


def service(id: str, type: str = "work", *, headers: dict[str, str] | None = None, retries: str | None = None, **fields: Any) -> Node:
    return node(K.SERVICE_TASK, id, detail=ConnectorDetail(value(type) or Value(""), value(retries), headers or {}), **fields)


def receive(id: str, name: str, key: str | None = None, **fields: Any) -> Node:
    return node(K.RECEIVE_TASK, id, event=event("message", name, key=key), **fields)


def call(id: str, process_id: str, *, takes_all: bool = False, sends_all: bool = True, **fields: Any) -> Node:
    return node(K.CALL_ACTIVITY, id, detail=CallDetail(value(process_id) or Value(""), takes_all, sends_all), **fields)


def plain_task(id: str, **fields: Any) -> Node:
    return node(K.PLAIN_TASK, id, **fields)


def exclusive(id: str, **fields: Any) -> Node:
    return node(K.EXCLUSIVE_GATEWAY, id, **fields)


def parallel(id: str) -> Node:
    return node(K.PARALLEL_GATEWAY, id)


def inclusive(id: str, **fields: Any) -> Node:
    return node(K.INCLUSIVE_GATEWAY, id, **fields)


def event_gateway(id: str) -> Node:
    return node(K.EVENT_BASED_GATEWAY, id)


def sub(id: str, *nodes: Node, flows: str = "", **fields: Any) -> Node:
    return node(K.SUB_PROCESS, id, scope=scope(nodes, flows, id), **fields)


def handler(id: str, *nodes: Node, flows: str = "") -> Node:
    """An event sub-process."""
    return node(K.EVENT_SUB_PROCESS, id, scope=scope(nodes, flows, id))


def each(collection: str, item: str | None = None, *, sequential: bool = False, **fields: Any) -> MultiInstance:
    for key in ("output_item", "completion_condition"):
        if key in fields:
            fields[key] = Value(fields[key], True)
    return MultiInstance(sequential, Value(collection, True), item, **fields)


def again(condition: str | None, *, before: bool = False, maximum: int | None = None) -> StandardLoop:
    return StandardLoop(Value(condition, True) if condition else None, before, maximum)


def scope(nodes: tuple[Node, ...], flows: str, prefix: str = "") -> Scope:
    """Flows: ``A>B`` or ``A>B[condition]``; ``A>B*`` is the default. A flow's id is ``A>B``, with a number where there are several."""
    made: dict[str, Node] = {each_.id: each_ for each_ in nodes}
    drawn: dict[str, Flow] = {}
    for text in _split(flows):
        arrow, _, condition = text.partition("[")
        source, target = arrow.rstrip("*").split(">")
        flow_id = f"{source}>{target}"
        while flow_id in drawn:
            flow_id += "'"
        drawn[flow_id] = Flow(flow_id, source, target, Value(condition[:-1], True) if condition else None)
        if arrow.endswith("*"):
            made[source] = replace(made[source], default_flow=flow_id)
    return Scope(made, drawn)


def _split(flows: str) -> list[str]:
    """At blanks outside of brackets."""
    parts, depth, current = [], 0, ""
    for character in flows:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if character.isspace() and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    parts.append(current)
    return [part for part in parts if part]


def draw(*nodes: Node, flows: str, id: str = "process") -> Process:
    return Process(id=id, label=Text(id, id), scope=scope(nodes, flows))
