"""Routes: inbox, user tasks, drafts."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer, nothing
from api.derived import page_of, shape_of
from api.door import ask, do, note_case_read
from api.etags import expected_version
from api.locale import LocaleQuery, chosen_locale
from api.routing import Routes
from api.tasks.schemas import DraftBody, InboxQuery, MaybeDraft, PersonBody, SubmissionBody
from engine.commands.tasks.assign_task import AssignTask, ClaimTask, DelegateTask, ResolveTask, UnclaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.commands.tasks.save_draft import DiscardDraft, SaveDraft
from engine.queries.tasks.drafts import ShowDraft
from engine.queries.tasks.inbox import CountInbox, Inbox, InboxCounts, InboxRow
from engine.queries.tasks.one_task import ShowTask, TaskDetail
from engine.unit_of_work.receipts import DraftReceipt, TaskReceipt
from engine.unit_of_work.verbs import Command

routes = Routes("tasks", "Inbox, user tasks, drafts")


@routes.on("GET", "/inbox", query=InboxQuery, gives=page_of(InboxRow))
def inbox(query: dict[str, Any]) -> Response:
    """Open tasks, filtered and sorted."""
    return answer(ask(Inbox(**query)))


@routes.on("GET", "/inbox/counts", gives=shape_of(InboxCounts))
def inbox_counts() -> Response:
    """How many tasks wait; cheap enough to ask every few seconds."""
    return answer(ask(CountInbox()))


@routes.on("GET", "/tasks/<task_id>", query=LocaleQuery, gives=shape_of(TaskDetail))
def task(task_id: str, query: dict[str, Any]) -> Response:
    """One task with its form, values, option lists and draft."""
    found = ask(ShowTask(task_id, chosen_locale(query)))
    note_case_read(found.instance_id)
    return answer(found, version=found.version)


@routes.on("POST", "/tasks/<task_id>/claim", gives=shape_of(TaskReceipt), if_match=True)
def claim_task(task_id: str) -> Response:
    """Take a task that one is a candidate for."""
    return _receipt(ClaimTask(task_id, expected_version=expected_version()))


@routes.on("POST", "/tasks/<task_id>/unclaim", gives=shape_of(TaskReceipt), if_match=True)
def unclaim_task(task_id: str) -> Response:
    """Give a task back to its candidates."""
    return _receipt(UnclaimTask(task_id, expected_version=expected_version()))


@routes.on("POST", "/tasks/<task_id>/assign", takes=PersonBody, gives=shape_of(TaskReceipt), if_match=True)
def assign_task(task_id: str, body: dict[str, Any]) -> Response:
    """Give a task to a person."""
    return _receipt(AssignTask(task_id, body["user_id"], expected_version=expected_version()))


@routes.on("POST", "/tasks/<task_id>/delegate", takes=PersonBody, gives=shape_of(TaskReceipt), if_match=True)
def delegate_task(task_id: str, body: dict[str, Any]) -> Response:
    """Let somebody else do it and get it back."""
    return _receipt(DelegateTask(task_id, body["user_id"], expected_version=expected_version()))


@routes.on("POST", "/tasks/<task_id>/resolve", gives=shape_of(TaskReceipt), if_match=True)
def resolve_task(task_id: str) -> Response:
    """Give a delegated task back to its owner."""
    return _receipt(ResolveTask(task_id, expected_version=expected_version()))


@routes.on("POST", "/tasks/<task_id>/complete", takes=SubmissionBody, gives=shape_of(TaskReceipt), if_match=True)
def complete_task(task_id: str, body: dict[str, Any]) -> Response:
    """Submit the form and complete the task."""
    return _receipt(CompleteTask(task_id, body["submission"], expected_version=expected_version()))


@routes.on("GET", "/drafts/<subject>", gives=MaybeDraft)
def draft(subject: str) -> Response:
    """One's own draft for `task:<id>` or `start:<procedure>:<form>`; null without one."""
    return answer({"draft": ask(ShowDraft(subject))})


@routes.on("PUT", "/drafts/<subject>", takes=DraftBody, gives=shape_of(DraftReceipt))
def save_draft(subject: str, body: dict[str, Any]) -> Response:
    """Keep what was typed."""
    return answer(do(SaveDraft(subject, body["data"])))


@routes.on("DELETE", "/drafts/<subject>", status=204)
def discard_draft(subject: str) -> Response:
    """Throw a draft away."""
    do(DiscardDraft(subject))
    return nothing()


def _receipt(command: Command[TaskReceipt]) -> Response:
    done = do(command)
    return answer(done, version=done.version)
