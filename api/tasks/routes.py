"""Routes: inbox, user tasks, drafts."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.locale import LocaleQuery
from api.paging import page_of
from api.routing import Routes
from api.tasks.schemas import DraftBody, InboxCounts, InboxQuery, InboxRow, MaybeDraft, PersonBody, SubmissionBody, TaskDetail, TaskReceipt

routes = Routes("tasks", "Inbox, user tasks, drafts")


@routes.on("GET", "/inbox", query=InboxQuery, gives=page_of(InboxRow))
def inbox(query: dict[str, Any]) -> Response:
    """Open tasks, filtered and sorted."""
    raise NotImplementedError


@routes.on("GET", "/inbox/counts", gives=InboxCounts)
def inbox_counts() -> Response:
    """How many tasks wait; cheap enough to ask every few seconds."""
    raise NotImplementedError


@routes.on("GET", "/tasks/<task_id>", query=LocaleQuery, gives=TaskDetail)
def task(task_id: str, query: dict[str, Any]) -> Response:
    """One task with its form, values, option lists and draft."""
    raise NotImplementedError


@routes.on("POST", "/tasks/<task_id>/claim", gives=TaskReceipt, if_match=True)
def claim_task(task_id: str) -> Response:
    """Take a task that one is a candidate for."""
    raise NotImplementedError


@routes.on("POST", "/tasks/<task_id>/unclaim", gives=TaskReceipt, if_match=True)
def unclaim_task(task_id: str) -> Response:
    """Give a task back to its candidates."""
    raise NotImplementedError


@routes.on("POST", "/tasks/<task_id>/assign", takes=PersonBody, gives=TaskReceipt, if_match=True)
def assign_task(task_id: str, body: dict[str, Any]) -> Response:
    """Give a task to a person."""
    raise NotImplementedError


@routes.on("POST", "/tasks/<task_id>/delegate", takes=PersonBody, gives=TaskReceipt, if_match=True)
def delegate_task(task_id: str, body: dict[str, Any]) -> Response:
    """Let somebody else do it and get it back."""
    raise NotImplementedError


@routes.on("POST", "/tasks/<task_id>/resolve", gives=TaskReceipt, if_match=True)
def resolve_task(task_id: str) -> Response:
    """Give a delegated task back to its owner."""
    raise NotImplementedError


@routes.on("POST", "/tasks/<task_id>/complete", takes=SubmissionBody, gives=TaskReceipt, if_match=True)
def complete_task(task_id: str, body: dict[str, Any]) -> Response:
    """Submit the form and complete the task."""
    raise NotImplementedError


@routes.on("GET", "/drafts/<subject>", gives=MaybeDraft)
def draft(subject: str) -> Response:
    """One's own draft for `task:<id>` or `start:<procedure>`."""
    raise NotImplementedError


@routes.on("PUT", "/drafts/<subject>", takes=DraftBody, gives=MaybeDraft)
def save_draft(subject: str, body: dict[str, Any]) -> Response:
    """Keep what was typed."""
    raise NotImplementedError


@routes.on("DELETE", "/drafts/<subject>", status=204)
def discard_draft(subject: str) -> Response:
    """Throw a draft away."""
    raise NotImplementedError
