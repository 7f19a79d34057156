"""The organisation itself."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import select

from engine.identity.tables import organisation
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """``demonstration``: nothing in it is real, and the screens say so. ``second_person``: publishing needs one."""

    name_zh: str
    name_en: str
    time_zone: str
    demonstration: bool
    second_person: bool


@dataclass(frozen=True)
class ShowOrganisation(Query[OrganisationFacts | None]):
    """None before the first start."""

    def answer(self, ctx: ReadContext) -> OrganisationFacts | None:
        row = ctx.db.execute(select(*(organisation.c[each.name] for each in fields(OrganisationFacts)))).one_or_none()
        return None if row is None else OrganisationFacts(*row)
