"""Submissions: what a form grants of them, and the files that they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from engine.attachments.tables import attachment
from engine.cases.texts import say
from engine.kernel.actor import Actor
from engine.kernel.errors import InvalidInput
from engine.library.bundle import Bundle
from engine.library.option_lists import lists_for
from engine.unit_of_work.context import Context

_FILE = select(attachment).where(attachment.c.id == bindparam("attachment_id"))
_TAKE = (
    update(attachment)
    .where(attachment.c.id == bindparam("attachment_id"), attachment.c.instance_id.is_(None))
    .values(instance_id=bindparam("of_instance"), task_id=bindparam("of_task"), field=bindparam("of_field"))
)


@dataclass(frozen=True, slots=True)
class Submitted:
    """``values``: what the form granted; ``dropped``: names that were sent and not granted; ``files``: field path and attachment id."""

    values: dict[str, Any]
    dropped: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()


def submitted(
    ctx: Context,
    bundle: Bundle,
    form_id: str | None,
    data: Mapping[str, Any],
    context: Mapping[str, Any],
    *,
    instance_id: str | None = None,
) -> Submitted:
    """Check ``data`` against the form. Without a form nothing is granted. Raises ``InvalidInput`` with all faults."""
    if not isinstance(data, Mapping):
        raise InvalidInput(say("submission_no_object"))
    if form_id is None:
        return Submitted({}, tuple(data))
    form = bundle.forms[form_id]
    values = form.check_submission(
        data, context=context, lists=lists_for(ctx, form, context), now=ctx.now, owns_attachment=_owner(ctx, ctx.actor, instance_id)
    )
    dropped = tuple(name for name in data if name not in values)
    return Submitted(values, dropped, tuple(form.attachments(values)))


def _owner(ctx: Context, actor: Actor, instance_id: str | None) -> Callable[[str], bool]:
    """A person may name files that they uploaded, and those that the case has already."""

    def owns(attachment_id: str) -> bool:
        row = ctx.db.execute(_FILE, {"attachment_id": attachment_id}).first()
        if row is None:
            return False
        return bool(row.instance_id == instance_id if row.instance_id is not None else row.uploaded_by == actor.id)

    return owns


def files_of(ctx: Context, found: Submitted) -> list[Mapping[str, Any]]:
    """What evidence says of the files that were named."""
    return [_file_facts(field, ctx.db.execute(_FILE, {"attachment_id": attachment_id}).one()) for field, attachment_id in found.files]


def _file_facts(field: str, row: Row[Any]) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "field": field,
        "name": row.file_name,
        "type": row.media_type,
        "bytes": row.bytes,
        "sha256": row.checksum,
        "by": row.uploaded_by,
        "at": row.uploaded_at,
    }


def take_files(ctx: Context, found: Submitted, instance_id: str, task_id: str | None) -> None:
    """The files belong to the case from now on; those that it has already stay where they are."""
    for field, attachment_id in found.files:
        values = {"attachment_id": attachment_id, "of_instance": instance_id, "of_task": task_id, "of_field": field[:200]}
        ctx.db.execute(_TAKE, values)
