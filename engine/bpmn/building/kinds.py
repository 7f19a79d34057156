"""Which class executes which kind of node, and how the node's detail gets into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.bpmn.formulas.formula import Formula
from engine.bpmn.machine.elements.activities import PlainTaskSpec, ReceiveTaskSpec, UserTaskSpec
from engine.bpmn.machine.elements.assignment import UserTaskFormulas
from engine.bpmn.machine.elements.automatic import DecisionSpec, MessageTaskSpec, ScriptSpec
from engine.bpmn.machine.elements.base import NodeSpec
from engine.bpmn.machine.elements.boundary import BoundaryEventSpec
from engine.bpmn.machine.elements.catching import CatchEventSpec, StartEventSpec
from engine.bpmn.machine.elements.gateways import EventGatewaySpec, ExclusiveGatewaySpec
from engine.bpmn.machine.elements.joins import InclusiveGatewaySpec, ParallelGatewaySpec
from engine.bpmn.machine.elements.outside import CallSpec, ConnectorSpec
from engine.bpmn.machine.elements.subprocesses import EventSubProcessSpec, SubProcessSpec
from engine.bpmn.machine.elements.throwing import Announcement, ThrowEventSpec
from engine.bpmn.model import (
    CallDetail,
    ConnectorDetail,
    DecisionDetail,
    Node,
    NodeKind,
    ScriptDetail,
    UserTaskDetail,
    Value,
)

Parse = Callable[[Value, str], Formula]

CLASSES: Mapping[NodeKind, type[NodeSpec]] = {
    NodeKind.USER_TASK: UserTaskSpec,
    NodeKind.MANUAL_TASK: UserTaskSpec,
    NodeKind.SCRIPT_TASK: ScriptSpec,
    NodeKind.BUSINESS_RULE_TASK: DecisionSpec,
    NodeKind.SERVICE_TASK: ConnectorSpec,
    NodeKind.SEND_TASK: ConnectorSpec,
    NodeKind.RECEIVE_TASK: ReceiveTaskSpec,
    NodeKind.PLAIN_TASK: PlainTaskSpec,
    NodeKind.CALL_ACTIVITY: CallSpec,
    NodeKind.SUB_PROCESS: SubProcessSpec,
    NodeKind.EVENT_SUB_PROCESS: EventSubProcessSpec,
    NodeKind.START_EVENT: StartEventSpec,
    NodeKind.END_EVENT: ThrowEventSpec,
    NodeKind.CATCH_EVENT: CatchEventSpec,
    NodeKind.THROW_EVENT: ThrowEventSpec,
    NodeKind.BOUNDARY_EVENT: BoundaryEventSpec,
    NodeKind.EXCLUSIVE_GATEWAY: ExclusiveGatewaySpec,
    NodeKind.PARALLEL_GATEWAY: ParallelGatewaySpec,
    NodeKind.INCLUSIVE_GATEWAY: InclusiveGatewaySpec,
    NodeKind.EVENT_BASED_GATEWAY: EventGatewaySpec,
}


def class_of(node: Node) -> type[NodeSpec]:
    """A send task without a connector throws its message itself."""
    if node.kind is NodeKind.SEND_TASK and not isinstance(node.detail, ConnectorDetail):
        return MessageTaskSpec
    return CLASSES[node.kind]


def detail(spec: NodeSpec, node: Node, parse: Parse) -> None:
    """Put what the node says into its spec."""

    def optional(value: Value | None) -> Formula | None:
        return parse(value, node.id) if value is not None else None

    match spec, node.detail:
        case UserTaskSpec(), UserTaskDetail() as user:
            spec.formulas = UserTaskFormulas(
                optional(user.assignee),
                optional(user.candidate_groups),
                optional(user.candidate_users),
                optional(user.due_date),
                optional(user.follow_up_date),
                optional(user.priority),
            )
        case ScriptSpec(), ScriptDetail() as script:
            spec.formula, spec.result_variable = parse(script.expression, node.id), script.result_variable
        case DecisionSpec(), DecisionDetail() as decision:
            spec.decision, spec.result_variable = parse(decision.decision_id, node.id), decision.result_variable
        case ConnectorSpec(), ConnectorDetail() as connector:
            spec.type_formula, spec.retries_formula = parse(connector.type, node.id), optional(connector.retries)
            spec.headers = connector.headers
        case CallSpec(), CallDetail() as call:
            spec.process = parse(call.process_id, node.id)
            spec.sends_all, spec.takes_all = call.propagate_all_parent_variables, call.propagate_all_child_variables
    if isinstance(spec, ThrowEventSpec | MessageTaskSpec) and node.event is not None:
        spec.announcement = Announcement(optional(node.event.name), optional(node.event.correlation_key))
        spec.event_kind = node.event.kind
