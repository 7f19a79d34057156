"""The manifest of a copy: what it holds and how to tell that it is whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from engine.backup.texts import say
from engine.kernel.errors import InvalidInput

FORMAT = 1
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Saved:
    """One file of the copy: its path in it, size in bytes, SHA-256 in hex, and the rows that it holds (0 for an attachment)."""

    name: str
    bytes: int
    checksum: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """``revision``: of the schema; ``head``: of the organisation's chain; ``missing``: attachments without a file, by their checksum."""

    made_at: str
    application: str
    revision: str
    database: str
    entries: int
    head: str | None
    tables: tuple[Saved, ...]
    files: tuple[Saved, ...]
    missing: tuple[str, ...]
    format: int = FORMAT


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write it; gives its SHA-256, which stands for the whole copy."""
    content = orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2)
    (folder / _NAME).write_bytes(content)
    return sha256(content).hexdigest()


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """The manifest and its SHA-256. Raises ``InvalidInput`` where there is none, or one of another format."""
    try:
        content = (folder / _NAME).read_bytes()
        found: dict[str, Any] = orjson.loads(content)
        format_ = found["format"]
    except (OSError, ValueError, TypeError, KeyError) as reason:
        raise InvalidInput(say("no_manifest", source=folder), code="no_manifest") from reason
    if format_ != FORMAT:
        raise InvalidInput(say("other_format", known=FORMAT, found=format_), code="other_format")
    try:
        lists = {name: tuple(Saved(**each) for each in found[name]) for name in ("tables", "files")}
        return Manifest(**{**found, **lists, "missing": tuple(found["missing"])}), sha256(content).hexdigest()
    except (TypeError, KeyError) as reason:
        raise InvalidInput(say("no_manifest", source=folder), code="no_manifest") from reason
