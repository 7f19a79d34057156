"""Finding the bundle of a version. Each is built once for each process and shared: a version never changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Row, bindparam, select

from engine.definitions.tables import bundle_file, procedure, procedure_version
from engine.kernel.errors import NotFound
from engine.library.bundle import Bundle
from engine.library.compiling import compile_bundle
from engine.library.texts import say
from engine.unit_of_work.context import Context, Preparation, ReadContext
from engine.unit_of_work.verbs import Unprepared

_MOST_CACHED = 500


class Bundles(dict[str, Bundle]):
    """The bundles that this process has built, by version id; the oldest go first."""

    def keep(self, version_id: str, bundle: Bundle) -> None:
        while len(self) >= _MOST_CACHED:
            self.pop(next(iter(self)), None)
        self[version_id] = bundle


def bundle_of(ctx: ReadContext, version_id: str) -> Bundle:
    """The bundle of a version. Raises ``NotFound``, and in a command ``Unprepared`` for one that is still to be built."""
    bundles = ctx.shared.part(Bundles)
    found = bundles.get(version_id)
    if found is None:
        row, files = _stored(ctx, version_id)
        if isinstance(ctx, Context):
            raise Unprepared(partial(_build, row, files))
        found = compile_bundle(files, version=row)
        bundles.keep(version_id, found)
    return found


def _build(row: Row[Any], files: Mapping[str, bytes], preparation: Preparation) -> None:
    preparation.shared.part(Bundles).keep(row.id, compile_bundle(files, version=row))


_VERSION = select(procedure_version).where(procedure_version.c.id == bindparam("version_id"))
_FILES = select(bundle_file.c.path, bundle_file.c.content).where(bundle_file.c.version_id == bindparam("version_id"))
_ACTIVE = select(procedure.c.active_version_id).where(procedure.c.id == bindparam("procedure_id"))


def active_bundle(ctx: ReadContext, procedure_id: str) -> Bundle:
    """The bundle that new instances run. Raises ``NotFound``."""
    version_id = ctx.db.execute(_ACTIVE, {"procedure_id": procedure_id}).scalar()
    if version_id is None:
        raise no_active_bundle(procedure_id)
    return bundle_of(ctx, version_id)


def no_active_bundle(procedure_id: str) -> NotFound:
    return NotFound(say("procedure_unknown", procedure_id=procedure_id), procedure_id=procedure_id)


def _stored(ctx: ReadContext, version_id: str) -> tuple[Row[Any], dict[str, bytes]]:
    row = ctx.db.execute(_VERSION, {"version_id": version_id}).first()
    if row is None:
        raise NotFound(say("version_unknown"), version_id=version_id)
    return row, {path: bytes(content) for path, content in ctx.db.execute(_FILES, {"version_id": version_id})}
