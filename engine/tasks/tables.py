"""Tables of user tasks, those who may take them, and drafts of forms."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, Index, Integer, Table, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext

from engine.store.base import Id, JsonData, Key, Name, Text, UtcTime, bilingual, id_column, metadata, version_column

NEVER_DUE = datetime(9999, 12, 31, tzinfo=UTC)
"""The sort key of tasks without a due time: they come last, on every database alike."""


def _due_order(context: DefaultExecutionContext) -> datetime:
    due: datetime | None = context.get_current_parameters().get("due_at")  # type: ignore[no-untyped-call]
    return due or NEVER_DUE


user_task = Table(
    "user_task",
    metadata,
    id_column(),
    Column("instance_id", Id, nullable=False),
    Column("wait_id", Key, nullable=False),
    Column("procedure_id", Key, nullable=False),
    Column("version_id", Id, nullable=False),
    Column("element_id", Key, nullable=False),
    *bilingual("name"),
    Column("form_id", Key),
    Column("state", Key, nullable=False),  # open | completed | cancelled
    Column("assignee_id", Id),
    Column("owner_id", Id),  # who delegated it and gets it back
    Column("delegation", Key),  # None | pending | resolved
    Column("priority", Integer, nullable=False, default=50),
    Column("due_at", UtcTime),
    Column("due_order", UtcTime, nullable=False, default=_due_order),  # due_at or NEVER_DUE
    Column("follow_up_at", UtcTime),
    Column("attempt", Integer, nullable=False, default=1),
    Column("properties", JsonData, nullable=False),
    Column("customer_id", Id),
    Column("department", Key),
    Column("created_at", UtcTime, nullable=False),
    Column("claimed_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("ended_by", Id),
    Column("offered_to", Text, nullable=False, default=" "),  # candidate keys between blanks; kept when the task has ended
    Column("by_name", Boolean),  # the assignee has it though no candidate; null: free, or handed over by a release that did not say
    version_column(),
    UniqueConstraint("instance_id", "wait_id"),
    Index(None, "assignee_id", "state", "due_order", "id"),
    Index(None, "state", "due_order", "id"),
    Index(None, "procedure_id", "state", "due_order", "id"),
    Index(None, "instance_id", "state"),
    # For lists of all open tasks sorted by priority, or by id, which is the order of their making.
    Index(None, "state", "priority", "id"),
    Index(None, "state", "id"),
)

# Only open tasks have candidates. What lists sort and filter by stands here too, so that a page of
# "my roles" is a walk along one index, and at worst a scan of these narrow rows without a join.
task_candidate = Table(
    "task_candidate",
    metadata,
    Column("task_id", Id, primary_key=True),
    Column("candidate", Key, primary_key=True),  # "role:service_desk" or "user:<id>"
    Column("procedure_id", Key),
    Column("customer_id", Id),
    Column("department", Key),
    Column("priority", Integer, nullable=False, default=50),
    Column("due_at", UtcTime, nullable=False),  # the task's due_order
    Column("assigned", Boolean, nullable=False, default=False),  # somebody has claimed it
    Index(None, "candidate", "assigned", "due_at", "task_id"),
    Index(None, "candidate", "assigned", "task_id"),
    Index(None, "candidate", "assigned", "priority", "task_id"),
)

# The names that tasks have had, each once: who searches for a name finds its tasks by comparing few names instead of all tasks.
task_name = Table(
    "task_name",
    metadata,
    Column("name_zh", Name, primary_key=True),
    Column("name_en", Name, primary_key=True),
    Column("search_text", Text, nullable=False),  # both, in normal form (engine.kernel.searching)
)

form_draft = Table(
    "form_draft",
    metadata,
    Column("user_id", Id, primary_key=True),
    Column("subject", Key, primary_key=True),  # "task:<id>" or "start:<procedure>"
    Column("data", JsonData, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)
