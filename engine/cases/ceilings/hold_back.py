"""Jobs beyond a ceiling are held, and one incident stands for all of them: a flood must not become a flood of incidents.

Nothing is lost: a person looks at the incident and lets the jobs go on, or ends the cases. What a person does is a new impulse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, update

from engine.cases.ceilings.counting import due_to, queued
from engine.cases.incidents import incident_of_procedure, raise_incident
from engine.cases.instance import Instance
from engine.cases.texts import say
from engine.definitions.tables import procedure
from engine.incidents.rules import CASE_QUEUE_FULL, IMPULSE_SPENT, PROCEDURE_QUEUE_FULL
from engine.incidents.rules import State as IncidentState
from engine.incidents.tables import incident
from engine.instances.tables import process_instance
from engine.jobs.rules import State
from engine.jobs.tables import job
from engine.kernel.ids import new_id
from engine.kernel.texts import Text
from engine.unit_of_work.context import Context

Rows = list[dict[str, Any]]
Cases = Mapping[str, Instance]


_FULL: Mapping[str, Callable[[int], Text]] = {
    CASE_QUEUE_FULL: lambda most: say("case_queue_full", most=most),
    PROCEDURE_QUEUE_FULL: lambda most: say("procedure_queue_full", most=most),
}


@dataclass(frozen=True, slots=True)
class _Said:
    """What an incident says."""

    code: str
    text: Text
    facts: Mapping[str, Any]


def hold_back(ctx: Context, cases: Cases) -> None:
    """Hold those of the jobs opened by this command for which there is no room."""
    fresh = [row for row in ctx.rows.jobs() if row["impulse_id"] is not None]
    if not fresh or _spent(ctx, cases, fresh, fresh[0]["impulse_id"]):
        return
    room = {CASE_QUEUE_FULL: ctx.settings.max_case_queue, PROCEDURE_QUEUE_FULL: ctx.settings.max_procedure_queue}
    for code, column in ((CASE_QUEUE_FULL, job.c.instance_id), (PROCEDURE_QUEUE_FULL, job.c.procedure_id)):
        by_key = _grouped(fresh, column.name)
        counts = queued(ctx, column, by_key)
        for key, rows in sorted(by_key.items()):
            if counts.get(key, 0) + len(rows) > room[code]:
                _hold(rows, _full(ctx, cases, code, rows[0], room[code]))


def _grouped(rows: Rows, name: str) -> dict[str, Rows]:
    """The rows that no other ceiling holds, by case or procedure."""
    found: dict[str, Rows] = {}
    for row in rows:
        if row[name] is not None and row["held_by"] is None:
            found.setdefault(row[name], []).append(row)
    return found


def _hold(rows: Rows, incident_id: str) -> None:
    for row in rows:
        row.update(state=State.HELD.value, held_by=incident_id)


# What follows from one impulse


def _spent(ctx: Context, cases: Cases, fresh: Rows, impulse_id: str) -> bool:
    """Whether the impulse has used up what may follow from it; then all that still waits of it is held, in other cases too."""
    settings = ctx.settings
    hops = max(row["hops"] for row in fresh)
    count = due_to(ctx, impulse_id, settings.max_impulse_jobs) + len(fresh)
    if hops <= settings.max_impulse_hops and count <= settings.max_impulse_jobs:
        return False
    incident_id, stands = _incident_of_impulse(ctx, impulse_id)
    _hold(fresh, incident_id)
    _hold_waiting(ctx, impulse_id, incident_id)
    if not stands:
        text = say("impulse_spent", hops=settings.max_impulse_hops, jobs=settings.max_impulse_jobs)
        facts = {"hops": hops, "jobs": count, **_beginning(ctx, impulse_id, fresh[0])}
        _raise(ctx, cases, fresh[0], incident_id, _Said(IMPULSE_SPENT, text, facts))
    return True


def _incident_of_impulse(ctx: Context, impulse_id: str) -> tuple[str, bool]:
    """The incident's id, and whether it stands already.

    It has the id of the impulse, so that of two commands that meet, the second is tried again and finds the incident of the first.
    """
    state = ctx.db.execute(select(incident.c.state).where(incident.c.id == impulse_id)).scalar()
    if state == IncidentState.RESOLVED:
        return new_id(), False
    return impulse_id, state is not None


def _hold_waiting(ctx: Context, impulse_id: str, incident_id: str) -> None:
    """Jobs at work are left alone: what they bring about is held then."""
    free: tuple[ColumnElement[bool], ...] = (job.c.state == State.READY, job.c.locked_until.is_(None))
    waiting = select(job.c.id).where(job.c.impulse_id == impulse_id, *free).with_for_update(skip_locked=True)
    ctx.db.execute(update(job).where(job.c.id.in_(waiting)).values(state=State.HELD.value, held_by=incident_id))


def _beginning(ctx: Context, impulse_id: str, latest: Mapping[str, Any]) -> dict[str, str]:
    """Where and when the impulse began, for whoever has to find the cause."""
    statement = (
        select(process_instance.c.number, job.c.element_id, job.c.created_at)
        .join(process_instance, process_instance.c.id == job.c.instance_id)
        .where(job.c.impulse_id == impulse_id)
    )
    first = ctx.db.execute(statement.order_by(job.c.id).limit(1)).first()
    if first is None:
        return {"element": latest["element_id"] or ""}
    return {"began_in": first.number, "element": first.element_id or "", "began_at": first.created_at.isoformat()}


# What waits of a case or procedure


def _full(ctx: Context, cases: Cases, code: str, row: Mapping[str, Any], most: int) -> str:
    """The incident of a queue that is full: the one that stands, or a new one. Gives its id."""
    if code == CASE_QUEUE_FULL:
        which = [incident.c.instance_id == row["instance_id"]]
    else:
        # Of two commands that meet here, the second waits and finds the incident of the first.
        ctx.db.execute(select(procedure.c.id).where(procedure.c.id == row["procedure_id"]).with_for_update())
        which = [incident.c.procedure_id == row["procedure_id"], incident.c.instance_id.is_(None)]
    stands = ctx.db.execute(select(incident.c.id).where(*which, incident.c.code == code, incident.c.state == IncidentState.OPEN)).scalar()
    if stands is not None:
        return str(stands)
    about = row if code == CASE_QUEUE_FULL else {**row, "instance_id": None}
    return _raise(ctx, cases, about, new_id(), _Said(code, _FULL[code](most), {"jobs": most}))


def _raise(ctx: Context, cases: Cases, row: Mapping[str, Any], incident_id: str, said: _Said) -> str:
    case = cases.get(row["instance_id"] or "")
    what: dict[str, Any] = {
        "code": said.code,
        "text": said.text,
        "facts": said.facts,
        "element_id": row["element_id"],
        "incident_id": incident_id,
    }
    return incident_of_procedure(ctx, row["procedure_id"], **what) if case is None else raise_incident(ctx, case, **what)
