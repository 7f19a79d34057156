"""Messages and signals from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.cases.messages import Letter, broadcast, correlate
from engine.identity.rules import require
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import Correlated
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class CorrelateMessage(Command[Correlated]):
    """Tell the one instance that waits for this message and key, or start the procedure that begins with it."""

    name: str
    correlation_key: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    instance_id: str | None = None
    business_key: str | None = None

    def carry_out(self, ctx: Context) -> Correlated:
        letter = Letter(self.name, self.correlation_key, self.variables, self.instance_id, self.business_key)
        reached = correlate(ctx, letter)
        return Correlated(tuple(reached), ctx.receipts)


@dataclass(frozen=True)
class BroadcastSignal(Command[Correlated]):
    """Tell everybody who waits for this signal. A signal reaches cases of all customers: for administrators."""

    name: str
    variables: Mapping[str, Any] = field(default_factory=dict)

    def carry_out(self, ctx: Context) -> Correlated:
        require(ctx.actor, Permission.INSTANCES_ADMINISTER)
        return Correlated(tuple(broadcast(ctx, self.name, self.variables)), ctx.receipts)
