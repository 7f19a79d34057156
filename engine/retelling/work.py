"""Jobs, subscriptions and incidents of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.events import work as e
from engine.evidence.rules import ORGANISATION
from engine.incidents.rules import State as IncidentState
from engine.incidents.tables import incident
from engine.instances.tables import subscription
from engine.jobs.rules import STILL_OPEN, Kind
from engine.jobs.rules import State as JobState
from engine.jobs.tables import job
from engine.retelling.state import By, Digest, OneOf, Retold, RetoldRow, silent, tells

silent(e.ConnectorCalled, e.JobFailed)  # what becomes of a job stands in the state of the command


@tells(e.IncidentRaised)
def _raised(retold: Retold, by: By, event: e.IncidentRaised) -> None:
    if retold.stream == ORGANISATION:
        return  # of no case: its row is not held against anything
    retold.begin(
        incident.name,
        event.incident,
        by,
        {
            "instance_id": retold.stream,
            "procedure_id": by.procedure.get("id"),
            "element_id": None if event.element is None else event.element.id,
            "code": event.code,
            "message_zh": event.message.get("zh"),
            "message_en": event.message.get("en"),
            "details": dict(event.facts or {}),
            "state": IncidentState.OPEN.value,
            "created_at": by.at,
            "resolved_at": None,
            "resolved_by": None,
            "resolution": None,
            "version": 1,
        },
    )


def _settled(row: RetoldRow | None, by: By, how: str) -> None:
    if row is None or row.values.get("state") != IncidentState.OPEN:
        return
    row.say(by, {"state": IncidentState.RESOLVED.value, "resolved_at": by.at, "resolved_by": by.actor_id, "resolution": how})
    row.grow(by)


@tells(e.IncidentRetried)
def _retried(retold: Retold, by: By, event: e.IncidentRetried) -> None:
    _settled(retold.find(incident.name, event.incident), by, "tried again")


@tells(e.IncidentResolved)
def _resolved(retold: Retold, by: By, event: e.IncidentResolved) -> None:
    _settled(retold.find(incident.name, event.incident), by, event.resolution)


@tells(e.JobRetried)
def _job_retried(retold: Retold, by: By, event: e.JobRetried) -> None:
    for row in retold.where(incident.name, job_id=event.job, state=IncidentState.OPEN.value):
        _settled(row, by, "job tried again")


def jobs_move(retold: Retold, by: By, old: JobState, new: JobState) -> None:
    """The case was suspended or resumed, and its jobs with it."""
    for row in retold.where(job.name, state=old.value):
        row.say(by, {"state": new.value})


def cancel_all(retold: Retold, by: By) -> None:
    """The case was cancelled: nothing comes of its jobs."""
    for row in retold.of(job.name):
        if row.values.get("state") in STILL_OPEN and row.began_by != by.command:
            row.say(by, {"state": JobState.CANCELLED.value, "ended_at": by.at})


def held_or_not(retold: Retold) -> None:
    """Of a job that follows from an impulse it is not told here whether a ceiling holds it now, or whether what was held was dropped."""
    for row in retold.of(job.name):
        if row.id not in retold.following or row.values.get("state") not in STILL_OPEN:
            continue
        dropped = (JobState.CANCELLED.value,) if row.values.get("wait_id") is None else ()
        row.values["state"] = OneOf((row.values["state"], JobState.HELD.value, *dropped))
        row.unsay("due_at", "ended_at")


def left_behind(retold: Retold, by: By, state: Mapping[str, Any]) -> None:
    """What a command says of rows besides its events: first what changed and ended, then what began."""
    for key, values in state.get("changed", {}).get(job.name, {}).items():
        retold.change(job.name, key, by, _of_message(retold.find(job.name, key), values))
    for key, values in state.get("changed", {}).get(incident.name, {}).items():
        _settled(retold.find(incident.name, key), by, values["resolution"])
    ended = state.get("ended", {})
    _end_jobs(retold, by, ended.get(job.name, {}))
    for wait in ended.get(subscription.name, {}):
        for row in _at(retold, subscription.name, by, wait):
            retold.end(subscription.name, row.id)
    for wait, how in ended.get(incident.name, {}).items():
        for row in _at(retold, incident.name, by, wait):
            _settled(row, by, how)
    opened = state.get("opened", {})
    for key, values in opened.get(job.name, {}).items():
        _open_job(retold, by, key, values)
    for key, values in opened.get(subscription.name, {}).items():
        whole = {"wait_id": None, "correlation_key": None, **values, "instance_id": retold.stream, "created_at": by.at}
        retold.begin(subscription.name, key, by, whole)
    _keep_incidents(retold, by, opened.get(incident.name, {}))


def _at(retold: Retold, table: str, by: By, wait: str) -> list[RetoldRow]:
    """Rows at a wait that were there before this command."""
    return [row for row in retold.where(table, wait_id=wait) if row.began_by != by.command]


def _end_jobs(retold: Retold, by: By, ended: Mapping[str, str]) -> None:
    for wait, state in ended.items():
        for row in _at(retold, job.name, by, wait):
            if row.values.get("state") in STILL_OPEN:
                row.say(by, {"state": state, "ended_at": by.at})


def _open_job(retold: Retold, by: By, key: str, told: Mapping[str, Any]) -> None:
    values = {
        "wait_id": None,
        "element_id": None,
        "lane": None,
        "peer": None,
        **told,
        "payload": Digest(told["payload"]) if "payload" in told else {},
        "instance_id": retold.stream,
        "procedure_id": by.procedure.get("id"),
        "attempts": 0,
        "last_error": None,
        "created_at": by.at,
        "ended_at": None,
    }
    if values.pop("follows", False):
        retold.following.add(key)
        values["state"] = JobState.READY.value if values["state"] == JobState.HELD else values["state"]
    row = retold.begin(job.name, key, by, values)
    if told.get("kind") == Kind.MESSAGE:
        row.unsay("due_at", "attempts")


def _of_message(row: RetoldRow | None, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """How often a message looked for its receiver is not told, nor when it will look again."""
    if row is None or row.values.get("kind") != Kind.MESSAGE:
        return values
    return {name: value for name, value in values.items() if name not in {"due_at", "attempts"}}


def _keep_incidents(retold: Retold, by: By, kept: Mapping[str, Mapping[str, Any]]) -> None:
    """An incident whose wait was over before its command was leaves no row."""
    for row in retold.of(incident.name):
        if row.began_by == by.command and "wait_id" not in row.values:
            if row.id in kept:
                row.say(by, {"wait_id": None, "job_id": None, **kept[row.id]})
            else:
                retold.end(incident.name, row.id)
