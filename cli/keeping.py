"""Saving a copy of everything, and restoring it. Each gives the exit code."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from cli.first_start import OPERATOR
from cli.reports import verify_all
from cli.texts import line
from engine.backup.manifest import Manifest
from engine.backup.restoring import restore
from engine.backup.saving import save
from engine.bootstrap import Engine
from engine.commands.organisation.note_restored import NoteRestored


def back_up(door: Engine, asked: argparse.Namespace) -> int:
    """A copy while the product is at work. 1 where attachments are missing: all the rest is saved."""
    now = door.clock.now()
    target = asked.target or _named_after(now)
    manifest, fingerprint = save(door.database, door.settings.data_dir, target, now=now)
    print(line("saved", target=target, **_counted(manifest)))
    print(f"{line('manifest_checksum')}: {fingerprint}")
    for checksum in manifest.missing:
        print(f"{line('attachment_missing')}: {checksum}")
    return 1 if manifest.missing else 0


def put_back(door: Engine, asked: argparse.Namespace) -> int:
    """The copy into an empty database and folder, then a look at all evidence. 1 where that is not as it was written."""
    manifest, fingerprint = restore(asked.source, door.database, door.settings.data_dir)
    note = NoteRestored(manifest.made_at, manifest.application, fingerprint, manifest.entries, len(manifest.files))
    door.execute(note, actor=OPERATOR)
    print(line("restored", made_at=manifest.made_at, **_counted(manifest)))
    print(f"{line('manifest_checksum')}: {fingerprint}")
    return verify_all(door)


def _named_after(now: datetime) -> Path:
    return Path(f"zhidu-backup-{now:%Y%m%dT%H%M%SZ}")


def _counted(manifest: Manifest) -> dict[str, int]:
    return {"rows": sum(each.rows for each in manifest.tables), "entries": manifest.entries, "files": len(manifest.files)}
