"""Add a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar
from zoneinfo import available_timezones

from sqlalchemy import insert, select

from engine.commands.people.hashing import Hashing
from engine.commands.people.texts import say
from engine.events.organisation import UserCreated
from engine.identity.passwords import require_good_password
from engine.identity.people import affiliation_of, names_around
from engine.identity.rules import normal_username, require, username_fault
from engine.identity.tables import app_user, customer
from engine.kernel.actor import Affiliation
from engine.kernel.errors import Conflict, Fault, InvalidInput
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command

LOCALES = ("zh", "en")
_SECRET = frozenset({"password", "hashing"})


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
    Without an ``affiliation`` whoever has a customer belongs there, and everybody else to the house.
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
    affiliation: str | None = None
    hashing: Hashing = field(default_factory=Hashing, repr=False, compare=False)

    def carry_out(self, ctx: Context) -> UserReceipt:
        require(ctx.actor, Permission.USERS_MANAGE)
        return self.insert(ctx, must_change_password=True)

    def insert(self, ctx: Context, *, must_change_password: bool) -> UserReceipt:
        """Check the input and make the row; the right to do so was checked by the caller."""
        username = normal_username(self.username)
        self._check(ctx, username)
        if ctx.db.execute(select(app_user.c.id).where(app_user.c.username == username)).first() is not None:
            raise Conflict(say("username_taken", username=username), code="username_taken")
        given = {name: value for name, value in asdict(self).items() if name not in {"password", "username", "hashing"}}
        facts = with_affiliation(given) | {"username": username}
        row = {
            **facts,
            "id": new_id(),
            "password_hash": self.hashing.hashed(self.password) if self.password else None,
            "must_change_password": must_change_password and self.password is not None,
            "active": True,
            "created_at": ctx.now,
            "version": 1,
        }
        ctx.db.execute(insert(app_user), row)
        told = {name: value for name, value in facts.items() if value not in (None, False)}
        ctx.record(UserCreated(str(row["id"]), told | {"must_change_password": row["must_change_password"]}))
        return UserReceipt(str(row["id"]), 1)

    def _check(self, ctx: Context, username: str) -> None:
        fault = username_fault(username)
        if fault is not None:
            raise InvalidInput(fault.text, faults=[fault])
        if self.technical and self.password is not None:
            why = say("no_password_for_technical")
            raise InvalidInput(why, faults=[Fault("password", "technical_account", why)])
        if self.password is not None:
            require_good_password(self.password, known=names_around(ctx.db, asdict(self)))
        names = ("locale", "time_zone", "customer_id", "display_name_zh", "display_name_en")
        check_user_facts(ctx, {name: getattr(self, name) for name in names})


def check_user_facts(ctx: Context, facts: dict[str, object]) -> None:
    """Raises ``InvalidInput`` for a language, time zone or customer that does not exist, or a name that is empty."""
    faults = [fault for name, value in facts.items() if (fault := _fact_fault(ctx, name, value)) is not None]
    if faults:
        raise InvalidInput(faults[0].text, faults=faults)


def with_affiliation(given: Mapping[str, object], before: Mapping[Any, Any] | None = None) -> dict[str, object]:
    """``given`` and where the person belongs then: to a customer exactly when there is one. ``before``: the row, if there is one.

    Raises ``InvalidInput`` where the two contradict each other, as when somebody loses the customer and nobody says where they belong now.
    """
    if before is not None and not given.keys() & {"customer_id", "affiliation"}:
        return dict(given)
    customer_id = given.get("customer_id") if before is None or "customer_id" in given else before["customer_id"]
    was = Affiliation.HOUSE if before is None else affiliation_of(before["affiliation"], before["customer_id"])
    chosen = given.get("affiliation") or (was if customer_id is None else Affiliation.CUSTOMER)
    if chosen not in tuple(Affiliation) or (chosen == Affiliation.CUSTOMER) != (customer_id is not None):
        fault = Fault("affiliation", "affiliation_contradicts", say("affiliation_contradicts"))
        raise InvalidInput(say("affiliation_expected"), faults=[fault])
    return {**given, "affiliation": Affiliation(str(chosen)).value}


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
