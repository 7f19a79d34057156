"""Deployed versions of procedures: the ZIP that was uploaded, and the rows that came of it.

``request_handling``: as release 0.1.0 deployed it; only read. ``deciding``: deployed anew by today's code, and compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Table, insert

from engine.bootstrap import Engine
from engine.commands.procedures.deploy import Deploy, unzip_bundle
from engine.definitions.tables import bundle_file, procedure, procedure_version
from engine.kernel.actor import SYSTEM
from tests.golden.files import HERE, Golden, versions_of
from tests.support.looking import rows
from tests.support.people import People


def zip_of(name: str) -> Path:
    return HERE / "bundles" / f"{name}.zip"


def goldens(door: Engine) -> Iterator[Golden]:
    """What a deployment of ``deciding`` writes. ``door``: a database without rows, and ids that are fixed."""
    People(door).role("clerk")
    deployed = door.execute(Deploy(unzip_bundle(zip_of("deciding").read_bytes()), note="样本"), actor=SYSTEM)
    yield Golden("bundles/deciding", ".json", rows_of(door, deployed.version_id))


def rows_of(door: Engine, version_id: str) -> bytes:
    """Without the contents: they are in the ZIP, and each has its checksum here."""
    (version,) = rows(door, procedure_version, id=version_id)
    (owner,) = rows(door, procedure, id=version.procedure_id)
    files = sorted((dict(row._mapping) for row in rows(door, bundle_file, version_id=version_id)), key=lambda row: str(row["path"]))
    listed = [{name: value for name, value in row.items() if name != "content"} for row in files]
    found = {"procedure": dict(owner._mapping), "version": dict(version._mapping), "files": listed}
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True, default=lambda value: value.isoformat()).encode() + b"\n"


def insert_stored(db: Connection, name: str, number: int | None = None) -> str:
    """Put the rows of a golden file (the newest, if none is named) into a database, as they were; gives the version's id."""
    paths = versions_of(f"bundles/{name}", ".json")
    found = json.loads(paths[number or max(paths)].read_text("utf-8"))
    contents = unzip_bundle(zip_of(name).read_bytes())
    db.execute(insert(procedure), _values(procedure, found["procedure"]))
    db.execute(insert(procedure_version), _values(procedure_version, found["version"]))
    db.execute(insert(bundle_file), [{**_values(bundle_file, row), "content": contents[row["path"]]} for row in found["files"]])
    return str(found["version"]["id"])


def _values(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: datetime.fromisoformat(value) if value and _is_time(table, name) else value for name, value in row.items()}


def _is_time(table: Table, name: str) -> bool:
    type_ = table.c[name].type
    return isinstance(getattr(type_, "impl", type_), DateTime)
