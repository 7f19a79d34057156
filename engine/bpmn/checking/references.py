"""What a diagram names outside itself: decisions, forms, connectors, roles. Looked up when it is deployed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.model import ConnectorDetail, DecisionDetail, Node, Process, Scope, UserTaskDetail, Value
from engine.bpmn.texts import sentence
from engine.kernel.errors import Fault

_UNKNOWN: Mapping[str, str] = {
    "decision": "decision_unknown",
    "form": "form_unknown",
    "connector": "connector_unknown",
    "role": "role_unknown",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One name: ``kind`` is decision, form, connector or role. Names that an expression computes are known only at run time."""

    element_id: str
    kind: str
    name: str


def references(process: Process) -> Iterator[Reference]:
    """Every literal reference of ``process``, in document order."""
    yield from _in_scope(process.scope)


def check_references(
    process: Process,
    *,
    decisions: Collection[str],
    forms: Collection[str],
    connectors: Collection[str],
    roles: Collection[str],
) -> tuple[Fault, ...]:
    """A fault for each decision, form, connector or role that the process names and that does not exist."""
    known = {"decision": decisions, "form": forms, "connector": connectors, "role": roles}
    missing = (reference for reference in references(process) if reference.name not in known[reference.kind])
    return tuple(_fault(reference) for reference in missing)


def _fault(reference: Reference) -> Fault:
    code = _UNKNOWN[reference.kind]
    facts: dict[str, object] = {"name": reference.name[:120]}
    return Fault(reference.element_id, code, sentence(code, facts), facts=facts)


def _in_scope(scope: Scope) -> Iterator[Reference]:
    for node in scope.nodes.values():
        yield from _of_node(node)
        if node.scope is not None:
            yield from _in_scope(node.scope)


def _of_node(node: Node) -> Iterator[Reference]:
    match node.detail:
        case UserTaskDetail(form_id=form, candidate_groups=groups):
            if form:
                yield Reference(node.id, "form", form)
            for role in _names(groups):
                yield Reference(node.id, "role", role)
        case DecisionDetail(decision_id=Value(text=decision, is_expression=False)):
            yield Reference(node.id, "decision", decision)
        case ConnectorDetail(type=Value(text=kind, is_expression=False)):
            yield Reference(node.id, "connector", kind)
        case _:
            pass


def _names(value: Value | None) -> list[str]:
    """The names in a literal, comma separated list."""
    if value is None or value.is_expression:
        return []
    return [name for part in value.text.split(",") if (name := part.strip())]
