"""Routes: machine work that is due now or later."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.jobs.schemas import JobReceipt, JobShape, JobsQuery, RetryJobBody
from api.paging import page_of
from api.routing import Routes

routes = Routes("jobs", "Machine work that is due now or later")


@routes.on("GET", "/jobs", query=JobsQuery, gives=page_of(JobShape))
def jobs(query: dict[str, Any]) -> Response:
    """Jobs, by due time."""
    raise NotImplementedError


@routes.on("POST", "/jobs/<job_id>/retry", takes=RetryJobBody, gives=JobReceipt)
def retry_job(job_id: str, body: dict[str, Any]) -> Response:
    """Give a job new retries, now or at a time."""
    raise NotImplementedError
