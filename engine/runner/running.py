"""Running a job: in its own transaction, or, where it reaches outside, between two. What goes wrong stays with the job."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Sequence
from typing import Protocol, TypeVar

from engine.commands.jobs.work_job import DoJob, FailJob, FinishJob, TakeJob, TakenJob
from engine.connectors.protocol import BpmnError, ConnectorFailed, OutsideConnector, Registry, Request
from engine.jobs.rules import Kind, Lane
from engine.kernel.actor import CONNECTOR, SYSTEM, TIMER, Actor
from engine.kernel.clock import Clock
from engine.kernel.crash import crash_at
from engine.kernel.errors import Unavailable, ZhiduError
from engine.kernel.ids import new_id
from engine.kernel.settings import Settings
from engine.runner.due_jobs import DueJob, DueJobs
from engine.runner.leases import Leases
from engine.runner.results import stored
from engine.runner.texts import say
from engine.store.failures import Failure
from engine.unit_of_work.shared import Shared
from engine.unit_of_work.verbs import Command, Query

T = TypeVar("T")

WORKER = f"{socket.gethostname()[:40]}:{os.getpid()}:{new_id()[-12:]}"
_ACTORS = {Kind.TIMER: TIMER, Kind.START_TIMER: TIMER, Kind.CONNECTOR: CONNECTOR}
_BATCH = 25
"""Jobs between two looks at what is due: whoever comes meanwhile has their turn after so many."""
_log = logging.getLogger(__name__)


class Door(Protocol):
    """What is needed of the engine."""

    settings: Settings
    clock: Clock
    shared: Shared

    def execute(self, command: Command[T], *, actor: Actor) -> T: ...
    def ask(self, query: Query[T], *, actor: Actor) -> T: ...


def run_due_jobs(engine: Door, limit: int, lane: Lane | None = None) -> int:
    """Run what is due (in ``lane``, or all), and what that brings about, ``limit`` jobs at most. Gives how many were run."""
    done = 0
    while done < limit:
        due = engine.ask(DueJobs(min(limit - done, _BATCH), lane), actor=SYSTEM)
        ran = _run_all(engine, due)
        done += ran
        if not ran:
            break
    return done


def _run_all(engine: Door, due: Sequence[DueJob]) -> int:
    return sum(run_job(engine, each) for each in due)


def run_job(engine: Door, due: DueJob) -> bool:
    """Run one job. What goes wrong is kept with the job, and tried again later; it never stops other jobs."""
    actor = _ACTORS.get(due.kind, SYSTEM)
    outside = _outside(engine.shared.part(Registry), due)
    try:
        if outside is None:
            return engine.execute(DoJob(due.id), actor=actor)
        return _run_outside(engine, due, outside)
    except Unavailable as reason:
        # Not the job's fault: it stays as it is, and is due at the next look. Where something is locked others may go on.
        if reason.reason_code != Failure.BUSY:
            raise
        return False
    except Exception as reason:
        return _failed(engine, due, reason)


def _outside(connectors: Registry, due: DueJob) -> OutsideConnector | None:
    """The connector of a job that reaches outside; None for all that is done within a transaction."""
    connector = connectors.find(due.connector) if due.kind is Kind.CONNECTOR and due.connector else None
    return connector if isinstance(connector, OutsideConnector) else None


def _run_outside(engine: Door, due: DueJob, connector: OutsideConnector) -> bool:
    taken = engine.execute(TakeJob(due.id, WORKER), actor=CONNECTOR)
    if taken is None:
        return False
    with engine.shared.part(Leases).renewed(engine, WORKER, due.id):
        crash_at("in_job_before_call")
        command = _called(engine, taken, connector)
        crash_at("in_job_after_call")
        return stored(engine, command)


def _called(engine: Door, taken: TakenJob, connector: OutsideConnector) -> FinishJob:
    """What came of the call. Raises what the connector raises, but for business errors."""
    request = Request(taken.job_id, taken.inputs, taken.headers, engine.settings, engine.clock.now())
    try:
        return FinishJob(taken.job_id, connector.call(request))
    except BpmnError as error:
        return FinishJob(taken.job_id, dict(error.variables), error.error_code, error.message)


def _failed(engine: Door, due: DueJob, reason: Exception) -> bool:
    if isinstance(reason, ZhiduError):
        retry = reason.retry if isinstance(reason, ConnectorFailed) else True
        command = FailJob(due.id, reason.reason_code, reason.text, retry)
    else:
        # The text of an unexpected error may hold anything, also secrets: people are told its kind, the log has the rest.
        _log.exception("Job %s failed", due.id)
        kind = type(reason).__name__
        command = FailJob(due.id, "job_failed", say("job_raised", kind=kind))
    try:
        return engine.execute(command, actor=SYSTEM)
    except Exception:
        _log.exception("The failure of job %s could not be recorded", due.id)
        return False
