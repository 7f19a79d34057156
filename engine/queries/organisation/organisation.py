"""The organisation itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.identity.tables import organisation
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """``demonstration``: nothing in it is real, and the screens say so."""

    name_zh: str
    name_en: str
    time_zone: str
    demonstration: bool


@dataclass(frozen=True)
class ShowOrganisation(Query[OrganisationFacts | None]):
    """None before the first start."""

    def answer(self, ctx: ReadContext) -> OrganisationFacts | None:
        columns = (organisation.c.name_zh, organisation.c.name_en, organisation.c.time_zone, organisation.c.demonstration)
        row = ctx.db.execute(select(*columns)).one_or_none()
        return None if row is None else OrganisationFacts(*row)
