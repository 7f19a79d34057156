"""The cases that one command works on: found, locked, kept at hand, written together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from engine.cases.ceilings.hold_back import hold_back
from engine.cases.instance import COLUMNS, Instance
from engine.cases.steps import Step
from engine.cases.texts import say
from engine.events.instances import StateKept
from engine.instances.tables import process_instance
from engine.kernel.errors import NotFound
from engine.library.versions import bundle_of
from engine.tasks.tables import user_task
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import InstanceReceipt

_root = process_instance.alias("root")
_LOCKED = (
    select(*COLUMNS)
    .join(_root, _root.c.id == process_instance.c.root_instance_id)
    .where(process_instance.c.id == bindparam("instance_id"))
    .with_for_update(of=[_root, process_instance])
)

_SEVERAL_LOCKED = (
    select(*COLUMNS)
    .join(_root, _root.c.id == process_instance.c.root_instance_id)
    .where(process_instance.c.id.in_(bindparam("instance_ids", expanding=True)))
    .order_by(process_instance.c.id)
    .with_for_update(of=[_root, process_instance])
)
_AT_ONCE = 500


@dataclass(slots=True)
class AtHand:
    """A part of the context of a command (``Context.part``)."""

    instances: dict[str, Instance] = field(default_factory=dict)
    begun: list[Step] = field(default_factory=list)
    """Instances that a connector began and that ``advance`` still has to move on."""
    opened_tasks: list[str] = field(default_factory=list)
    """Ids of tasks that were opened for the actor."""
    inline_calls: int = 0

    def settle(self, ctx: Context) -> None:
        """Jobs beyond a ceiling are held; and a command that left something behind and recorded nothing is told of, too."""
        hold_back(ctx, self.instances)
        for instance in tuple(self.instances.values()):
            if instance.owes(ctx):
                ctx.record(StateKept(), instance)

    def write(self, ctx: Context) -> None:
        """The rows of the instances, before those that were opened for them."""
        for instance in self.instances.values():
            instance.write(ctx)
        for row in ctx.rows.of(user_task):
            # The case's scope may have become known after the task was opened, within the same command.
            row["customer_id"], row["department"] = self.instances[row["instance_id"]].scope


def at_hand(ctx: Context) -> AtHand:
    return ctx.part(AtHand)


def receipt_of(ctx: Context, instance: Instance) -> InstanceReceipt:
    """What a command answers that changed ``instance``."""
    opened = tuple(at_hand(ctx).opened_tasks)
    return InstanceReceipt(instance.id, instance.number, instance.version, instance.state, ctx.receipts, opened)


def instance_from(ctx: Context, values: Sequence[Any]) -> Instance:
    """The instance of a row's values (in column order); the one already at hand, if the command works on it already."""
    instances = at_hand(ctx).instances
    known = instances.get(values[0])
    if known is not None:
        return known
    found = Instance(*(*values, bundle_of(ctx, values[3])))
    instances[found.id] = found
    return found


def locked_instance(ctx: Context, instance_id: str) -> Instance:
    """The instance, locked together with its root: one command at a time works in one tree of instances.

    Raises ``NotFound``. No right is checked: that is for ``access``.
    """
    known = at_hand(ctx).instances.get(instance_id)
    if known is not None:
        return known
    row = ctx.db.execute(_LOCKED, {"instance_id": instance_id}).first()
    if row is None:
        raise no_instance(instance_id)
    return instance_from(ctx, row)


def locked_instances(ctx: Context, instance_ids: Collection[str]) -> dict[str, Instance]:
    """Those of the instances that exist, by id, each locked with its root. In the order of ids, so that two who do this do not block each
    other; a statement for each ``_AT_ONCE``."""
    wanted = sorted(each for each in instance_ids if each not in at_hand(ctx).instances)
    for begin in range(0, len(wanted), _AT_ONCE):
        for row in ctx.db.execute(_SEVERAL_LOCKED, {"instance_ids": wanted[begin : begin + _AT_ONCE]}):
            instance_from(ctx, row)
    known = at_hand(ctx).instances
    return {each: known[each] for each in instance_ids if each in known}


def no_instance(instance_id: str) -> NotFound:
    return NotFound(say("case_not_seen"), instance_id=instance_id)
