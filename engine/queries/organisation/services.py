"""The services of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.queries.outsiders import known_services
from engine.service_levels.tables import catalogue_service
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service; ``calendar_id`` names its service hours."""

    id: str
    version: int
    code: str
    name_zh: str
    name_en: str
    description_zh: str | None
    description_en: str | None
    calendar_id: str
    active: bool


@dataclass(frozen=True)
class Services(Query[tuple[ServiceRow, ...]]):
    """All services by code; a supplier's people get those of their cases."""

    active_only: bool = False

    def answer(self, ctx: ReadContext) -> tuple[ServiceRow, ...]:
        query = select(*(catalogue_service.c[name] for name in ServiceRow.__slots__)).where(known_services(ctx))
        if self.active_only:
            query = query.where(catalogue_service.c.active)
        return tuple(ServiceRow(*row) for row in ctx.db.execute(query.order_by(catalogue_service.c.code)))
