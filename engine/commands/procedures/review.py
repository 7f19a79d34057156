"""What becomes of a version in review: a second person of the owner's role approves or rejects it, or its author withdraws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from engine.commands.procedures.activation import make_active
from engine.commands.procedures.bundle_checks import check_bundle
from engine.commands.procedures.deploy import VersionReceipt
from engine.commands.procedures.notices import tell_author
from engine.commands.procedures.texts import say
from engine.commands.procedures.version_rows import NewVersion, end_review, locked_procedure, touch_procedure, version_with
from engine.definitions.publishing import State, require_approval, require_rejection, require_withdrawal, review_of
from engine.definitions.rules import LARGEST_NUMBER
from engine.definitions.tables import procedure_version
from engine.events.definitions import ProcedureDeployed, VersionApproved, VersionRejected, VersionWithdrawn
from engine.kernel.errors import Fault, Forbidden, InvalidInput, NotFound
from engine.library.versions import bundle_of
from engine.unit_of_work.context import Context
from engine.unit_of_work.row_versions import require_version
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class ApproveVersion(Command[VersionReceipt]):
    """The version becomes the active one. ``expected_version``: of the procedure, as it was seen.

    For another person than the author, who holds the owner's role (both, where the version names a new owner), and may open cases
    to more readers where it does. Raises ``Conflict`` where another version became active since it was put forward.
    """

    procedure_id: str
    number: int
    remarks: str = ""
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> VersionReceipt:
        known, row = _found(ctx, self.procedure_id, self.number, self.expected_version)
        require_approval(ctx.actor, review_of(row))
        bundle = bundle_of(ctx, row.id)
        check_bundle(ctx, bundle)
        end_review(ctx, row.id, State.DEPLOYED, self.remarks)
        ctx.record(VersionApproved(known.id, row.id, row.number, row.submitted_by, self.remarks or None))
        seen = make_active(ctx, bundle, known, NewVersion(row.id, row.number))
        tell_author(ctx, row, State.DEPLOYED, self.remarks)
        ctx.record(ProcedureDeployed(known.id, row.id, row.number, row.checksum, bundle.checksums, row.note, row.dialect))
        return _receipt(ctx, row, State.DEPLOYED, seen)


@dataclass(frozen=True)
class RejectVersion(Command[VersionReceipt]):
    """For whoever could approve it but for a change of owner. The reason is told to the author."""

    procedure_id: str
    number: int
    reason: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> VersionReceipt:
        known, row = _found(ctx, self.procedure_id, self.number, self.expected_version)
        require_rejection(ctx.actor, review_of(row))
        if not self.reason.strip():
            fault = Fault("reason", "required", say("reason_missing"))
            raise InvalidInput(say("reason_missing"), faults=[fault])
        end_review(ctx, row.id, State.REJECTED, self.reason)
        seen = touch_procedure(ctx, known)
        tell_author(ctx, row, State.REJECTED, self.reason)
        ctx.record(VersionRejected(known.id, row.id, row.number, row.submitted_by, self.reason))
        return _receipt(ctx, row, State.REJECTED, seen)


@dataclass(frozen=True)
class WithdrawVersion(Command[VersionReceipt]):
    """For its author."""

    procedure_id: str
    number: int
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> VersionReceipt:
        known, row = _found(ctx, self.procedure_id, self.number, self.expected_version)
        require_withdrawal(ctx.actor, review_of(row))
        end_review(ctx, row.id, State.WITHDRAWN, "")
        seen = touch_procedure(ctx, known)
        ctx.record(VersionWithdrawn(known.id, row.id, row.number))
        return _receipt(ctx, row, State.WITHDRAWN, seen)


def _found(ctx: Context, procedure_id: str, number: int, expected: int | None) -> tuple[Row[Any], Row[*tuple[Any, ...]]]:
    """The procedure, locked, and its version with its review. Raises ``Forbidden``, ``NotFound``, ``StaleVersion``."""
    if not (ctx.actor.of_the_house or ctx.actor.kind == "system"):
        raise Forbidden(say("versions_not_for_outsiders"))
    known = locked_procedure(ctx, procedure_id)
    row = None if number > LARGEST_NUMBER else version_with(ctx, procedure_id, procedure_version.c.number == number)
    if known is None or row is None:
        raise NotFound(say("version_unknown", number=number, procedure=procedure_id))
    require_version(known.version, expected)
    return known, row


def _receipt(ctx: Context, row: Row[*tuple[Any, ...]], state: State, seen: int) -> VersionReceipt:
    return VersionReceipt(
        row.procedure_id, row.id, row.number, row.checksum, False, receipts=ctx.receipts, procedure_version=seen, state=state
    )
