"""What rows repeat of a deployed version's files: names, metadata, who owns it, what begins with a message.

The files themselves are held against evidence, so what they say is told as well: it is added to the rows that there must be.
"""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from sqlalchemy import select

from engine.bpmn.model import EventKind
from engine.definitions.tables import bundle_file, procedure, procedure_version, start_subscription
from engine.kernel.canonical_json import canonical
from engine.library.bundle import Bundle
from engine.library.compiling import compile_bundle
from engine.queries.evidence.plain_values import as_they_stand
from engine.retelling.state import Retold, RetoldRow
from engine.unit_of_work.context import ReadContext

_BEGINNING = (EventKind.MESSAGE, EventKind.SIGNAL)


def tell_what_files_say(ctx: ReadContext, retold: Retold, as_told: frozenset[str]) -> None:
    """``as_told``: ids of the versions whose files are what evidence names; of others nothing can be said."""
    active = {row.values.get("active_version_id"): row for row in retold.of(procedure.name)}
    for version in retold.of(procedure_version.name):
        bundle = _compiled(ctx, version.id) if version.id in as_told else None
        known = active.get(version.id)
        if bundle is not None:
            _say(
                version,
                bundle.procedure.name.named("name") | {"version_tag": bundle.program.process.version_tag, "metadata": _plain(bundle)},
            )
        if known is not None and bundle is not None:
            _say(known, bundle.procedure.name.named("name") | {"owner_role": bundle.procedure.owner_role})
            _starts(retold, bundle, version)
        elif known is not None:
            retold.partial.add(start_subscription.name)


def _compiled(ctx: ReadContext, version_id: str) -> Bundle | None:
    """The bundle of a version; None where its row is gone or makes it unreadable, which is told elsewhere."""
    row = ctx.db.execute(select(procedure_version).where(procedure_version.c.id == version_id)).first()
    files = ctx.db.execute(as_they_stand(bundle_file, ("path", "content")).where(bundle_file.c.version_id == version_id))
    return None if row is None else compile_bundle({path: bytes(content) for path, content in files}, version=row)


def _plain(bundle: Bundle) -> object:
    return orjson.loads(canonical(bundle.metadata))


def _say(row: RetoldRow, values: Mapping[str, object]) -> None:
    """It is the entry that named the files that says so."""
    position = row.said.get("checksum", row.said.get("active_version_id", 0))
    row.values.update(values)
    row.said.update(dict.fromkeys(values, position))


def _starts(retold: Retold, bundle: Bundle, version: RetoldRow) -> None:
    """The start events of the active version that wait for messages and signals."""
    for start in bundle.program.starts:
        if start.kind in _BEGINNING:
            values = {
                "procedure_id": bundle.procedure_id,
                "version_id": version.id,
                "element_id": start.element_id,
                "kind": start.kind.value,
                "name": start.name,
            }
            key = f"{bundle.procedure_id} {start.element_id}"
            row = RetoldRow(start_subscription.name, key, values, dict.fromkeys(values, version.said["checksum"]), None, None)
            retold.rows.setdefault(start_subscription.name, {})[key] = row
