"""What a bundle names outside itself must exist, and its parts must fit together."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from engine.bpmn import check_references
from engine.commands.procedures.texts import say
from engine.connectors.protocol import Registry
from engine.definitions.metadata import FILE
from engine.identity.tables import role
from engine.kernel.errors import Fault
from engine.library.bundle import Bundle
from engine.library.clocks_started import listed_clock_faults
from engine.library.compiling import bundle_refused
from engine.unit_of_work.context import Context


def check_bundle(ctx: Context, bundle: Bundle) -> None:
    """Raises ``InvalidInput`` with all that is wrong."""
    roles = {role_id for (role_id,) in ctx.db.execute(select(role.c.id))}
    faults = [
        *check_references(
            bundle.program.process,
            decisions=bundle.decisions.keys(),
            forms=bundle.forms.keys(),
            connectors=ctx.shared.part(Registry).types(),
            roles=roles,
        ),
        *_metadata_faults(bundle, roles),
        *listed_clock_faults(bundle),
    ]
    if faults:
        raise bundle_refused(faults)


def _metadata_faults(bundle: Bundle, roles: set[str]) -> Iterator[Fault]:
    if bundle.procedure.id != bundle.procedure_id:
        text = say("id_differs", procedure=bundle.procedure_id, found=bundle.procedure.id)
        yield Fault("id", "metadata_id_differs", text, file=FILE)
    for where, name in bundle.procedure.roles_named:
        if name not in roles:
            yield Fault(where, "role_unknown", say("role_does_not_exist", name=name), file=FILE)
    named = [(f"start[{place}].form", start.form) for place, start in enumerate(bundle.procedure.starts)]
    named += [(f"messages.{name}.form", message.form) for name, message in bundle.procedure.messages.items()]
    for where, form in named:
        if form is not None and form not in bundle.forms:
            yield Fault(where, "form_unknown", say("form_not_in_bundle", form=form), file=FILE)
