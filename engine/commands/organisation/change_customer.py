"""Make and change customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from engine.commands.organisation.texts import say
from engine.events import changes
from engine.events.organisation import CustomerChanged, CustomerCreated
from engine.identity.rules import require
from engine.identity.tables import customer
from engine.kernel.errors import Conflict, Fault, InvalidInput, NotFound
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.row_versions import differing, require_changeable, require_version
from engine.unit_of_work.verbs import Command

CHANGEABLE = frozenset({"name_zh", "name_en", "active"})


@dataclass(frozen=True)
class CreateCustomer(Command[str]):
    """A customer; gives its id. ``code`` is short, unique and never changes."""

    code: str
    name_zh: str
    name_en: str

    def carry_out(self, ctx: Context) -> str:
        require(ctx.actor, Permission.ORGANISATION_MANAGE)
        faults = [
            Fault(name, "missing", say("is_empty", name=name)) for name in ("code", "name_zh", "name_en") if not getattr(self, name).strip()
        ]
        if faults:
            raise InvalidInput(say("customer_incomplete"), faults=faults)
        code = self.code.strip()
        if ctx.db.execute(select(customer.c.id).where(customer.c.code == code)).first() is not None:
            raise Conflict(say("customer_code_taken", code=code), code="customer_exists")
        facts: dict[str, object] = {"code": code, "name_zh": self.name_zh.strip(), "name_en": self.name_en.strip()}
        customer_id = new_id()
        ctx.db.execute(insert(customer), {"id": customer_id, **facts, "active": True, "version": 1})
        ctx.record(CustomerCreated(customer_id, facts))
        return customer_id


@dataclass(frozen=True)
class UpdateCustomer(Command[int]):
    """Change a customer; gives the new version. One that is not active is no longer offered in forms."""

    customer_id: str
    changes: Mapping[str, object]
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> int:
        require(ctx.actor, Permission.ORGANISATION_MANAGE)
        require_changeable(self.changes, CHANGEABLE)
        row = ctx.db.execute(select(customer).where(customer.c.id == self.customer_id).with_for_update()).mappings().one_or_none()
        if row is None:
            raise NotFound(say("customer_unknown", customer_id=self.customer_id))
        require_version(row["version"], self.expected_version)
        new = differing(row, self.changes)
        if not new:
            return int(row["version"])
        version = int(row["version"]) + 1
        ctx.db.execute(update(customer).where(customer.c.id == self.customer_id).values(**new, version=version))
        ctx.record(CustomerChanged(self.customer_id, changes(new, dict(row))))
        return version
