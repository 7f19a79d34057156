"""Shapes of the inbox, of user tasks and of drafts."""

from __future__ import annotations

from marshmallow import fields, validate

from api.paging import PageQuery
from api.shapes import (
    DraftShape,
    Fact,
    FormShape,
    Named,
    Option,
    Receipt,
    Shape,
    choice,
    flag,
    json_object,
    listing,
    mapping_of,
    maybe_moment,
    maybe_one,
    maybe_whole,
    moment,
    one,
    text,
    whole,
)

ACTIONS = ("claim", "unclaim", "assign", "delegate", "resolve", "complete")


class InboxQuery(PageQuery):
    """Filters of the inbox; all that are given must hold."""

    view = choice("mine", "roles", "all", required=False, load_default="mine")
    procedure_id = fields.String()
    role = fields.String()
    customer_id = fields.String()
    assignee_id = fields.String()
    text = fields.String(validate=validate.Length(max=200))
    due = choice("overdue", "today", "week", required=False)
    priority_min = fields.Integer()
    sort = choice("due", "-due", "created", "-created", "priority", "-priority", required=False, load_default="due")


class Candidate(Shape):
    """Who may take a task: everyone who holds a role, or one person."""

    kind = choice("role", "user")
    id = text()
    name_zh = text()
    name_en = text()


class InboxRow(Shape):
    task_id = text()
    version = whole()
    name_zh = text()
    name_en = text()
    element_id = text()
    procedure = one(Named)
    instance_id = text()
    instance_number = text()
    title = text()
    facts = listing(Fact)
    customer = maybe_one(Named)
    assignee = maybe_one(Named)
    candidates = listing(Candidate)
    priority = whole()
    due_at = maybe_moment()
    due_working_seconds = maybe_whole(metadata={"description": "Working time left in seconds; negative when overdue"})
    overdue = flag()
    follow_up_at = maybe_moment()
    created_at = moment()
    claimed_at = maybe_moment()
    delegation = choice("pending", "resolved", allow_none=True)


class InboxCounts(Shape):
    mine = whole()
    roles = whole()
    overdue = whole()
    revision = text(metadata={"description": "Changes whenever one of the lists may have changed"})


class TaskDetail(InboxRow):
    """Everything that the page of one task needs."""

    state = choice("open", "completed", "cancelled")
    instance_state = text()
    owner = maybe_one(Named)
    requester = maybe_one(Named)
    ended_at = maybe_moment()
    ended_by = maybe_one(Named)
    complete_on_claim = flag()
    portal = flag()
    form = maybe_one(FormShape)
    data = json_object(metadata={"description": "Values for the form's fields"})
    lists = mapping_of(listing(Option))
    draft = maybe_one(DraftShape)
    allowed = listing(choice(*ACTIONS))


class PersonBody(Shape):
    user_id = fields.String(required=True, validate=validate.Length(1, 36))


class SubmissionBody(Shape):
    submission = json_object()


class TaskReceipt(Shape):
    """What a change of a task left behind; ``next_tasks`` are those that the actor may go on with."""

    instance_id = text()
    task_id = text()
    version = whole()
    receipts = listing(Receipt)
    next_tasks = listing(text())


class DraftBody(Shape):
    data = json_object()


class MaybeDraft(Shape):
    draft = maybe_one(DraftShape)
