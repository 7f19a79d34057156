"""Routes: machine work that is due now or later."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import page_of, shape_of
from api.door import ask, do
from api.jobs.schemas import JobsQuery, RetryJobBody
from api.routing import Routes
from engine.commands.cases.settle_incident import RetryJob
from engine.queries.cases.incidents import JobRow, Jobs
from engine.unit_of_work.receipts import JobReceipt

routes = Routes("jobs", "Machine work that is due now or later")


@routes.on("GET", "/jobs", query=JobsQuery, gives=page_of(JobRow))
def jobs(query: dict[str, Any]) -> Response:
    """Jobs, those due first at the top; those that are ready unless `state` says otherwise."""
    return answer(ask(Jobs(**query)))


@routes.on("POST", "/jobs/<job_id>/retry", takes=RetryJobBody, gives=shape_of(JobReceipt))
def retry_job(job_id: str, body: dict[str, Any]) -> Response:
    """Give a job new retries, now or at a time."""
    return answer(do(RetryJob(job_id, **body)))
