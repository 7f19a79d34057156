"""What an administrator may do with an instance: cancel, suspend, resume, correct variables. Always with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from engine.bpmn.outcome import VariablesChanged
from engine.cases import access
from engine.cases.advance import advance
from engine.cases.at_hand import locked_instance, receipt_of
from engine.cases.instance import Instance
from engine.cases.machine import machine_of
from engine.cases.steps import Cause
from engine.commands.cases.texts import say
from engine.events import Change, Event
from engine.events.instances import InstanceCancelled, InstanceResumed, InstanceSuspended, VariablesCorrected
from engine.instances.rules import State
from engine.instances.tables import process_instance
from engine.jobs.rules import State as JobState
from engine.jobs.tables import job
from engine.kernel.errors import Fault, InvalidInput
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import InstanceReceipt
from engine.unit_of_work.verbs import Command

_CHILDREN = select(process_instance.c.id).where(
    process_instance.c.parent_instance_id == bindparam("parent_id"), process_instance.c.state == bindparam("of_state")
)
_MOVE_JOBS = (
    update(job)
    .where(job.c.instance_id == bindparam("of_instance"), job.c.state == bindparam("old_state"))
    .values(state=bindparam("new_state"))
)


@dataclass(frozen=True)
class CancelInstance(Command[InstanceReceipt]):
    """End the instance and all that it called."""

    instance_id: str
    reason: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> InstanceReceipt:
        instance = access.instance_for(ctx, self.instance_id, may="cancel", expected_version=self.expected_version)
        event = InstanceCancelled(_given(self.reason))
        advance(ctx, instance, machine_of(ctx, instance).cancel(), Cause(None, lambda _changes: event))
        return receipt_of(ctx, instance)


@dataclass(frozen=True)
class SuspendInstance(Command[InstanceReceipt]):
    """Timers and jobs rest, tasks cannot be completed; the same for all that it called."""

    instance_id: str
    reason: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> InstanceReceipt:
        instance = access.instance_for(ctx, self.instance_id, may="suspend", expected_version=self.expected_version)
        event = InstanceSuspended(_given(self.reason))
        _switch(ctx, instance, event, (State.RUNNING, State.SUSPENDED), (JobState.READY, JobState.RESTING))
        return receipt_of(ctx, instance)


@dataclass(frozen=True)
class ResumeInstance(Command[InstanceReceipt]):
    """Go on; timers that became due meanwhile fire now."""

    instance_id: str
    reason: str | None = None
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> InstanceReceipt:
        instance = access.instance_for(ctx, self.instance_id, may="resume", expected_version=self.expected_version)
        event = InstanceResumed(self.reason)
        _switch(ctx, instance, event, (State.SUSPENDED, State.RUNNING), (JobState.RESTING, JobState.READY))
        return receipt_of(ctx, instance)


@dataclass(frozen=True)
class SetVariables(Command[InstanceReceipt]):
    """Correct variables of a running instance. Old and new values are recorded, with the reason."""

    instance_id: str
    variables: Mapping[str, Any]
    reason: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> InstanceReceipt:
        instance = access.instance_for(ctx, self.instance_id, may="set_variables", expected_version=self.expected_version)
        reason = _given(self.reason)

        def event(changes: Sequence[Change]) -> Event:
            return VariablesCorrected(changes, reason)

        outcome = machine_of(ctx, instance).set_variables(self.variables)
        advance(ctx, instance, outcome, Cause(_changed_at(outcome.facts), event))
        return receipt_of(ctx, instance)


def _changed_at(facts: Sequence[object]) -> str | None:
    return next((fact.element_id for fact in facts if isinstance(fact, VariablesChanged)), None)


def _switch(ctx: Context, instance: Instance, event: Event, states: tuple[State, State], jobs: tuple[JobState, JobState]) -> None:
    """Move the instance and all that it called from one state to the other, and their jobs with them."""
    waiting = [instance]
    while waiting:
        each = waiting.pop()
        each.state = states[1].value
        each.touch()
        ctx.record(event, each)
        ctx.db.execute(_MOVE_JOBS, {"of_instance": each.id, "old_state": jobs[0].value, "new_state": jobs[1].value})
        children = ctx.db.execute(_CHILDREN, {"parent_id": each.id, "of_state": states[0].value}).all()
        waiting.extend(locked_instance(ctx, child_id) for (child_id,) in children)


def _given(reason: str) -> str:
    if not reason.strip():
        fault = Fault("reason", "required", say("give_a_reason"))
        raise InvalidInput(say("reason_missing"), faults=[fault])
    return reason.strip()
