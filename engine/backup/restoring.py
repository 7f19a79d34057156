"""Restoring a copy into an empty database and an empty folder: looked at whole before anything is written, written whole or not at all."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect

from engine.attachments.content import path_of
from engine.backup.manifest import Manifest, Saved, read_manifest
from engine.backup.rows import insert_lines
from engine.backup.saving import checksum_of
from engine.backup.texts import say
from engine.instances.finding import index_missing
from engine.kernel.errors import Conflict, InvalidInput
from engine.store.base import metadata
from engine.store.database import writing
from engine.store.migrate import configuration


def restore(source: Path, database: Engine, data_dir: Path) -> tuple[Manifest, str]:
    """Restore the copy in the folder ``source``; gives its manifest and the manifest's SHA-256. The schema becomes the newest.

    Raises ``InvalidInput`` for a copy that is none, is damaged, or was made by a newer release; ``Conflict`` where the target is not empty.
    """
    manifest, fingerprint = read_manifest(source)
    _require_known(manifest.revision)
    _require_whole(source, manifest)
    _require_empty(database, data_dir)
    folder = data_dir / "attachments"
    try:
        for each in manifest.files:
            _put_back(source / each.name, path_of(data_dir, each.checksum))
        with writing(database) as db:
            _fill(db, source, manifest)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return manifest, fingerprint


def _fill(db: Connection, source: Path, manifest: Manifest) -> None:
    """The schema of the copy, its rows, and then what has come since: as a database of that time would be brought up to date."""
    command.upgrade(configuration(db), manifest.revision)
    for each in manifest.tables:
        with gzip.open(source / each.name, "rb") as lines:
            insert_lines(db, metadata.tables[_table_of(each)], lines)
    command.upgrade(configuration(db), "head")
    while index_missing(db):
        pass


def _table_of(saved: Saved) -> str:
    return Path(saved.name).name.removesuffix(".jsonl.gz")


def _require_known(revision: str) -> None:
    try:
        known = ScriptDirectory.from_config(configuration()).get_revision(revision)
    except CommandError:
        known = None
    if known is None:
        raise InvalidInput(say("made_by_newer_release", revision=revision), code="made_by_newer_release")


def _require_whole(source: Path, manifest: Manifest) -> None:
    damaged = list(_damaged(source, manifest))
    if damaged:
        raise InvalidInput(say("copy_damaged", count=len(damaged), name=damaged[0]), code="copy_damaged")


def _damaged(source: Path, manifest: Manifest) -> Iterator[str]:
    """Names of files that are gone or changed, and of tables that the copy must have: the manifest itself is held by its SHA-256."""
    for each in (*manifest.tables, *manifest.files):
        path = source / each.name
        inside = path.resolve().is_relative_to(source.resolve())
        if not inside or not path.is_file() or checksum_of(path) != each.checksum:
            yield each.name
    yield from (each.name for each in manifest.tables if _table_of(each) not in metadata.tables)


def _require_empty(database: Engine, data_dir: Path) -> None:
    with database.connect() as connection:
        tables = inspect(connection).get_table_names()
    if tables:
        raise Conflict(say("database_in_use", table=tables[0]), code="database_in_use")
    folder = data_dir / "attachments"
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(say("files_in_use", folder=folder), code="files_in_use")


def _put_back(source: Path, target: Path) -> None:
    """Copy one attachment to its place, flushed to the disk with its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as original, target.open("xb") as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
