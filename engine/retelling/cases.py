"""Process instances: their own row, and the order in which a command's entries say what became of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.events import instances as e
from engine.incidents.rules import State as IncidentState
from engine.incidents.tables import incident
from engine.instances.rules import State
from engine.instances.tables import process_instance, subscription
from engine.jobs.rules import State as JobState
from engine.jobs.tables import job
from engine.retelling import clocks, tasks, work
from engine.retelling.files import named_files
from engine.retelling.state import By, Digest, Retold, silent, tells
from engine.service_levels.tables import service_clock

TABLE = process_instance.name
_BORN_WITH = {"business_key": None, "parent_wait_id": None, "depth": 0, "customer_id": None, "department": None, "requester_id": None}
_SCOPE = ("customer_id", "department")
_SHOWN = ("title", *_SCOPE, "requester_id", "facts", "search_text", "snapshot", "version", "open_incidents")
"""What only the state of commands tells."""

silent(
    e.InstanceAdvanced,
    e.GatewayDecided,
    e.DecisionMade,
    e.VariablesChanged,
    e.VariablesCorrected,
    e.EventCaught,
    e.MessageReceived,
    e.SignalReceived,
    e.SignalRefused,
    e.MessageThrown,
    e.MessageNotCorrelated,
    e.SignalThrown,
    e.EscalationThrown,
    e.ChildStarted,
    e.ChildEnded,
    e.InstanceCancelled,
    e.StateKept,
)


@tells(e.InstanceStarted)
def _started(retold: Retold, by: By, event: e.InstanceStarted) -> None:
    values = {
        "number": event.number,
        "procedure_id": by.procedure.get("id"),
        "version_id": by.procedure.get("version_id"),
        "state": State.RUNNING.value,
        "end_kind": None,
        "started_by": by.actor_id,
        "started_at": by.at,
        "ended_at": None,
        "parent_instance_id": event.parent,
    }
    retold.begin(TABLE, retold.stream, by, values)
    named_files(retold, by, event.attachments, None)


@tells(e.InstanceEnded)
def _ended(retold: Retold, by: By, event: e.InstanceEnded) -> None:
    retold.change(TABLE, retold.stream, by, {"state": event.end, "end_kind": event.end, "ended_at": by.at})
    if event.end == State.CANCELLED:
        work.cancel_all(retold, by)


@tells(e.InstanceSuspended)
def _suspended(retold: Retold, by: By, _event: e.InstanceSuspended) -> None:
    retold.change(TABLE, retold.stream, by, {"state": State.SUSPENDED.value})
    work.jobs_move(retold, by, JobState.READY, JobState.RESTING)


@tells(e.InstanceResumed)
def _resumed(retold: Retold, by: By, _event: e.InstanceResumed) -> None:
    retold.change(TABLE, retold.stream, by, {"state": State.RUNNING.value})
    work.jobs_move(retold, by, JobState.RESTING, JobState.READY)


def left_behind(retold: Retold, by: By, state: Mapping[str, Any]) -> None:
    """The end of a command: what its last entry says of rows."""
    retold.version = state["version"]
    _case(retold, by, state)
    _tasks(retold, by, state)
    work.left_behind(retold, by, state)
    clocks.left_behind(retold, by, state.get("clocks", {}))


def _case(retold: Retold, by: By, state: Mapping[str, Any]) -> None:
    told = dict(state.get("case", {}))
    for name in ("snapshot", "search_text"):
        if name in told:
            told[name] = Digest(told[name])
    if state["version"] == 1:
        told = {**_BORN_WITH, "root_instance_id": retold.stream, **told}
    retold.change(TABLE, retold.stream, by, {**told, "version": state["version"]})
    scope = {name: told[name] for name in _SCOPE if name in told}
    if scope:
        tasks.moved(retold, by, scope)


def _tasks(retold: Retold, by: By, state: Mapping[str, Any]) -> None:
    case = retold.find(TABLE, retold.stream)
    scope = {} if case is None else {name: case.values[name] for name in _SCOPE if name in case.values}
    for key, told in state.get("opened", {}).get(tasks.TABLE, {}).items():
        retold.change(tasks.TABLE, key, by, {"form_id": None, "follow_up_at": None, "properties": {}, "by_name": None, **told, **scope})
    for key, told in state.get("changed", {}).get(tasks.TABLE, {}).items():
        row = retold.change(tasks.TABLE, key, by, told)
        if row is not None:
            row.grow(by)


def forget(retold: Retold) -> None:
    """A release that does not tell what it leaves behind has worked on the case: what it may have changed is not known any more."""
    for table in (job.name, subscription.name):
        retold.rows.pop(table, None)
        retold.partial.add(table)
    for row in retold.of(TABLE):
        row.unsay(*_SHOWN)
    for row in retold.of(tasks.TABLE):
        row.unsay(*_SCOPE, "version")
    for row in retold.of(service_clock.name):
        row.whole = None
    for row in retold.where(incident.name, state=IncidentState.OPEN.value):
        row.unsay("state", "resolved_at", "resolved_by", "resolution", "version")


def conclude(retold: Retold, *, complete: bool) -> None:
    """After the last entry. ``complete``: it told what its command left behind."""
    if not complete:
        forget(retold)
    case = retold.find(TABLE, retold.stream)
    if case is not None and retold.last is not None and "version" in case.values:
        case.say(retold.last, {"open_incidents": len(list(retold.where(incident.name, state=IncidentState.OPEN.value)))})
    work.held_or_not(retold)
    tasks.candidates(retold)
