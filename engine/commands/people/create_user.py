"""Add a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar
from zoneinfo import available_timezones

from sqlalchemy import insert, select

from engine.commands.people.texts import say
from engine.events.organisation import UserCreated
from engine.identity.passwords import hash_password, require_good_password
from engine.identity.rules import normal_username, require, username_fault
from engine.identity.tables import app_user, customer
from engine.kernel.errors import Conflict, Fault, InvalidInput
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command

LOCALES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class UserReceipt:
    """The row that was made or changed; ``tasks_given_back``: how many the person lost with it."""

    id: str
    version: int
    tasks_given_back: int = 0


@dataclass(frozen=True)
class CreateUser(Command[UserReceipt]):
    """A person without a role. A password given here is for one use; without one nobody can sign in yet.

    ``technical``: not a person but another system. It has no password, comes in with tokens alone, and holds no human task.
    """

    holds_secret: ClassVar[bool] = True

    username: str
    display_name_zh: str
    display_name_en: str
    password: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: str = "zh"
    time_zone: str | None = None
    customer_id: str | None = None
    department: str | None = None
    technical: bool = False

    def carry_out(self, ctx: Context) -> UserReceipt:
        require(ctx.actor, Permission.USERS_MANAGE)
        return self.insert(ctx, must_change_password=True)

    def insert(self, ctx: Context, *, must_change_password: bool) -> UserReceipt:
        """Check the input and make the row; the right to do so was checked by the caller."""
        username = normal_username(self.username)
        self._check(ctx, username)
        if ctx.db.execute(select(app_user.c.id).where(app_user.c.username == username)).first() is not None:
            raise Conflict(say("username_taken", username=username), code="username_taken")
        facts = {name: value for name, value in asdict(self).items() if name not in {"password", "username"}} | {"username": username}
        row = {
            **facts,
            "id": new_id(),
            "password_hash": hash_password(self.password) if self.password else None,
            "must_change_password": must_change_password and self.password is not None,
            "active": True,
            "created_at": ctx.now,
            "version": 1,
        }
        ctx.db.execute(insert(app_user), row)
        ctx.record(UserCreated(str(row["id"]), {name: value for name, value in facts.items() if value not in (None, False)}))
        return UserReceipt(str(row["id"]), 1)

    def _check(self, ctx: Context, username: str) -> None:
        fault = username_fault(username)
        if fault is not None:
            raise InvalidInput(fault.text, faults=[fault])
        if self.technical and self.password is not None:
            why = say("no_password_for_technical")
            raise InvalidInput(why, faults=[Fault("password", "technical_account", why)])
        if self.password is not None:
            require_good_password(self.password, username=username)
        names = ("locale", "time_zone", "customer_id", "display_name_zh", "display_name_en")
        check_user_facts(ctx, {name: getattr(self, name) for name in names})


def check_user_facts(ctx: Context, facts: dict[str, object]) -> None:
    """Raises ``InvalidInput`` for a language, time zone or customer that does not exist, or a name that is empty."""
    faults = [fault for name, value in facts.items() if (fault := _fact_fault(ctx, name, value)) is not None]
    if faults:
        raise InvalidInput(faults[0].text, faults=faults)


def _fact_fault(ctx: Context, name: str, value: object) -> Fault | None:
    match name:
        case "locale" if value not in LOCALES:
            return Fault(name, "locale_unknown", say("locale_unknown", value=value))
        case "time_zone" if value is not None and value not in available_timezones():
            return Fault(name, "time_zone_unknown", say("time_zone_not_known", value=value))
        case "customer_id" if value is not None and not _customer_exists(ctx, str(value)):
            return Fault(name, "customer_unknown", say("customer_not_found", value=value))
        case "display_name_zh" | "display_name_en" if not str(value or "").strip():
            return Fault(name, "name_missing", say("name_empty"))
    return None


def _customer_exists(ctx: Context, customer_id: str) -> bool:
    return ctx.db.execute(select(customer.c.id).where(customer.c.id == customer_id)).first() is not None
