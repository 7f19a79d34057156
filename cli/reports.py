"""What the command line tells about an installation: is the evidence as it was written, is everything in place."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from cli.first_start import OPERATOR
from cli.texts import in_all, line, say
from engine.bootstrap import Engine
from engine.kernel.texts import Text
from engine.queries.evidence.held_seals import SealsReport
from engine.queries.evidence.verify import EvidenceReport, VerifyEvidence
from engine.queries.organisation.clocks import TOLERATED, ClockDifference
from engine.queries.organisation.organisation import ShowOrganisation
from engine.store.migrate import is_current

Finding = tuple[bool, Text]
"""Whether it is right, and what is so."""


def verify_all(door: Engine) -> int:
    """0 where all evidence is as it was written, 1 with every fault told."""
    report = door.ask(VerifyEvidence(), actor=OPERATOR)
    _show(report)
    return 0 if report.intact else 1


def verify_evidence(door: Engine, asked: argparse.Namespace) -> int:
    """0 where all evidence is as it was written, 1 with every fault named."""
    key = None if asked.public_key is None else asked.public_key.read_text("utf-8", errors="replace")
    report = door.ask(VerifyEvidence(instance_number=asked.instance, seals=asked.seals, public_key=key), actor=OPERATOR)
    if asked.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        _show(report)
    return 0 if report.intact else 1


def check(door: Engine, _asked: argparse.Namespace) -> int:
    """0 where everything is in place, 1 otherwise."""
    findings = list(_findings(door))
    for right, told in findings:
        print(f"{'ok  ' if right else 'FAIL'} {in_all(told)}")
    return 0 if all(right for right, _ in findings) else 1


def _show(report: EvidenceReport) -> None:
    for fault in report.faults:
        entry = f" {fault.event_id}" if fault.event_id else ""
        print(f"{fault.stream}{entry}: {fault.code}: {fault.en} {fault.zh}")
    counted = {"streams": report.streams, "entries": report.entries}
    print(line("intact", **counted) if report.intact else line("not_intact", count=len(report.faults), **counted))
    print(line("held", rows=report.rows, files=report.files))
    if report.partly_told:
        print(line("partly_told", count=report.partly_told))
    if report.seals is not None:
        print(_against(report.seals))


def _against(held: SealsReport) -> str:
    if held.newest_at is None:
        return line("no_seals", folder=held.folder)
    facts = {"seals": held.seals, "heads": held.heads, "at": held.newest_at, "after": held.entries_after}
    return line("against_seals", folder=held.folder, **facts)


def _findings(door: Engine) -> Iterator[Finding]:
    yield True, say("settings")
    yield _data_dir(door.settings.data_dir)
    reachable = _database(door)
    yield reachable
    if not reachable[0]:
        return
    current = is_current(door.database)
    yield current, say("schema" if current else "schema_old")
    if not current:
        return
    yield _clock(door)
    organisation = door.ask(ShowOrganisation(), actor=OPERATOR)
    if organisation is None:
        yield False, say("no_organisation")
    else:
        name = Text(organisation.name_en, organisation.name_zh)
        yield True, say("demonstration" if organisation.demonstration else "organisation", name=name)


def _clock(door: Engine) -> Finding:
    ahead = door.ask(ClockDifference(), actor=OPERATOR)
    right = abs(ahead) <= TOLERATED
    return right, say("clock") if right else say("clock_differs", seconds=round(ahead.total_seconds()))


def _data_dir(folder: Path) -> Finding:
    """The folder may be made by the first upload: then the nearest one above must be writable."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    writable = there.is_dir() and os.access(there, os.W_OK)
    return writable, say("data_folder" if writable else "data_folder_closed", folder=folder)


def _database(door: Engine) -> Finding:
    try:
        with door.database.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as reason:
        return False, say("database_closed", reason=str(reason).splitlines()[0])
    return True, say("database", kind=door.database.dialect.name)
