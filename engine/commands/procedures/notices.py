"""Tells the people of the owner's role that a version waits for them, and its author what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select

from engine.cases.holders.telling import tell_people
from engine.commands.procedures.texts import say
from engine.definitions.metadata import Procedure
from engine.definitions.publishing import State
from engine.identity.tables import role_assignment
from engine.kernel.texts import Text
from engine.unit_of_work.context import Context

_BECAME = {State.DEPLOYED: "version_deployed", State.REJECTED: "version_rejected"}


def tell_reviewers(ctx: Context, procedure: Procedure, number: int, note: str, roles: Iterable[str]) -> None:
    """Everybody who holds one of ``roles`` for all customers, but for the author."""
    table = role_assignment.c
    holders = select(table.user_id).where(table.role_id.in_(tuple(roles)), table.customer_id.is_(None), table.department.is_(None))
    subject = say("version_to_review", procedure=procedure.name, number=number)
    text = say("version_author", author=ctx.actor.name, note=note or "—")
    tell_people(ctx, subject, dict.fromkeys(ctx.db.execute(holders).scalars(), text))


def tell_author(ctx: Context, row: Row[Any], became: State, remarks: str) -> None:
    """``row``: of the version; ``became``: its state now."""
    subject = say(_BECAME[became], procedure=Text(row.name_en, row.name_zh), number=row.number)
    text = say("version_reviewer", reviewer=ctx.actor.name, remarks=remarks or "—")
    tell_people(ctx, subject, {row.submitted_by: text})
