"""The first start: the organisation, the roles of the documented procedures, two calendars, and the first administrator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import insert, select

from engine.calendars import WEEKDAYS
from engine.calendars.china import holidays
from engine.commands.organisation.texts import say
from engine.commands.people.create_user import CreateUser
from engine.commands.people.grant_role import GrantRole
from engine.commands.people.hashing import Hashing
from engine.events import changes
from engine.events.organisation import CalendarSaved, OrganisationSetUp, RoleCreated
from engine.identity.built_in_roles import ADMINISTRATOR, BUILT_IN_ROLES
from engine.identity.tables import organisation, role
from engine.kernel.errors import Conflict, Fault, Forbidden, InvalidInput
from engine.kernel.texts import Text
from engine.service_levels.tables import business_calendar
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command

OFFICE, ALWAYS = "office", "always"
"""The calendars that are there from the first start."""

OFFICE_DAY = [["09:00", "12:00"], ["13:00", "18:00"]]


@dataclass(frozen=True)
class SetUpOrganisation(Command[str]):
    """Gives the administrator's id. The password is for one use: it must be changed at the first sign-in.

    Only the system itself sets up an organisation, and only once.
    """

    name: Text
    time_zone: str
    username: str
    password: str
    hashing: Hashing = field(default_factory=Hashing, repr=False, compare=False)

    holds_secret: ClassVar[bool] = True

    def carry_out(self, ctx: Context) -> str:
        if ctx.actor.kind != "system":
            raise Forbidden(say("only_at_first_start"))
        if ctx.db.execute(select(organisation.c.id)).first() is not None:
            raise Conflict(say("set_up_already"), code="set_up_already")
        if self.time_zone not in available_timezones():
            fault = Fault("time_zone", "time_zone_unknown", say("time_zone_unknown", time_zone=self.time_zone))
            raise InvalidInput(say("time_zone_expected", zone=self.time_zone), faults=[fault])
        names = self.name.named("name") | {"time_zone": self.time_zone}
        ctx.db.execute(insert(organisation), {"id": 1, **names, "demonstration": False, "created_at": ctx.now})
        add_missing_roles(ctx)
        self._add_calendars(ctx)
        name = say("administrator")
        administrator = CreateUser(self.username, name.zh, name.en, self.password, hashing=self.hashing).insert(
            ctx, must_change_password=True
        )
        GrantRole(administrator.id, ADMINISTRATOR).insert(ctx)
        ctx.record(OrganisationSetUp(self.name.zh, self.name.en, self.time_zone, administrator.id))
        return administrator.id

    def _add_calendars(self, ctx: Context) -> None:
        in_china = self.time_zone in {"Asia/Shanghai", "Asia/Urumqi"}
        year = ctx.now.astimezone(ZoneInfo(self.time_zone)).year
        office = {
            "id": OFFICE,
            **say("office_hours").named("name"),
            "weekly": {day: OFFICE_DAY for day in WEEKDAYS[:5]},  # noqa: C420 - fromkeys would share one list
            "exceptions": holidays(OFFICE_DAY, (year, year + 1)) if in_china else {},
        }
        always = {
            "id": ALWAYS,
            **say("round_the_clock").named("name"),
            "weekly": {day: [["00:00", "24:00"]] for day in WEEKDAYS},
            "exceptions": {},
        }
        for each in (office, always):
            facts = {**{name: value for name, value in each.items() if name != "id"}, "time_zone": self.time_zone}
            ctx.db.execute(insert(business_calendar), {"id": each["id"], **facts, "version": 1})
            ctx.record(CalendarSaved(str(each["id"]), changes(facts, {})))


def add_missing_roles(ctx: Context) -> int:
    """The built-in roles that a database does not have yet (a newer release may bring more); how many there were."""
    known = set(ctx.db.execute(select(role.c.id)).scalars())
    rows = [
        {
            "id": each.id,
            **each.name.named("name"),
            **each.description.named("description"),
            "permissions": sorted(map(str, each.permissions)),
            "built_in": True,
            "version": 1,
        }
        for each in BUILT_IN_ROLES
        if each.id not in known
    ]
    if rows:
        ctx.db.execute(insert(role), rows)
    for each in rows:
        ctx.record(RoleCreated(str(each["id"]), {name: value for name, value in each.items() if name not in {"id", "version"}}))
    return len(rows)


@dataclass(frozen=True)
class AddMissingRoles(Command[int]):
    """After an update: the roles that the new release brings; how many there were."""

    def carry_out(self, ctx: Context) -> int:
        if ctx.actor.kind != "system":
            raise Forbidden(say("for_the_system_alone"))
        return add_missing_roles(ctx)
