"""Deploy a procedure: the one door for the repository's own content and for uploads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from engine.bpmn import check_references
from engine.bpmn.model import EventKind
from engine.cases.start_timers import plan_start_timers
from engine.commands.procedures.texts import say
from engine.connectors.protocol import Registry
from engine.definitions.metadata import FILE
from engine.definitions.publishing import require_all_owners
from engine.definitions.rules import LARGEST_FILE, MOST_FILES, kind_of
from engine.definitions.tables import bundle_file, procedure, procedure_version, start_subscription
from engine.events.definitions import ProcedureDeployed
from engine.identity.rules import require
from engine.identity.tables import role
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.library.bundle import Bundle
from engine.library.clocks_started import listed_clock_faults
from engine.library.compiling import bundle_refused, compile_bundle
from engine.library.dialect import LATEST
from engine.unit_of_work.context import Context, Preparation
from engine.unit_of_work.receipts import Receipt
from engine.unit_of_work.row_versions import require_version
from engine.unit_of_work.verbs import Command

_LARGEST_BUNDLE = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DeployedVersion:
    """``new``: False where the active version has the same content already."""

    procedure_id: str
    version_id: str
    number: int
    checksum: str
    new: bool
    warnings: tuple[dict[str, Any], ...] = ()
    receipts: tuple[Receipt, ...] = ()
    procedure_version: int = 1
    """The ETag of the procedure after it."""


@dataclass(frozen=True)
class Deploy(Command[DeployedVersion]):
    """``files``: path to content. All faults of all files are reported at once (``InvalidInput``).

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

    def carry_out(self, ctx: Context) -> DeployedVersion:
        require(ctx.actor, Permission.DEFINITIONS_DEPLOY)
        bundle = self.bundle or compile_bundle(self.files)
        known = _locked_procedure(ctx, bundle.procedure_id)
        require_all_owners(ctx.actor, None if known is None else known.owner_role, bundle.procedure.owner_role)
        require_version(0 if known is None else known.version, self.expected_version)
        _check(ctx, bundle)
        return _deployed(ctx, bundle, self.files, self.note, known)


def _check(ctx: Context, bundle: Bundle) -> None:
    """What a bundle names outside itself must exist, and its parts must fit together."""
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


def _locked_procedure(ctx: Context, procedure_id: str) -> Row[Any] | None:
    return ctx.db.execute(select(procedure).where(procedure.c.id == procedure_id).with_for_update()).first()


def _deployed(ctx: Context, bundle: Bundle, files: Mapping[str, bytes], note: str, known: Row[Any] | None) -> DeployedVersion:
    checksum, seen = str(bundle.facts["checksum"]), 0 if known is None else known.version
    active = _version(ctx, known.active_version_id) if known is not None and known.active_version_id else None
    if active is not None and active.checksum == checksum:
        return DeployedVersion(bundle.procedure_id, active.id, active.number, checksum, False, procedure_version=seen)
    version_id, number = new_id(), _next_number(ctx, bundle.procedure_id)
    _insert_version(ctx, bundle, version_id, number, note)
    _insert_files(ctx, bundle, version_id, files)
    _activate(ctx, bundle, version_id, known)
    event = ProcedureDeployed(bundle.procedure_id, version_id, number, checksum, bundle.checksums, note or None, LATEST)
    ctx.record(event)
    warnings = tuple(_warning(fault) for fault in bundle.warnings)
    return DeployedVersion(bundle.procedure_id, version_id, number, checksum, True, warnings, ctx.receipts, seen + 1)


def _warning(fault: Fault) -> dict[str, Any]:
    return {"file": fault.file, "where": fault.where, "code": fault.code, "en": fault.en, "zh": fault.zh}


def _version(ctx: Context, version_id: str) -> Row[Any] | None:
    return ctx.db.execute(select(procedure_version).where(procedure_version.c.id == version_id)).first()


def _next_number(ctx: Context, procedure_id: str) -> int:
    last = ctx.db.execute(select(func.max(procedure_version.c.number)).where(procedure_version.c.procedure_id == procedure_id)).scalar()
    return (last or 0) + 1


def _insert_version(ctx: Context, bundle: Bundle, version_id: str, number: int, note: str) -> None:
    row = {
        "id": version_id,
        "procedure_id": bundle.procedure_id,
        "number": number,
        "version_tag": bundle.program.process.version_tag,
        "name_zh": bundle.procedure.name.zh,
        "name_en": bundle.procedure.name.en,
        "checksum": bundle.facts["checksum"],
        "metadata": bundle.metadata,
        "dialect": LATEST,
        "note": note or None,
        "deployed_at": ctx.now,
        "deployed_by": ctx.actor.id,
    }
    ctx.db.execute(insert(procedure_version), row)


def _insert_files(ctx: Context, bundle: Bundle, version_id: str, files: Mapping[str, bytes]) -> None:
    rows = [
        {
            "id": new_id(),
            "version_id": version_id,
            "path": path,
            "kind": kind_of(path),
            "checksum": bundle.checksums[path],
            "bytes": len(content),
            "content": content,
        }
        for path, content in sorted(files.items())
    ]
    ctx.db.execute(insert(bundle_file), rows)


def _activate(ctx: Context, bundle: Bundle, version_id: str, known: Row[Any] | None) -> None:
    """New instances run this version; its start events replace those of the version before."""
    values = {
        "name_zh": bundle.procedure.name.zh,
        "name_en": bundle.procedure.name.en,
        "owner_role": bundle.procedure.owner_role,
        "active_version_id": version_id,
    }
    if known is None:
        ctx.db.execute(insert(procedure), {"id": bundle.procedure_id, "created_at": ctx.now, "version": 1, **values})
    else:
        changed = update(procedure).where(procedure.c.id == bundle.procedure_id).values(version=known.version + 1, **values)
        ctx.db.execute(changed)
    _subscribe(ctx, bundle, version_id)
    plan_start_timers(ctx, bundle, version_id)


def _subscribe(ctx: Context, bundle: Bundle, version_id: str) -> None:
    ctx.db.execute(delete(start_subscription).where(start_subscription.c.procedure_id == bundle.procedure_id))
    rows = [
        {
            "id": new_id(),
            "procedure_id": bundle.procedure_id,
            "version_id": version_id,
            "element_id": start.element_id,
            "kind": start.kind.value,
            "name": start.name,
        }
        for start in bundle.program.starts
        if start.kind in (EventKind.MESSAGE, EventKind.SIGNAL)
    ]
    if rows:
        ctx.db.execute(insert(start_subscription), rows)


def read_bundle(folder: Path, forms: Path | None = None) -> dict[str, bytes]:
    """The files of ``processes/<id>/``, with those of ``forms/<id>/`` beside ``processes`` (or in ``forms``)."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and kind_of(path.name) != "other"}
    beside = forms or folder.parent.parent / "forms" / folder.name
    if beside.is_dir():
        files |= {f"forms/{path.name}": path.read_bytes() for path in sorted(beside.glob("*.form"))}
    return files


def unzip_bundle(content: bytes) -> dict[str, bytes]:
    """The files of an uploaded ZIP; a single folder around all of them is left out. Raises ``InvalidInput``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = dict(_entries(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as reason:
        raise _bad_zip(say("zip_unreadable", reason=str(reason))) from reason
    heads = {path.partition("/")[0] for path in files}
    if len(heads) == 1 and all("/" in path for path in files):
        return {path.partition("/")[2]: data for path, data in files.items()}
    return files


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > _LARGEST_BUNDLE:
        raise _bad_zip(say("zip_too_large", most=MOST_FILES, size=_LARGEST_BUNDLE))
    for entry in entries:
        with archive.open(entry) as file:
            # The size in the directory may lie: read no more than is allowed, and let the check see that it was too much.
            yield entry.filename, file.read(LARGEST_FILE + 1)


def _bad_zip(text: Text) -> InvalidInput:
    return InvalidInput(text, faults=[Fault("", "bundle_zip", text)], code="bundle_invalid")
