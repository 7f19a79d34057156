"""A version becomes the active one: after a review or without one, by the same rules."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from engine.commands.procedures.version_rows import NewVersion, activate, owner_of
from engine.definitions.metadata import Procedure, procedure_of
from engine.definitions.publishing import readers_added, require_all_owners, require_may_widen
from engine.definitions.tables import procedure_version
from engine.events.definitions import ReadersWidened
from engine.library.bundle import Bundle
from engine.unit_of_work.context import Context


def make_active(ctx: Context, bundle: Bundle, known: Row[Any], version: NewVersion) -> int:
    """Gives the procedure's version after it. ``known``: the procedure, locked. Raises ``Forbidden``."""
    require_all_owners(ctx.actor, owner_of(known), bundle.procedure.owner_role)
    added = readers_added(_active(ctx, known), bundle.procedure)
    require_may_widen(ctx.actor, added)
    if added:
        ctx.record(ReadersWidened(known.id, version.id, version.number, list(added)))
    return activate(ctx, bundle, version.id, known)


def _active(ctx: Context, known: Row[Any]) -> Procedure | None:
    if known.active_version_id is None:
        return None
    statement = select(procedure_version.c.metadata).where(procedure_version.c.id == known.active_version_id)
    return procedure_of(ctx.db.execute(statement).scalar_one())
