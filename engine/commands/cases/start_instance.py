"""Start a procedure by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete

from engine.cases import access
from engine.cases.advance import advance
from engine.cases.at_hand import receipt_of
from engine.cases.new_case import Origin, begin
from engine.cases.submissions import files_of, submitted, take_files
from engine.commands.cases.texts import say
from engine.definitions.metadata import Start
from engine.kernel.actor import Actor
from engine.kernel.errors import Forbidden, NotFound
from engine.kernel.permissions import Permission
from engine.library.bundle import Bundle
from engine.library.versions import active_bundle, no_active_bundle
from engine.tasks.tables import form_draft
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import InstanceReceipt
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class StartInstance(Command[InstanceReceipt]):
    """``submission``: the values of the start form ``start_form`` (None: the first that the actor may use).

    Customer and requester are taken from the variables that procedure.toml names; where a start form does
    not ask for them they are the actor's own.
    """

    procedure_id: str
    submission: Mapping[str, Any] = field(default_factory=dict)
    start_form: str | None = None
    business_key: str | None = None
    customer_id: str | None = None
    requester_id: str | None = None

    def carry_out(self, ctx: Context) -> InstanceReceipt:
        bundle = active_bundle(ctx, self.procedure_id)
        start = _chosen(bundle, ctx.actor, self.start_form)
        given = submitted(ctx, bundle, start.form, self.submission, access.start_values(ctx))
        variables = {**self._known(ctx, bundle, start), **{name: value for name, value in given.values.items() if value is not None}}
        origin = Origin(
            "form", business_key=self.business_key, submission=given.values, dropped=given.dropped, attachments=files_of(ctx, given)
        )
        instance, outcome, cause = begin(ctx, bundle, variables, origin)
        _check_scope(ctx.actor, start, instance.customer_id)
        take_files(ctx, given, instance.id, None)
        self._drop_draft(ctx, start)
        advance(ctx, instance, outcome, cause)
        return receipt_of(ctx, instance)

    def _known(self, ctx: Context, bundle: Bundle, start: Start) -> dict[str, Any]:
        """Who asks and for whom: given by the caller, or the actor where the requester starts it."""
        rules, own = bundle.procedure, start.portal
        known: dict[str, Any] = {}
        if rules.customer is not None:
            known[rules.customer] = self.customer_id if not own and self.customer_id else ctx.actor.customer
        if rules.requester is not None:
            known[rules.requester] = ctx.actor.id if own else self.requester_id
        return {name: value for name, value in known.items() if value is not None}

    def _drop_draft(self, ctx: Context, start: Start) -> None:
        subject = f"start:{self.procedure_id}:{start.form}"
        ctx.db.execute(delete(form_draft).where(form_draft.c.user_id == (ctx.actor.id or ""), form_draft.c.subject == subject))


def _chosen(bundle: Bundle, actor: Actor, form: str | None) -> Start:
    """The way to start that the actor may use. Raises ``Forbidden``, or ``NotFound`` for a start form that there is not.

    To people from outside a procedure that they may not start is none, like one that there is not.
    """
    for start in bundle.procedure.starts:
        if form in (None, start.form) and (actor.may(Permission.INSTANCES_ADMINISTER) or actor.holds_any(start.roles)):
            return start
    if not actor.of_the_house:
        raise no_active_bundle(bundle.procedure_id)
    if form is not None and all(start.form != form for start in bundle.procedure.starts):
        raise NotFound(say("start_form_unknown", form=form), form=form)
    raise Forbidden(say("may_not_start", procedure=bundle.procedure_id), procedure_id=bundle.procedure_id)


def _check_scope(actor: Actor, start: Start, customer_id: str | None) -> None:
    """A role that is held for one customer only starts nothing for another."""
    if customer_id is None or actor.may(Permission.INSTANCES_ADMINISTER):
        return
    if not any(actor.holds(role, customer=customer_id, department=held.department) for role in start.roles for held in actor.roles):
        raise Forbidden(say("not_for_this_customer"), code="customer_out_of_scope")
