"""Every place of a process where an expression may stand: for the parser, the lint and the proof that none runs Python."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn import dialect
from engine.bpmn.model import (
    CallDetail,
    ConnectorDetail,
    DecisionDetail,
    Event,
    Flow,
    MultiInstance,
    Node,
    Process,
    Scope,
    ScriptDetail,
    StandardLoop,
    UserTaskDetail,
    Value,
)

Place = tuple[str, str, str]
"""Element id, place (``condition``, ``assignee``, ``input amount`` …), FEEL text without the leading ``=``."""
_Slot = tuple[str, Value | None]


def expressions(process: Process) -> Iterator[Place]:
    """All FEEL texts of ``process`` with the element and the place where they stand, in document order."""
    if title := process.properties.get(dialect.TITLE):
        yield process.id, dialect.TITLE, title.removeprefix("=").strip()
    yield from _in_scope(process.scope)


def _in_scope(scope: Scope) -> Iterator[Place]:
    for node in scope.nodes.values():
        for place, value in node_values(node):
            if value is not None and value.is_expression:
                yield node.id, place, value.text
        if node.scope is not None:
            yield from _in_scope(node.scope)
    for flow in scope.flows.values():
        yield from _of_flow(flow)


def _of_flow(flow: Flow) -> Iterator[Place]:
    if flow.condition is not None and flow.condition.is_expression:
        yield flow.id, "condition", flow.condition.text


def node_values(node: Node) -> Iterator[_Slot]:
    """Each slot of ``node`` that holds a literal or an expression, filled or not."""
    yield from _of_detail(node)
    if node.event is not None:
        yield from _of_event(node.event)
    if node.loop is not None:
        yield from _of_loop(node.loop)
    for mapping in node.inputs:
        yield f"input {mapping.target}", mapping.source
    for mapping in node.outputs:
        yield f"output {mapping.target}", mapping.source


def _of_detail(node: Node) -> Iterator[_Slot]:
    match node.detail:
        case UserTaskDetail() as task:
            yield "assignee", task.assignee
            yield "candidateGroups", task.candidate_groups
            yield "candidateUsers", task.candidate_users
            yield "dueDate", task.due_date
            yield "followUpDate", task.follow_up_date
            yield "priority", task.priority
        case ScriptDetail(expression=script):
            yield "script", script
        case DecisionDetail(decision_id=decision):
            yield "decision", decision
        case ConnectorDetail(type=kind, retries=retries):
            yield "task type", kind
            yield "retries", retries
        case CallDetail(process_id=called):
            yield "called process", called
        case None:
            pass


def _of_event(event: Event) -> Iterator[_Slot]:
    yield f"{event.kind.value} name", event.name
    yield event.timer.value if event.timer else "condition", event.expression
    yield "correlation key", event.correlation_key


def _of_loop(loop: MultiInstance | StandardLoop) -> Iterator[_Slot]:
    if isinstance(loop, StandardLoop):
        yield "loop condition", loop.condition
        return
    yield "input collection", loop.collection
    yield "output element", loop.output_item
    yield "completion condition", loop.completion_condition
