"""The contents of attachments: one file for each checksum, in ``data_dir/attachments/<first two digits>/<SHA-256>``.

A content is written to a temporary file, flushed to the disk and renamed: under its final name it is
whole or not there. It is never overwritten, and the same content is kept once. What no row names
(its transaction was rolled back, its upload was forgotten) is removed a day later; so is what killed uploads leave.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from engine.attachments.rules import SNIFFED, FileType, file_type, is_harmful_entry, safe_name
from engine.attachments.texts import say
from engine.kernel.errors import Broken, Fault, InvalidInput
from engine.kernel.texts import Text
from engine.zip_input import ArchiveRefused, Ceilings, look_into

_CHUNK = 64 * 1024
_INCOMING, _ASIDE = ".incoming-", ".leaving-"
_ARCHIVE = Ceilings(entries=10_000, bytes=300 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class StoredContent:
    """What was kept: SHA-256 in hex, size in bytes, and the name and type under which it may be offered."""

    checksum: str
    bytes: int
    file_name: str
    media_type: str


def store_content(data_dir: Path, file_name: str, stream: BinaryIO, *, limit: int) -> StoredContent:
    """Read ``stream`` to its end, ``limit`` bytes at most, check it and keep it. Raises ``InvalidInput`` with what is wrong."""
    name = safe_name(file_name)
    type_ = file_type(name)
    if type_ is None:
        raise _refused("type_not_allowed", say("type_not_accepted", name=name))
    folder = data_dir / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=_INCOMING, dir=folder)
    path = Path(temporary)
    try:
        with os.fdopen(descriptor, "wb") as target:
            checksum, size, head = _copied(stream, target, limit)
            target.flush()
            os.fsync(target.fileno())
        _check(type_, name, head, path)
        _keep(path, path_of(data_dir, checksum))
    finally:
        path.unlink(missing_ok=True)
    return StoredContent(checksum, size, name, type_.media_type)


def read_content(data_dir: Path, checksum: str) -> bytes:
    """The content of that checksum. Raises ``Broken`` when it is gone, or is not what was kept."""
    path = path_of(data_dir, checksum)
    try:
        content = path.read_bytes()
    except FileNotFoundError as reason:
        raise Broken(say("attachment_gone", checksum=checksum), checksum=checksum) from reason
    if sha256(content).hexdigest() != checksum:
        raise Broken(say("attachment_changed", checksum=checksum))
    return content


def path_of(data_dir: Path, checksum: str) -> Path:
    """Where a content is kept."""
    return data_dir / "attachments" / checksum[:2] / checksum


def kept_before(data_dir: Path, prefix: str, before: float) -> Iterator[str]:
    """Checksums of contents that begin with ``prefix`` (two digits) and were last kept before ``before`` (seconds since 1970)."""
    folder = data_dir / "attachments" / prefix
    for aside in folder.glob(f"{_ASIDE}*"):
        aside.replace(folder / aside.name.removeprefix(_ASIDE))  # whoever removed it was killed
    for path in folder.glob("[0-9a-f]*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path.name


def remove_content(data_dir: Path, checksum: str, before: float) -> bool:
    """Remove a content that no row names, unless it was kept again since ``before``; whether it is gone.

    It is put aside first: whoever keeps the same content from then on writes it anew, and whoever did shortly before is seen by its time.
    """
    path = path_of(data_dir, checksum)
    aside = path.with_name(_ASIDE + checksum)
    with suppress(FileNotFoundError):
        path.replace(aside)
        if aside.stat().st_mtime >= before:
            aside.replace(path)
            return False
        aside.unlink()
    return True


def remove_unfinished(data_dir: Path, before: float) -> int:
    """Remove what killed uploads left half-written before ``before``; how many."""
    left = [path for path in (data_dir / "attachments").glob(f"{_INCOMING}*") if path.stat().st_mtime < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _copied(stream: BinaryIO, target: BinaryIO, limit: int) -> tuple[str, int, bytes]:
    """Checksum, size and first bytes. Stops reading as soon as the limit is passed."""
    digest, size, head = sha256(), 0, b""
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            megabytes = limit / (1024 * 1024)
            raise _refused("too_large", say("file_too_large", megabytes=megabytes))
        if len(head) < SNIFFED:
            head = (head + chunk)[:SNIFFED]
        digest.update(chunk)
        target.write(chunk)
    if size == 0:
        raise _refused("empty", say("file_empty"))
    return digest.hexdigest(), size, head


def _check(type_: FileType, name: str, head: bytes, path: Path) -> None:
    if not type_.bears_out(head):
        raise _refused("content_differs", say("content_not_as_named", name=name))
    if type_.archive:
        _check_archive(name, path)


def _check_archive(name: str, path: Path) -> None:
    """Everything in it is looked at, nothing is written."""

    def judge(entry: str) -> None:
        if is_harmful_entry(entry):
            raise _refused("type_not_allowed", say("archive_harmful_entry", name=name, entry=safe_name(entry)))

    try:
        look_into(path, _ARCHIVE, judge)
    except ArchiveRefused as refused:
        raise InvalidInput(refused.text, code="archive_refused", faults=[Fault("file", "archive_refused", refused.text)]) from refused


def _keep(path: Path, target: Path) -> None:
    """Under the final name at once and for good; the folder too is flushed, so that the name survives a power cut."""
    with suppress(FileNotFoundError):
        os.utime(target)  # young again: whoever is about to remove what no row names yet leaves it
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _refused(code: str, why: Text) -> InvalidInput:
    return InvalidInput(say("not_attachable", why=why), code=code, faults=[Fault("file", code, say("cannot_attach", why=why))])
