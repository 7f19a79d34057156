"""Procedures as their active versions describe them: what new cases run, and who reads all of them."""

from __future__ import annotations

from sqlalchemy import select

from engine.definitions.metadata import Procedure, procedure_of
from engine.definitions.tables import procedure, procedure_version
from engine.unit_of_work.context import ReadContext

_ACTIVE = select(procedure_version.c.metadata).join(procedure, procedure.c.active_version_id == procedure_version.c.id)


def active_procedures(ctx: ReadContext) -> tuple[Procedure, ...]:
    """The rules of all procedures with an active version. One statement; there are dozens, not thousands."""
    return tuple(procedure_of(row.metadata) for row in ctx.db.execute(_ACTIVE))


def active_procedure(ctx: ReadContext, procedure_id: str) -> Procedure | None:
    """The rules of one procedure by its active version; None without one."""
    found = ctx.db.execute(_ACTIVE.where(procedure.c.id == procedure_id)).scalar()
    return None if found is None else procedure_of(found)
