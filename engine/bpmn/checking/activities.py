"""Rules about one element at a time: who does it, what it needs to do its work, names, labels and our own properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set

from engine.bpmn import dialect
from engine.bpmn.checking.findings import Findings
from engine.bpmn.checking.graph import ScopeGraph
from engine.bpmn.model import (
    ConnectorDetail,
    DecisionDetail,
    EventKind,
    MultiInstance,
    Node,
    NodeKind,
    Process,
    ScriptDetail,
    UserTaskDetail,
    Value,
)
from engine.kernel.texts import Text

MAX_LABEL = 255
MAX_ID = 120
RESERVED = frozenset({"case", "loopCounter"})
"""Names that the machine sets itself."""

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_NAME = re.compile(r"[^\W\d]\w*")
_CATCHING = frozenset({NodeKind.START_EVENT, NodeKind.CATCH_EVENT, NodeKind.BOUNDARY_EVENT})
_THROWING = frozenset({NodeKind.END_EVENT, NodeKind.THROW_EVENT})
_LOOPING = frozenset({kind for kind in NodeKind if kind.value in dialect.ACTIVITIES})


def check_process(process: Process, findings: Findings) -> None:
    """The process itself: id, label, properties."""
    _check_id(process.id, process.id, findings)
    _check_label(process.id, process.label, findings)
    _check_properties(process.id, "process", process.properties, frozenset(), findings)


def check_activities(graph: ScopeGraph, user_tasks: Set[str], findings: Findings) -> None:
    """``user_tasks``: ids of those of the whole process."""
    for flow in graph.scope.flows.values():
        _check_id(flow.id, flow.id, findings)
        if flow.label is not None:
            _check_label(flow.id, flow.label, findings)
    for node in graph.nodes.values():
        _check_id(node.id, node.id, findings)
        _check_label(node.id, node.label, findings)
        _check_properties(node.id, node.kind.value, node.properties, user_tasks, findings)
        _check_names(node, findings)
        _check_mappings(node, findings)
        if node.loop is not None and node.kind not in _LOOPING:
            findings.error(node.id, "loop_misplaced", kind=node.kind.value)
        if check := _BY_KIND.get(node.kind):
            check(node, findings)
        if node.kind is NodeKind.RECEIVE_TASK:
            _check_receive(graph, node, findings)


def _check_id(element_id: str, where: str, findings: Findings) -> None:
    """Ids appear in addresses, keys and evidence."""
    if len(element_id) > MAX_ID or not _ID.fullmatch(element_id):
        findings.error(where, "id_invalid", id=element_id[:80], limit=MAX_ID)


def _check_label(where: str, label: Text, findings: Findings) -> None:
    longest = max(len(label.en), len(label.zh))
    if longest > MAX_LABEL:
        findings.error(where, "label_too_long", length=longest, limit=MAX_LABEL)


def _check_properties(where: str, owner: str, properties: Mapping[str, str], user_tasks: Set[str], findings: Findings) -> None:
    for name, text in properties.items():
        if not name.startswith(dialect.PREFIX):
            continue
        if name not in dialect.PROPERTIES:
            findings.warning(where, "property_unknown", name=name)
        elif owner not in dialect.PROPERTIES[name]:
            findings.error(where, "property_misplaced", name=name, owner=owner)
        elif name in dialect.FLAGS and text not in ("true", "false"):
            findings.error(where, "property_not_flag", name=name, value=text[:40])
        elif not text.strip():
            findings.error(where, "property_empty", name=name)
        elif name == dialect.FOUR_EYES and (text not in user_tasks or text == where):
            findings.error(where, "four_eyes_unknown", id=text[:80])


def _check_names(node: Node, findings: Findings) -> None:
    for name, parts in _names(node):
        if not all(_NAME.fullmatch(part) for part in parts):
            findings.error(node.id, "variable_name_invalid", name=name[:80])
        elif parts[0] in RESERVED:
            findings.error(node.id, "variable_name_reserved", name=parts[0])


def _names(node: Node) -> Iterator[tuple[str, list[str]]]:
    """Every variable that the element sets, and its parts: the dots of a mapping make contexts."""
    yield from ((mapping.target, mapping.target.split(".")) for mapping in (*node.inputs, *node.outputs))
    if isinstance(node.detail, ScriptDetail | DecisionDetail) and node.detail.result_variable:
        yield node.detail.result_variable, [node.detail.result_variable]
    if isinstance(node.loop, MultiInstance):
        yield from ((name, [name]) for name in (node.loop.item, node.loop.output_collection) if name)


def _check_mappings(node: Node, findings: Findings) -> None:
    if node.inputs and node.kind in _CATCHING:
        findings.error(node.id, "mapping_ignored", direction="input", kind=node.kind.value)
    passes = node.kind is NodeKind.THROW_EVENT and node.event is not None and node.event.kind is EventKind.NONE
    if node.outputs and node.kind in _THROWING and not passes and not isinstance(node.detail, ConnectorDetail):
        findings.error(node.id, "mapping_ignored", direction="output", kind=node.kind.value)


def _check_person(node: Node, findings: Findings) -> None:
    task = node.detail
    assert isinstance(task, UserTaskDetail)
    if not (task.assignee or task.candidate_groups or task.candidate_users):
        findings.error(node.id, "nobody_to_do_it")
    if node.label.en == node.id:
        findings.warning(node.id, "unnamed")
    _check_whole_number(node, "priority", task.priority, 100, findings)


def _check_whole_number(node: Node, place: str, value: Value | None, highest: int, findings: Findings) -> None:
    if value is None or value.is_expression:
        return
    text = value.text
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and int(text) <= highest):
        findings.error(node.id, "number_invalid", place=place, value=text[:40], highest=highest)


def _check_script(node: Node, findings: Findings) -> None:
    if isinstance(node.detail, ScriptDetail | DecisionDetail) and not node.detail.result_variable:
        findings.error(node.id, "result_unused", kind=node.kind.value)


def _check_connector(node: Node, findings: Findings) -> None:
    if not isinstance(node.detail, ConnectorDetail):
        return
    if node.kind in _THROWING and (node.event is None or node.event.kind is not EventKind.MESSAGE):
        findings.error(node.id, "extension_misplaced", name="zeebe:taskDefinition", owner=node.kind.value)
    else:
        _check_whole_number(node, "retries", node.detail.retries, 100, findings)


def _check_send(node: Node, findings: Findings) -> None:
    if node.detail is None and node.event is None:
        findings.error(node.id, "send_without_effect")
    elif node.detail is not None and node.event is not None:
        findings.error(node.id, "said_twice", place="work")
    _check_connector(node, findings)


def _check_receive(graph: ScopeGraph, node: Node, findings: Findings) -> None:
    if node.event is None:
        findings.error(node.id, "message_missing")
    if node.instantiates and (graph.entering[node.id] or graph.at_border_of(node.id) or node.loop is not None or node.inputs):
        findings.error(node.id, "receive_task_instantiates")


_BY_KIND: Mapping[NodeKind, Callable[[Node, Findings], None]] = {
    NodeKind.USER_TASK: _check_person,
    NodeKind.MANUAL_TASK: _check_person,
    NodeKind.SCRIPT_TASK: _check_script,
    NodeKind.BUSINESS_RULE_TASK: _check_script,
    NodeKind.SERVICE_TASK: _check_connector,
    NodeKind.SEND_TASK: _check_send,
    NodeKind.THROW_EVENT: _check_connector,
    NodeKind.END_EVENT: _check_connector,
}
