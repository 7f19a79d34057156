"""Saving a copy while the product is at work: all rows as they were at one moment, then the attachments that these rows name."""

from __future__ import annotations

import gzip
import os
import shutil
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select, text

from engine.attachments.content import path_of
from engine.attachments.tables import attachment
from engine.backup.manifest import Manifest, Saved, write_manifest
from engine.backup.rows import lines_of
from engine.backup.texts import say
from engine.evidence.rules import ORGANISATION
from engine.evidence.tables import evidence_entry, evidence_stream
from engine.kernel.errors import Conflict
from engine.store.base import DERIVED, metadata
from engine.store.database import reading
from engine.unit_of_work.context import APPLICATION

_CHUNK = 1024 * 1024
_QUICK = 1  # of gzip's levels: the others take longer than they save


def save(database: Engine, data_dir: Path, target: Path, *, now: datetime) -> tuple[Manifest, str]:
    """Save a copy in the new folder ``target``; gives its manifest and the manifest's SHA-256.

    Under its name a copy is whole: until it is, the folder is called otherwise. Nobody who works is kept waiting. Raises
    ``Conflict`` where there is something already.
    """
    partial = target.with_name(f"{target.name}.partial")
    if target.exists() or partial.exists():
        raise Conflict(say("target_taken", target=target if target.exists() else partial), code="target_taken")
    partial.mkdir(mode=0o700, parents=True)
    with reading(database, one_moment=True) as db:
        tables = tuple(_save_table(db, each, partial) for each in metadata.tables.values() if not each.info.get(DERIVED))
        facts = _facts(db)
        named = sorted(db.execute(select(attachment.c.checksum).distinct()).scalars())
    copied = {checksum: _copy(path_of(data_dir, checksum), checksum, partial) for checksum in named}
    files = tuple(each for each in copied.values() if each is not None)
    missing = _still_named(database, [checksum for checksum, each in copied.items() if each is None])
    manifest = Manifest(now.isoformat(), APPLICATION, **facts, tables=tables, files=files, missing=missing)
    fingerprint = write_manifest(partial, manifest)
    _flush(partial / "manifest.json", *partial.rglob("*/"), partial)
    partial.rename(target)
    _flush(target.absolute().parent)
    return manifest, fingerprint


def _facts(db: Connection) -> dict[str, Any]:
    """What the manifest says of the database as a whole."""
    return {
        "revision": db.execute(text("SELECT version_num FROM alembic_version")).scalar_one(),
        "database": db.dialect.name,
        "entries": db.execute(select(func.count()).select_from(evidence_entry)).scalar_one(),
        "head": db.execute(select(evidence_stream.c.head).where(evidence_stream.c.stream == ORGANISATION)).scalar_one_or_none(),
    }


def _save_table(db: Connection, table: Table, folder: Path) -> Saved:
    """One table in a file of its own, flushed to the disk."""
    path = folder / "tables" / f"{table.name}.jsonl.gz"
    path.parent.mkdir(exist_ok=True)
    rows = -1  # the first line names the columns
    with path.open("xb") as file:
        # Without a name and a time inside, the same rows give the same file.
        with gzip.GzipFile("", "wb", _QUICK, file, mtime=0) as packed:
            for line in lines_of(db, table):
                packed.write(line)
                rows += 1
        file.flush()
        os.fsync(file.fileno())
    return Saved(f"tables/{path.name}", path.stat().st_size, checksum_of(path), rows)


def _copy(source: Path, checksum: str, folder: Path) -> Saved | None:
    """The attachment under its checksum; None where it is gone, or not what was kept under this name."""
    path = folder / "files" / checksum[:2] / checksum
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb") as original, path.open("xb") as copy:
            shutil.copyfileobj(original, copy, _CHUNK)
            copy.flush()
            os.fsync(copy.fileno())
    except FileNotFoundError:
        return None
    if checksum_of(path) != checksum:
        path.unlink()
        return None
    return Saved(f"files/{checksum[:2]}/{checksum}", path.stat().st_size, checksum)


def _still_named(database: Engine, checksums: list[str]) -> tuple[str, ...]:
    """Those that are still named: an upload that nobody took up may have been thrown away meanwhile, with its row."""
    with reading(database) as db:
        named = set(db.execute(select(attachment.c.checksum).where(attachment.c.checksum.in_(checksums))).scalars())
    return tuple(each for each in checksums if each in named)


def checksum_of(path: Path) -> str:
    """SHA-256 of a file's content, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _flush(*paths: Path) -> None:
    """To the disk, with the names in folders."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
