"""Change how the organisation works."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from engine.commands.organisation.texts import say
from engine.events import changes
from engine.events.organisation import OrganisationChanged
from engine.identity.rules import require
from engine.identity.tables import organisation
from engine.kernel.errors import Conflict
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class ChangeOrganisation(Command[bool]):
    """``second_person``: whether a version is published only when another person has approved it. False where nothing changed."""

    second_person: bool

    def carry_out(self, ctx: Context) -> bool:
        require(ctx.actor, Permission.ORGANISATION_MANAGE)
        before = ctx.db.execute(select(organisation.c.second_person).with_for_update()).scalar_one_or_none()
        if before is None:
            raise Conflict(say("not_set_up"), code="not_set_up")
        if before == self.second_person:
            return False
        ctx.db.execute(update(organisation).values(second_person=self.second_person))
        ctx.record(OrganisationChanged(changes({"second_person": self.second_person}, {"second_person": before})))
        return True
