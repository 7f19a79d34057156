"""Deploy a procedure: the one door for the repository's own content and for uploads."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from engine.commands.procedures.activation import make_active
from engine.commands.procedures.bundle_checks import check_bundle
from engine.commands.procedures.notices import tell_reviewers
from engine.commands.procedures.sending import sending_warnings
from engine.commands.procedures.version_rows import (
    NewVersion,
    add_procedure,
    insert_version,
    locked_procedure,
    open_review,
    owner_of,
    touch_procedure,
    version_with,
)
from engine.definitions.publishing import State, author_of, deciding_roles, require_owner
from engine.definitions.rules import LARGEST_BUNDLE, MOST_FILES, kind_of
from engine.definitions.tables import procedure_version, version_review
from engine.events.definitions import ProcedureDeployed, VersionSubmitted
from engine.identity.rules import require
from engine.identity.tables import organisation
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.permissions import Permission
from engine.library.bundle import Bundle
from engine.library.compiling import compile_bundle
from engine.library.dialect import LATEST
from engine.unit_of_work.context import Context, Preparation
from engine.unit_of_work.receipts import Receipt
from engine.unit_of_work.row_versions import require_version
from engine.unit_of_work.verbs import Command
from engine.zip_input import ArchiveRefused, Ceilings, opened


@dataclass(frozen=True, slots=True)
class VersionReceipt:
    """``new``: False where a version with the same content is active, or in review, already. ``state``: of the version."""

    procedure_id: str
    version_id: str
    number: int
    checksum: str
    new: bool
    warnings: tuple[dict[str, Any], ...] = ()
    receipts: tuple[Receipt, ...] = ()
    procedure_version: int = 1
    """The ETag of the procedure after it."""
    state: State = State.DEPLOYED


@dataclass(frozen=True)
class Deploy(Command[VersionReceipt]):
    """Put a version forward. It is in review until a second person of the owner's role approves it; the operator's own is active at
    once, and so is everybody's where the organisation does without a second person.

    ``files``: path to content. All faults of all files are reported at once (``InvalidInput``).
    ``expected_version``: of the procedure, as it was seen (0: there was none).
    """

    files: Mapping[str, bytes]
    note: str = ""
    expected_version: int | None = None
    bundle: Bundle | None = field(default=None, repr=False, compare=False)
    """The files compiled, once it is prepared."""

    def prepared(self, preparation: Preparation) -> Deploy:
        require(preparation.actor, Permission.DEFINITIONS_DEPLOY)
        return replace(self, bundle=compile_bundle(self.files))

    def carry_out(self, ctx: Context) -> VersionReceipt:
        require(ctx.actor, Permission.DEFINITIONS_DEPLOY)
        bundle = self.bundle or compile_bundle(self.files)
        known = locked_procedure(ctx, bundle.procedure_id) or add_procedure(ctx, bundle)
        require_owner(ctx.actor, owner_of(known), bundle.procedure.owner_role)
        require_version(known.version, self.expected_version)
        check_bundle(ctx, bundle)
        there = _there_already(ctx, bundle, known)
        if there is not None:
            return there
        put_forward = self._in_review if _needs_second_person(ctx) else self._deployed
        receipt = put_forward(ctx, bundle, known, insert_version(ctx, bundle, self.files, self.note))
        return replace(receipt, warnings=tuple(map(_warning, (*bundle.warnings, *sending_warnings(ctx, bundle)))))

    def _in_review(self, ctx: Context, bundle: Bundle, known: Row[Any], version: NewVersion) -> VersionReceipt:
        based_on, note = known.active_version_id, self.note or None
        open_review(ctx, bundle, version.id, based_on)
        seen = touch_procedure(ctx, known)
        tell_reviewers(ctx, bundle.procedure, version.number, self.note, deciding_roles(owner_of(known), bundle.procedure.owner_role))
        facts = (known.id, version.id, version.number, _checksum(bundle), bundle.checksums, LATEST)
        ctx.record(VersionSubmitted(*facts, author_of(ctx.actor) or "", based_on, note))
        return _receipt(ctx, bundle, version, State.IN_REVIEW, seen)

    def _deployed(self, ctx: Context, bundle: Bundle, known: Row[Any], version: NewVersion) -> VersionReceipt:
        seen = make_active(ctx, bundle, known, version)
        ctx.record(ProcedureDeployed(known.id, version.id, version.number, _checksum(bundle), bundle.checksums, self.note or None, LATEST))
        return _receipt(ctx, bundle, version, State.DEPLOYED, seen)


def _needs_second_person(ctx: Context) -> bool:
    """Not for the operator of the machine; for people unless the organisation has said that it does without."""
    return ctx.actor.kind != "system" and ctx.db.execute(select(organisation.c.second_person)).scalar() is not False


def _there_already(ctx: Context, bundle: Bundle, known: Row[Any]) -> VersionReceipt | None:
    """The version that has the same content and is active or, for who put it forward, in review."""
    checksum, version, review = _checksum(bundle), procedure_version.c, version_review.c
    same = version.checksum == checksum
    found = version_with(ctx, known.id, same, version.id == known.active_version_id)
    author = author_of(ctx.actor)
    if found is None and author is not None:
        found = version_with(ctx, known.id, same, review.state == State.IN_REVIEW, review.submitted_by == author)
    if found is None:
        return None
    state = State(found.state or State.DEPLOYED)
    return VersionReceipt(known.id, found.id, found.number, checksum, False, procedure_version=known.version, state=state)


def _checksum(bundle: Bundle) -> str:
    return str(bundle.facts["checksum"])


def _warning(fault: Fault) -> dict[str, Any]:
    return {"file": fault.file, "where": fault.where, "code": fault.code, "en": fault.en, "zh": fault.zh}


def _receipt(ctx: Context, bundle: Bundle, version: NewVersion, state: State, seen: int) -> VersionReceipt:
    return VersionReceipt(
        procedure_id=bundle.procedure_id,
        version_id=version.id,
        number=version.number,
        checksum=_checksum(bundle),
        new=True,
        receipts=ctx.receipts,
        procedure_version=seen,
        state=state,
    )


def read_bundle(folder: Path, forms: Path | None = None) -> dict[str, bytes]:
    """The files of ``processes/<id>/``, with those of ``forms/<id>/`` beside ``processes`` (or in ``forms``)."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and kind_of(path.name) != "other"}
    beside = forms or folder.parent.parent / "forms" / folder.name
    if beside.is_dir():
        files |= {f"forms/{path.name}": path.read_bytes() for path in sorted(beside.glob("*.form"))}
    return files


_ARCHIVE = Ceilings(entries=2 * MOST_FILES, bytes=LARGEST_BUNDLE)
"""Folders are entries, too."""


def unzip_bundle(content: bytes) -> dict[str, bytes]:
    """The files of an uploaded ZIP; a single folder around all of them is left out. Raises ``InvalidInput``."""
    try:
        with opened(io.BytesIO(content), _ARCHIVE) as archive:
            files = {entry.name: archive.read(entry) for entry in archive.entries}
    except ArchiveRefused as refused:
        raise InvalidInput(refused.text, faults=[Fault("", "bundle_zip", refused.text)], code="bundle_invalid") from refused
    heads = {path.partition("/")[0] for path in files}
    if len(heads) == 1 and all("/" in path for path in files):
        return {path.partition("/")[2]: data for path, data in files.items()}
    return files
