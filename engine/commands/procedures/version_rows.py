"""The rows of procedures and their versions: found and locked, added, made active."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from engine.bpmn.model import EventKind
from engine.cases.start_timers import plan_start_timers
from engine.definitions.publishing import State, author_of
from engine.definitions.rules import kind_of
from engine.definitions.tables import bundle_file, procedure, procedure_version, start_subscription, version_review
from engine.kernel.ids import new_id
from engine.library.bundle import Bundle
from engine.library.dialect import LATEST
from engine.library.reviewed_versions import reviewed_versions
from engine.unit_of_work.context import Context


@dataclass(frozen=True, slots=True)
class NewVersion:
    """One that was added."""

    id: str
    number: int


def locked_procedure(ctx: Context, procedure_id: str) -> Row[Any] | None:
    """Whoever changes a procedure or one of its versions locks it first. None: there is none yet."""
    return ctx.db.execute(select(procedure).where(procedure.c.id == procedure_id).with_for_update()).first()


def owner_of(known: Row[Any]) -> str | None:
    """The owner's role of the active version; None without one."""
    return None if known.active_version_id is None else known.owner_role


def version_with(ctx: Context, procedure_id: str, *conditions: ColumnElement[bool]) -> Row[*tuple[Any, ...]] | None:
    """The newest such version of the procedure, with its review."""
    statement = reviewed_versions().where(procedure_version.c.procedure_id == procedure_id, *conditions)
    return ctx.db.execute(statement.order_by(procedure_version.c.number.desc())).first()


def _next_number(ctx: Context, procedure_id: str) -> int:
    last = ctx.db.execute(select(func.max(procedure_version.c.number)).where(procedure_version.c.procedure_id == procedure_id)).scalar()
    return (last or 0) + 1


def insert_version(ctx: Context, bundle: Bundle, files: Mapping[str, bytes], note: str) -> NewVersion:
    """The immutable version, that nothing begins with yet."""
    version_id, number = new_id(), _next_number(ctx, bundle.procedure_id)
    row = {
        "id": version_id,
        "procedure_id": bundle.procedure_id,
        "number": number,
        "version_tag": bundle.program.process.version_tag,
        "name_zh": bundle.procedure.name.zh,
        "name_en": bundle.procedure.name.en,
        "checksum": bundle.facts["checksum"],
        "metadata": bundle.metadata,
        "dialect": LATEST,
        "note": note or None,
        "deployed_at": ctx.now,
        "deployed_by": ctx.actor.id,
    }
    ctx.db.execute(insert(procedure_version), row)
    _insert_files(ctx, bundle, version_id, files)
    return NewVersion(version_id, number)


def _insert_files(ctx: Context, bundle: Bundle, version_id: str, files: Mapping[str, bytes]) -> None:
    rows = [
        {
            "id": new_id(),
            "version_id": version_id,
            "path": path,
            "kind": kind_of(path),
            "checksum": bundle.checksums[path],
            "bytes": len(content),
            "content": content,
        }
        for path, content in sorted(files.items())
    ]
    ctx.db.execute(insert(bundle_file), rows)


def open_review(ctx: Context, bundle: Bundle, version_id: str, based_on: str | None) -> None:
    """The version waits for a second person."""
    row = {
        "version_id": version_id,
        "procedure_id": bundle.procedure_id,
        "state": State.IN_REVIEW.value,
        "based_on": based_on,
        "submitted_at": ctx.now,
        "submitted_by": author_of(ctx.actor),
    }
    ctx.db.execute(insert(version_review), row)


def end_review(ctx: Context, version_id: str, state: State, remarks: str) -> None:
    """It has been decided about; what was said then stays with it."""
    decided = {"state": state.value, "decided_at": ctx.now, "decided_by": ctx.actor.id, "remarks": remarks or None}
    ctx.db.execute(update(version_review).where(version_review.c.version_id == version_id).values(decided))


def add_procedure(ctx: Context, bundle: Bundle) -> Row[Any]:
    """A procedure without an active version; until there is one neither its name nor its owner is anybody's word."""
    ctx.db.execute(insert(procedure), {"id": bundle.procedure_id, "created_at": ctx.now, "version": 0, **_facts(bundle)})
    return ctx.db.execute(select(procedure).where(procedure.c.id == bundle.procedure_id)).one()


def touch_procedure(ctx: Context, known: Row[Any], **values: Any) -> int:
    """Something about the procedure changed; gives its version, which is the ETag."""
    seen: int = known.version + 1
    ctx.db.execute(update(procedure).where(procedure.c.id == known.id).values(version=seen, **values))
    return seen


def activate(ctx: Context, bundle: Bundle, version_id: str, known: Row[Any]) -> int:
    """New instances run this version; its start events replace those of the version before. Gives the procedure's version."""
    seen = touch_procedure(ctx, known, active_version_id=version_id, **_facts(bundle))
    _subscribe(ctx, bundle, version_id)
    plan_start_timers(ctx, bundle, version_id)
    return seen


def _facts(bundle: Bundle) -> dict[str, str]:
    name = bundle.procedure.name
    return {"name_zh": name.zh, "name_en": name.en, "owner_role": bundle.procedure.owner_role}


def _subscribe(ctx: Context, bundle: Bundle, version_id: str) -> None:
    ctx.db.execute(delete(start_subscription).where(start_subscription.c.procedure_id == bundle.procedure_id))
    rows = [
        {
            "id": new_id(),
            "procedure_id": bundle.procedure_id,
            "version_id": version_id,
            "element_id": start.element_id,
            "kind": start.kind.value,
            "name": start.name,
        }
        for start in bundle.program.starts
        if start.kind in (EventKind.MESSAGE, EventKind.SIGNAL)
    ]
    if rows:
        ctx.db.execute(insert(start_subscription), rows)
