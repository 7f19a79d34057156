"""Messages and signals find those that wait for them, or start what begins with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from engine.cases.advance import advance, start
from engine.cases.at_hand import locked_instance
from engine.cases.instance import Instance
from engine.cases.machine import machine_of
from engine.cases.new_case import Origin
from engine.cases.readers import sees_inside
from engine.cases.steps import Cause
from engine.cases.submissions import submitted
from engine.cases.texts import say
from engine.definitions.metadata import Message
from engine.definitions.tables import start_subscription
from engine.events import Change, Event
from engine.events.instances import MessageReceived, SignalReceived, SignalRefused
from engine.instances.rules import State
from engine.instances.tables import process_instance, subscription
from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict, Forbidden, NotFound
from engine.kernel.permissions import Permission
from engine.library.acceptance import accepting_of
from engine.library.bundle import Bundle
from engine.library.versions import bundle_of
from engine.unit_of_work.context import Context

_WAITING = select(
    *(subscription.c[name] for name in ("instance_id", "wait_id", "element_id")),
    *(process_instance.c[name] for name in ("state", "version_id", "procedure_id", "requester_id", "customer_id", "department")),
).join(process_instance, process_instance.c.id == subscription.c.instance_id)

_MOST_RECEIVERS = 25
"""Instances to which a thrown signal is delivered in one transaction."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way. ``sender``: the instance that threw it, or None from outside."""

    name: str
    correlation_key: str | None
    variables: Mapping[str, Any]
    instance_id: str | None = None
    business_key: str | None = None
    sender: Instance | None = None


def correlate(ctx: Context, letter: Letter) -> list[str]:
    """Deliver the message to the one instance that waits for it, or start what begins with it. Gives the instances' ids.

    Raises ``NotFound`` where nobody waits, ``Conflict`` where several do (unless procedure.toml says ``many``)
    or the one is suspended, ``Forbidden`` where the actor may not send it, or the receiver does not accept it from the sender's procedure.
    """
    matching = ctx.db.execute(_matching(letter)).all()
    found = _accepting(ctx, letter, [row for row in matching if _may_know(ctx, letter.name, row)])
    if matching and not found:
        raise _nobody_waits(letter.name)
    if not found:
        return [_start_by_message(ctx, letter)]
    running = [row for row in found if row.state == State.RUNNING]
    if not running:
        raise Conflict(say("receiver_suspended", name=letter.name))
    targets = _first_of_each(running)
    if len(targets) > 1 and not all(_message_of(ctx, row.version_id, letter.name).many for row in targets):
        raise Conflict(say("several_wait", name=letter.name, count=len(targets)), code="message_ambiguous")
    return [_deliver_message(ctx, letter, row) for row in targets]


def _may_know(ctx: Context, name: str, row: Row[Any]) -> bool:
    """Whether the actor may be told that this case waits: how many do, or that one rests, is nothing for others."""
    if _trusted(ctx.actor):
        return True
    bundle = bundle_of(ctx, row.version_id)
    return _is_sender(ctx.actor, name, bundle, row) or sees_inside(ctx, row.instance_id)


def _accepting(ctx: Context, letter: Letter, rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """Those whose procedures accept the letter. Raises ``Forbidden`` where there are some and none does."""
    if letter.sender is None:
        return rows
    accepting, refusals = accepting_of(
        ctx, [row.procedure_id for row in rows], letter.sender.procedure_id, ("messages", letter.name), letter.variables
    )
    if refusals and not accepting:
        raise next(iter(refusals.values()))
    return [row for row in rows if row.procedure_id in accepting]


def _matching(letter: Letter) -> Any:
    statement = _WAITING.where(subscription.c.kind == "message", subscription.c.name == letter.name)
    if letter.instance_id is not None:
        statement = statement.where(subscription.c.instance_id == letter.instance_id)
        if letter.correlation_key is None:
            return statement.order_by(subscription.c.id)
    if letter.business_key is not None:
        statement = statement.where(process_instance.c.business_key == letter.business_key)
        if letter.correlation_key is None:
            return statement.order_by(subscription.c.id)
    # A wait without a key takes messages without one; "is" compares None, too.
    return statement.where(subscription.c.correlation_key.is_not_distinct_from(letter.correlation_key)).order_by(subscription.c.id)


def _first_of_each(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """One wait of each instance, the oldest; in the order in which instances are locked everywhere."""
    first: dict[str, Row[Any]] = {}
    for row in rows:
        first.setdefault(row.instance_id, row)
    return [first[key] for key in sorted(first)]


def _message_of(ctx: Context, version_id: str, name: str) -> Message:
    return bundle_of(ctx, version_id).procedure.messages.get(name, Message())


def _deliver_message(ctx: Context, letter: Letter, row: Row[Any]) -> str:
    instance = _reached(ctx, row.instance_id)
    _check_sender(ctx, letter.name, instance.bundle, instance)
    machine = machine_of(ctx, instance)
    context = machine.variables_at(row.wait_id)
    values = _granted(ctx, instance.bundle, letter, context, instance.id)
    about = instance.element(row.element_id)

    def event(changed: Sequence[Change]) -> Event:
        return MessageReceived(about, letter.name, letter.correlation_key, changed or None, _id_of(letter.sender))

    advance(ctx, instance, machine.deliver(row.wait_id, values), Cause(row.element_id, event))
    return instance.id


def _reached(ctx: Context, instance_id: str) -> Instance:
    """The case that something is delivered to: the command's impulse has come one case further."""
    instance = locked_instance(ctx, instance_id)
    instance.hops = max(instance.hops, ctx.impulse.hops + 1)
    return instance


def _granted(ctx: Context, bundle: Bundle, letter: Letter, context: Mapping[str, Any], instance_id: str | None) -> Mapping[str, Any]:
    """What it may bring. From an instance: what the receiver has accepted. From people, administrators among them: what the form of the
    message grants, and nothing without one. The system itself is trusted."""
    message = bundle.procedure.messages.get(letter.name, Message())
    if letter.sender is not None or (message.form is None and not ctx.actor.has_account):
        return letter.variables
    if message.form is None:
        return {}
    return submitted(ctx, bundle, message.form, letter.variables, context, instance_id=instance_id).values


def _check_sender(ctx: Context, name: str, bundle: Bundle, instance: Instance | None) -> None:
    actor = ctx.actor
    if _trusted(actor):
        return
    if _is_sender(actor, name, bundle, instance):
        return
    if not (actor.of_the_house if instance is None else sees_inside(ctx, instance.id)):
        raise _nobody_waits(name)
    raise Forbidden(say("may_not_send", name=name), name=name)


def _is_sender(actor: Actor, name: str, bundle: Bundle, case: Row[Any] | Instance | None) -> bool:
    return any(_may_send(actor, role, bundle, case) for role in bundle.procedure.messages.get(name, Message()).roles)


def _trusted(actor: Actor) -> bool:
    return not actor.has_account or actor.may(Permission.INSTANCES_ADMINISTER)


def _may_send(actor: Actor, role: str, bundle: Bundle, instance: Row[Any] | Instance | None) -> bool:
    """A requester's role counts for their own request alone."""
    if instance is None:
        return actor.holds_anywhere(role)
    of_requesters = any(role in start.roles for start in bundle.procedure.starts if start.portal)
    if of_requesters:
        return actor.holds_anywhere(role) and instance.requester_id is not None and instance.requester_id == actor.id
    return actor.holds(role, customer=instance.customer_id, department=instance.department)


def _start_by_message(ctx: Context, letter: Letter) -> str:
    if letter.instance_id is not None:
        raise _nobody_waits(letter.name)
    starts = _accepting(ctx, letter, _starts(ctx, "message", letter.name))
    if not starts:
        raise _nobody_waits(letter.name)
    if len(starts) > 1:
        raise Conflict(say("several_start", name=letter.name, count=len(starts)), code="message_ambiguous")
    bundle = bundle_of(ctx, starts[0].version_id)
    _check_sender(ctx, letter.name, bundle, None)
    values = _granted(ctx, bundle, letter, {}, None)
    origin = Origin("message", starts[0].element_id, business_key=letter.business_key, submission=values, hops=ctx.impulse.hops + 1)
    return start(ctx, bundle, values, origin).id


def _starts(ctx: Context, kind: str, name: str) -> Sequence[Row[Any]]:
    statement = select(start_subscription).where(start_subscription.c.kind == kind, start_subscription.c.name == name)
    return ctx.db.execute(statement.order_by(start_subscription.c.procedure_id)).all()


def _nobody_waits(name: str) -> NotFound:
    return NotFound(say("nobody_waits", name=name), code="message_not_correlated", name=name)


def broadcast(ctx: Context, name: str, variables: Mapping[str, Any]) -> list[str]:
    """Deliver a signal from outside to every running instance that waits for it, and start what begins with it. Gives their ids."""
    reached = _deliver_to(ctx, _listening(name), name, variables, None)
    return [*reached, *(_start_by_signal(ctx, variables, row).id for row in _starts(ctx, "signal", name))]


@dataclass(frozen=True, slots=True)
class Round:
    """How far a thrown signal has come: to all up to the instance ``after``; those hear it that waited at ``heard_at``."""

    heard_at: datetime
    after: str = ""


def broadcast_some(ctx: Context, name: str, variables: Mapping[str, Any], sender: Instance, so_far: Round) -> Round | None:
    """Deliver a thrown signal to the next few instances, so that no command takes long. None: it is delivered whole.

    Not to ``sender``, which threw it: its own machine told all that waited in it, and once is enough. Nor to other procedures that
    do not accept it from the sender's: the sender's evidence names those, in the first round.
    """
    instance_id = subscription.c.instance_id
    all_others = _listening(name).where(instance_id != sender.id, subscription.c.created_at <= so_far.heard_at)
    starts = _starts(ctx, "signal", name)
    listening = all_others.with_only_columns(process_instance.c.procedure_id).distinct()
    receivers = {*ctx.db.execute(listening).scalars(), *(row.procedure_id for row in starts)}
    taking = _taking(ctx, receivers, sender, name, variables, tell=not so_far.after)
    every = all_others.where(instance_id > so_far.after, process_instance.c.procedure_id.in_(sorted(taking)))
    following = ctx.db.execute(every.with_only_columns(instance_id).distinct().order_by(instance_id).limit(_MOST_RECEIVERS)).scalars().all()
    _deliver_to(ctx, every.where(instance_id.in_(following)), name, variables, sender)
    if len(following) == _MOST_RECEIVERS:
        return Round(so_far.heard_at, following[-1])
    for row in starts:
        if row.procedure_id in taking:
            _start_by_signal(ctx, variables, row)
    return None


def _listening(name: str) -> Select[Any]:
    return _WAITING.where(subscription.c.kind == "signal", subscription.c.name == name, process_instance.c.state == State.RUNNING)


def _deliver_to(ctx: Context, which: Select[Any], name: str, variables: Mapping[str, Any], sender: Instance | None) -> list[str]:
    """In the order in which instances are locked everywhere. Gives the ids of those that had it."""
    rows = ctx.db.execute(which.order_by(subscription.c.instance_id, subscription.c.id)).all()
    return list(dict.fromkeys(row.instance_id for row in rows if _deliver_signal(ctx, name, variables, row, sender)))


def _taking(ctx: Context, receivers: set[str], sender: Instance, name: str, variables: Mapping[str, Any], *, tell: bool) -> Set[str]:
    """The procedures that take the signal from the sender's; ``tell``: the evidence names those that do not."""
    accepting, refusals = accepting_of(ctx, receivers, sender.procedure_id, ("signals", name), variables)
    if refusals and tell:
        ctx.record(SignalRefused(name, sorted(refusals)), sender)
    return accepting


def _id_of(sender: Instance | None) -> str | None:
    return None if sender is None else sender.id


def _start_by_signal(ctx: Context, variables: Mapping[str, Any], row: Row[Any]) -> Instance:
    return start(ctx, bundle_of(ctx, row.version_id), variables, Origin("signal", row.element_id, hops=ctx.impulse.hops + 1))


def _deliver_signal(ctx: Context, name: str, variables: Mapping[str, Any], row: Row[*tuple[Any, ...]], sender: Instance | None) -> bool:
    instance = _reached(ctx, row.instance_id)
    machine = machine_of(ctx, instance)
    # An earlier delivery of the same signal may have ended this wait.
    if not instance.alive or all(wait.wait_id != row.wait_id for wait in machine.waits()):
        return False
    about = instance.element(row.element_id)

    def event(changed: Sequence[Change]) -> Event:
        return SignalReceived(about, name, changed or None, _id_of(sender))

    advance(ctx, instance, machine.deliver(row.wait_id, variables), Cause(row.element_id, event))
    return True
