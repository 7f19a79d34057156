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
from engine.bootstrap import Engine
from engine.queries.evidence.verify import EvidenceReport, VerifyEvidence
from engine.queries.organisation.organisation import ShowOrganisation
from engine.store.migrate import is_current

Finding = tuple[bool, str, str]
"""Whether it is right, and what is so, in English and Chinese."""


def verify_evidence(door: Engine, asked: argparse.Namespace) -> int:
    """0 where all evidence is as it was written, 1 with every fault named."""
    report = door.ask(VerifyEvidence(instance_number=asked.instance), actor=OPERATOR)
    if asked.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        _show(report)
    return 0 if report.intact else 1


def check(door: Engine, _asked: argparse.Namespace) -> int:
    """0 where everything is in place, 1 otherwise."""
    findings = list(_findings(door))
    for right, en, zh in findings:
        print(f"{'ok  ' if right else 'FAIL'} {en} {zh}")
    return 0 if all(right for right, _, _ in findings) else 1


def _show(report: EvidenceReport) -> None:
    for fault in report.faults:
        entry = f" {fault.event_id}" if fault.event_id else ""
        print(f"{fault.stream}{entry}: {fault.code}: {fault.en} {fault.zh}")
    counted = f"{report.streams} streams, {report.entries} entries"
    if report.intact:
        print(f"Intact: {counted}. 证据完整。")
    else:
        print(f"Not intact: {len(report.faults)} fault(s) in {counted}. 证据已被篡改,共 {len(report.faults)} 处。")


def _findings(door: Engine) -> Iterator[Finding]:
    yield True, "settings", "设置"
    yield _data_dir(door.settings.data_dir)
    reachable = _database(door)
    yield reachable
    if not reachable[0]:
        return
    current = is_current(door.database)
    yield current, "database schema" if current else "database schema is old: run `zhidu migrate`", "数据库结构"
    if not current:
        return
    organisation = door.ask(ShowOrganisation(), actor=OPERATOR)
    if organisation is None:
        yield False, "no organisation: run `zhidu init`", "尚未设置组织"
    else:
        marked = " (demonstration)" if organisation.demonstration else ""
        yield True, f"organisation {organisation.name_en}{marked}", organisation.name_zh


def _data_dir(folder: Path) -> Finding:
    """The folder may be made by the first upload: then the nearest one above must be writable."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    writable = there.is_dir() and os.access(there, os.W_OK)
    return writable, f"data folder {folder}" if writable else f"data folder {folder} cannot be written", "数据目录"


def _database(door: Engine) -> Finding:
    try:
        with door.database.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as reason:
        return False, f"database cannot be reached: {str(reason).splitlines()[0]}", "数据库"
    return True, f"database {door.database.dialect.name}", "数据库"
