"""An archive looked into to the last byte, and so are the archives in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from engine.zip_input.reading import Archive, ArchiveRefused, Ceilings, Entry, opened
from engine.zip_input.texts import say

_MAGIC = b"PK\x03\x04"
_OTHER_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
_IN_MEMORY = 1024 * 1024

Judge = Callable[[str], None]
"""Is told the name of each entry, and raises where it must not be there."""


def look_into(path: Path, ceilings: Ceilings, judge: Judge) -> None:
    """Unpack all that is in the archive, keeping nothing. Raises ``ArchiveRefused``, and what ``judge`` raises."""
    with path.open("rb") as file:
        _look(file, ceilings, judge, left=ceilings.bytes, depth=1)


def _look(file: BinaryIO, ceilings: Ceilings, judge: Judge, *, left: int, depth: int) -> int:
    """Gives how many bytes may still be unpacked."""
    if depth > ceilings.depth:
        raise ArchiveRefused(say("archive_too_deep", most=ceilings.depth))
    with opened(file, ceilings, left=left) as archive:
        for entry in archive.entries:
            judge(entry.name)
            _look_at(archive, entry, ceilings, judge, depth)
        return archive.left


def _look_at(archive: Archive, entry: Entry, ceilings: Ceilings, judge: Judge, depth: int) -> None:
    """By its first bytes, whatever it is called."""
    chunks = archive.chunks(entry)
    first = next(chunks, b"")
    if first.startswith(_OTHER_ARCHIVES):
        raise ArchiveRefused(say("archive_of_another_kind", name=entry.name[:100]))
    if not first.startswith(_MAGIC):
        for _ in chunks:
            pass
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as inner:
        inner.write(first)
        inner.writelines(chunks)
        inner.seek(0)
        archive.left = _look(cast("BinaryIO", inner), ceilings, judge, left=archive.left, depth=depth + 1)
