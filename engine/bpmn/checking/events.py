"""Rules about events: which kind may stand where, starts, boundary events, links, codes and names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from engine.bpmn.checking.findings import Findings
from engine.bpmn.checking.graph import ScopeGraph
from engine.bpmn.model import Event, EventKind, Node, NodeKind, TimerKind

_TRIGGERS = frozenset({EventKind.MESSAGE, EventKind.TIMER, EventKind.SIGNAL, EventKind.CONDITIONAL})
_FAULTS = frozenset({EventKind.ERROR, EventKind.ESCALATION})

ALLOWED: Mapping[str, frozenset[EventKind]] = MappingProxyType(
    {
        "process start": frozenset({EventKind.NONE, EventKind.MESSAGE, EventKind.TIMER, EventKind.SIGNAL}),
        "sub-process start": frozenset({EventKind.NONE}),
        "event sub-process start": _TRIGGERS | _FAULTS,
        NodeKind.CATCH_EVENT.value: _TRIGGERS | {EventKind.LINK},
        NodeKind.BOUNDARY_EVENT.value: _TRIGGERS | _FAULTS,
        NodeKind.THROW_EVENT.value: frozenset({EventKind.NONE, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION, EventKind.LINK}),
        NodeKind.END_EVENT.value: frozenset(
            {
                EventKind.NONE,
                EventKind.MESSAGE,
                EventKind.SIGNAL,
                EventKind.ESCALATION,
                EventKind.ERROR,
                EventKind.TERMINATE,
            }
        ),
    }
)
"""Place → kinds of event that the machine executes there."""

_FOR_ONE = _FAULTS | {EventKind.MESSAGE}
"""Handled once; a signal is for everybody."""
_HOSTS = frozenset(
    {
        NodeKind.USER_TASK,
        NodeKind.MANUAL_TASK,
        NodeKind.SCRIPT_TASK,
        NodeKind.BUSINESS_RULE_TASK,
        NodeKind.SERVICE_TASK,
        NodeKind.SEND_TASK,
        NodeKind.RECEIVE_TASK,
        NodeKind.PLAIN_TASK,
        NodeKind.CALL_ACTIVITY,
        NodeKind.SUB_PROCESS,
    }
)
_MOMENTARY = frozenset({NodeKind.SCRIPT_TASK, NodeKind.BUSINESS_RULE_TASK, NodeKind.PLAIN_TASK})
_THROWING = frozenset({NodeKind.THROW_EVENT, NodeKind.END_EVENT})


def check_events(graph: ScopeGraph, owner: Node | None, owner_id: str, findings: Findings) -> None:
    """``owner``: the sub-process whose inside ``graph`` is; None for the process itself."""
    _check_starts(graph, owner, owner_id, findings)
    for node in graph.nodes.values():
        if node.event is None:
            continue
        _check_kind(node, node.event.kind, owner, findings)
        _check_code(node, node.event, findings)
        if node.kind is NodeKind.BOUNDARY_EVENT:
            _check_boundary(graph, node, node.event, findings)
        if _has_no_key(node, node.event, owner):
            findings.warning(node.id, "message_without_key", name=node.event.name.text if node.event.name else "?")
        if node.event.timer is TimerKind.CYCLE and _fires_once(node, owner):
            findings.warning(node.id, "cycle_fires_once")
    _check_catching_twice(graph, owner, findings)
    _check_links(graph, findings)


def _place(node: Node, owner: Node | None) -> str:
    if node.kind is not NodeKind.START_EVENT:
        return node.kind.value
    if owner is None:
        return "process start"
    return "event sub-process start" if owner.kind is NodeKind.EVENT_SUB_PROCESS else "sub-process start"


def _check_kind(node: Node, kind: EventKind, owner: Node | None, findings: Findings) -> None:
    place = _place(node, owner)
    if place not in ALLOWED or kind in ALLOWED[place]:
        return
    if kind is EventKind.COMPENSATION:
        findings.error(node.id, "compensation_not_supported")
    else:
        findings.error(node.id, "event_not_supported", kind=kind.value, place=place)


def _check_starts(graph: ScopeGraph, owner: Node | None, owner_id: str, findings: Findings) -> None:
    starts = graph.starts()
    if owner is None:
        _check_process_starts(starts, findings)
        return
    for node in starts:
        if node.instantiates:
            findings.error(node.id, "receive_task_instantiates")
    if owner.kind is NodeKind.EVENT_SUB_PROCESS:
        _check_event_sub_process_starts(starts, owner_id, findings)
    elif len(starts) > 1:
        findings.error(owner_id, "several_starts", count=len(starts))


def _check_process_starts(starts: list[Node], findings: Findings) -> None:
    plain = [node for node in starts if node.event and node.event.kind is EventKind.NONE]
    for node in plain[1:]:
        findings.error(node.id, "several_plain_starts", count=len(plain))
    for node in starts:
        if node.event is not None:
            _check_process_start(node, node.event, findings)


def _check_event_sub_process_starts(starts: list[Node], owner_id: str, findings: Findings) -> None:
    if len(starts) != 1:
        findings.error(owner_id, "event_sub_process_starts", count=len(starts))
    for node in starts:
        if node.event and node.event.kind is EventKind.ERROR and not node.interrupting:
            findings.error(node.id, "error_must_interrupt")


def _check_process_start(node: Node, event: Event, findings: Findings) -> None:
    """A message or signal that begins a process is looked up by its name: nothing is known yet that it could be computed from."""
    if event.name is not None and event.name.is_expression:
        findings.error(node.id, "start_not_literal", text=event.name.text[:80])
    if event.timer is TimerKind.DURATION:
        findings.error(node.id, "start_timer_duration")


def _check_code(node: Node, event: Event, findings: Findings) -> None:
    if event.kind not in _FAULTS:
        return
    if node.kind in _THROWING and event.name is None:
        findings.error(node.id, "code_missing", kind=event.kind.value)
    if node.kind not in _THROWING and event.name is not None and event.name.is_expression:
        findings.error(node.id, "code_not_literal", kind=event.kind.value, text=event.name.text[:80])


def _check_boundary(graph: ScopeGraph, node: Node, event: Event, findings: Findings) -> None:
    host = graph.nodes.get(node.attached_to or "")
    if host is None:
        findings.error(node.id, "boundary_unattached", id=node.attached_to or "?")
    elif host.kind not in _HOSTS:
        findings.error(node.id, "boundary_misplaced", host=host.id, kind=host.kind.value)
    elif _is_momentary(host) and event.kind in _TRIGGERS:
        findings.warning(node.id, "boundary_never", host=host.id, kind=host.kind.value)
    if event.kind is EventKind.ERROR and not node.interrupting:
        findings.error(node.id, "error_must_interrupt")


def _has_no_key(node: Node, event: Event, owner: Node | None) -> bool:
    """True for a message that a running instance waits for without saying which one it is."""
    begins_process = owner is None and (node.kind is NodeKind.START_EVENT or node.instantiates)
    waits = node.kind not in _THROWING and node.kind is not NodeKind.SEND_TASK and not begins_process
    return event.kind is EventKind.MESSAGE and event.correlation_key is None and waits


def _is_momentary(host: Node) -> bool:
    return host.kind in _MOMENTARY or (host.kind is NodeKind.SEND_TASK and host.detail is None)


def _fires_once(node: Node, owner: Node | None) -> bool:
    if owner is None and node.kind is NodeKind.START_EVENT:
        return False
    return node.kind is NodeKind.CATCH_EVENT or node.interrupting


def _check_catching_twice(graph: ScopeGraph, owner: Node | None, findings: Findings) -> None:
    """Two handlers for the same message, error or escalation at the same place: which one would it be?"""
    inside = (
        (inner, "")
        for node in graph.of(NodeKind.EVENT_SUB_PROCESS)
        if node.scope is not None
        for inner in node.scope.nodes.values()
        if inner.kind is NodeKind.START_EVENT
    )
    at_borders = ((node, node.attached_to or "") for node in graph.of(NodeKind.BOUNDARY_EVENT))
    if owner is None:
        _check_distinct(((node, "") for node in graph.starts()), findings)
    _check_distinct(inside, findings)
    _check_distinct(at_borders, findings)


def _check_distinct(handlers: Iterable[tuple[Node, str]], findings: Findings) -> None:
    seen: dict[tuple[str, EventKind, str | None], str] = {}
    for node, place in handlers:
        if node.event is None or node.event.kind not in _FOR_ONE:
            continue
        code = node.event.name.text if node.event.name else None
        first = seen.setdefault((place, node.event.kind, code), node.id)
        if first != node.id:
            findings.error(node.id, "caught_twice", kind=node.event.kind.value, code=code or "*", other=first)


def _check_links(graph: ScopeGraph, findings: Findings) -> None:
    links = [(node, node.event.name) for node in graph.nodes.values() if node.event and node.event.kind is EventKind.LINK]
    caught = {name.text: node.id for node, name in reversed(links) if node.kind is NodeKind.CATCH_EVENT and name}
    thrown = {name.text for node, name in links if node.kind is NodeKind.THROW_EVENT and name}
    for node, name in links:
        if name is None:
            findings.error(node.id, "link_without_name")
        elif node.kind is NodeKind.CATCH_EVENT:
            _check_link_catch(node, name.text, caught[name.text], thrown, findings)
        elif node.kind is NodeKind.THROW_EVENT and name.text not in caught:
            findings.error(node.id, "link_without_target", name=name.text)
        if node.kind is NodeKind.CATCH_EVENT and graph.entering[node.id]:
            findings.error(node.id, "entered_by_flow", kind="link catch event")
        if node.kind is NodeKind.THROW_EVENT and graph.leaving[node.id]:
            findings.error(node.id, "left_by_flow", kind="link throw event")


def _check_link_catch(node: Node, name: str, first: str, thrown: set[str], findings: Findings) -> None:
    if first != node.id:
        findings.error(node.id, "link_target_twice", name=name, other=first)
    if name not in thrown:
        findings.error(node.id, "link_without_source", name=name)
