"""Connectors that work in the command's own transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn.outcome import ConnectorWait
from engine.cases.at_hand import at_hand
from engine.cases.incidents import incident_of
from engine.cases.instance import Instance
from engine.cases.machine import machine_of
from engine.cases.new_case import Origin, begin
from engine.cases.steps import Cause, Step
from engine.cases.texts import say
from engine.connectors.protocol import BpmnError, Call, ConnectorFailed, InstanceFacts, Registry, TransactionConnector
from engine.events import Change, Event
from engine.events.work import ConnectorCalled
from engine.kernel.errors import ZhiduError
from engine.library.acceptance import require_start_accepted
from engine.library.versions import active_bundle
from engine.unit_of_work.context import Context


def call(ctx: Context, instance: Instance, wait: ConnectorWait) -> Step | None:
    """Let the connector of ``wait`` do its work. What it refuses becomes an incident: retry calls it again."""
    if wait.wait_id not in instance.follow_ups:
        return None
    instance.follow_ups.discard(wait.wait_id)
    try:
        return work(ctx, instance, wait, key=wait.wait_id)
    except ZhiduError as reason:
        incident_of(ctx, instance, reason, wait_id=wait.wait_id, element_id=wait.element_id)
        return None


def work(ctx: Context, instance: Instance, wait: ConnectorWait, *, key: str) -> Step:
    """Call the connector in this transaction; gives what the machine makes of the result. Raises what the connector raises."""
    connector = ctx.shared.part(Registry).find(wait.type)
    if not isinstance(connector, TransactionConnector):
        raise unknown_connector(wait.type)
    try:
        outputs = connector.carry_out(call_of(ctx, instance, wait, key))
    except BpmnError as error:
        return thrown(ctx, instance, wait, error)
    return done(ctx, instance, wait, outputs)


def done(
    ctx: Context, instance: Instance, wait: ConnectorWait, outputs: Mapping[str, Any], *, job: str | None = None, attempt: int | None = None
) -> Step:
    """The connector did its work: the token goes on."""

    def event(changed: Sequence[Change]) -> Event:
        about = instance.element(wait.element_id)
        return ConnectorCalled(about, wait.type, wait.inputs, outputs, changed or None, job, attempt)

    return Step(instance, machine_of(ctx, instance).complete(wait.wait_id, outputs), Cause(wait.element_id, event))


def thrown(ctx: Context, instance: Instance, wait: ConnectorWait, error: BpmnError) -> Step:
    """The connector raised a business error: the diagram may catch it."""
    outcome = machine_of(ctx, instance).throw_error(wait.wait_id, error.error_code, error.message, error.variables)
    return Step(instance, outcome, None)


def unknown_connector(type_: str) -> ConnectorFailed:
    return ConnectorFailed(say("connector_not_installed", type=type_), code="connector_unknown", retry=False)


def call_of(ctx: Context, instance: Instance, wait: ConnectorWait, key: str) -> Call:
    """What a connector is given."""
    return Call(
        db=ctx.db,
        now=ctx.now,
        actor=ctx.actor,
        settings=ctx.settings,
        instance=facts_of(instance),
        element_id=wait.element_id,
        wait_id=wait.wait_id,
        inputs=wait.inputs,
        headers=wait.headers,
        properties=wait.properties,
        record=instance.recorder(ctx),
        start_procedure=lambda procedure_id, variables, business_key=None: _start(
            ctx,
            instance,
            (procedure_id, variables),
            Origin("connector", business_key=business_key, hops=max(instance.hops, ctx.impulse.hops) + 1),
        ),
        key=key,
    )


def facts_of(instance: Instance) -> InstanceFacts:
    return InstanceFacts(
        id=instance.id,
        number=instance.number,
        procedure_id=instance.procedure_id,
        version_id=instance.version_id,
        title=instance.title,
        started_at=instance.started_at,
        customer_id=instance.customer_id,
        requester_id=instance.requester_id,
        department=instance.department,
        listed_clock=instance.bundle.procedure.listed_clock,
    )


def _start(ctx: Context, sender: Instance, wanted: tuple[str, Mapping[str, Any]], origin: Origin) -> Mapping[str, str]:
    """Begins an instance that nobody waits for (``wanted``: procedure, variables); ``advance`` moves it on when the connector is done."""
    procedure_id, variables = wanted
    bundle = active_bundle(ctx, procedure_id)
    require_start_accepted(ctx, procedure_id, sender.procedure_id, variables)
    instance, outcome, cause = begin(ctx, bundle, variables, origin)
    at_hand(ctx).begun.append(Step(instance, outcome, cause))
    return {"instance_id": instance.id, "number": instance.number}
