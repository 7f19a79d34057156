"""The entries of an archive, their names and how much is in them; what is wrong with any of these is one kind of refusal."""

from __future__ import annotations

import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from stat import S_IFMT, S_ISLNK, S_ISREG
from typing import BinaryIO

from engine.kernel.errors import InvalidInput
from engine.kernel.texts import Text
from engine.zip_input.texts import say

_CHUNK = 64 * 1024
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # of the entry; strongly; also the directory
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,  # a method of compression that nobody here knows
    RuntimeError,
    EOFError,
    OSError,  # to seek where nothing can be
    ValueError,
    IndexError,
    OverflowError,
)
"""What the parser raises, or those that it calls."""


class ArchiveRefused(InvalidInput):
    """Not a plain, moderate archive. ``text`` says why, of the file as a whole."""

    code = "archive_refused"


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The most of each that an archive may have: entries, bytes unpacked, how many times its size, archives within one another."""

    entries: int
    bytes: int
    ratio: int = 200
    ratio_from: int = 1024 * 1024
    """Bytes unpacked below which nobody minds how well an entry was packed."""
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive. ``name``: with ``/``, and checked: it stays inside."""

    name: str
    info: zipfile.ZipInfo


class Archive:
    """``left``: the bytes that may still be unpacked."""

    def __init__(self, file: zipfile.ZipFile, ceilings: Ceilings, left: int) -> None:
        self._file = file
        self._ceilings = ceilings
        self.left = left
        self.entries = tuple(_entries(file, ceilings))

    def read(self, entry: Entry) -> bytes:
        """All of an entry. Raises ``ArchiveRefused``."""
        return b"".join(self.chunks(entry))

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """An entry in pieces, each counted: what the directory says of its size is not believed. Raises ``ArchiveRefused``."""
        read = 0
        with _refusing(), self._file.open(entry.info) as content:
            while chunk := content.read(_CHUNK):
                read += len(chunk)
                self.left -= len(chunk)
                if self.left < 0:
                    raise ArchiveRefused(say("archive_too_large", most=self._ceilings.bytes))
                if read > self._ceilings.ratio_from and read > self._ceilings.ratio * max(1, entry.info.compress_size):
                    raise ArchiveRefused(say("archive_too_dense", name=entry.name[:100], most=self._ceilings.ratio))
                yield chunk


@contextmanager
def opened(file: BinaryIO, ceilings: Ceilings, *, left: int | None = None) -> Iterator[Archive]:
    """The archive in ``file``, its directory checked. ``left``: of the bytes of one around it. Raises ``ArchiveRefused``."""
    with _refusing():
        archive = zipfile.ZipFile(file)
    with archive:
        with _refusing():
            made = Archive(archive, ceilings, ceilings.bytes if left is None else left)
        yield made


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except _BROKEN as reason:
        if isinstance(reason, OSError) and reason.errno not in (None, errno.EINVAL):
            raise  # of the disk, not of the archive
        raise ArchiveRefused(say("archive_unreadable", reason=str(reason)[:200] or type(reason).__name__)) from reason


def _entries(file: zipfile.ZipFile, ceilings: Ceilings) -> Iterator[Entry]:
    infos = file.infolist()
    if len(infos) > ceilings.entries:
        raise ArchiveRefused(say("archive_too_many_entries", most=ceilings.entries))
    if sum(info.file_size for info in infos) > ceilings.bytes:
        raise ArchiveRefused(say("archive_too_large", most=ceilings.bytes))
    seen: set[str] = set()
    for info in infos:
        if said := _why_not(info, seen):
            raise ArchiveRefused(said)
        if not info.is_dir():
            yield Entry(info.filename, info)


def _why_not(info: zipfile.ZipInfo, seen: set[str]) -> Text | None:
    """An entry that is encrypted, is no file, leads outside, or is there twice: others would unpack something else than is looked at."""
    name = info.filename.casefold()
    kind = info.external_attr >> 16
    if info.flag_bits & _ENCRYPTED:
        return say("archive_encrypted", name=info.filename[:100])
    if S_ISLNK(kind) or (S_IFMT(kind) and not S_ISREG(kind) and not info.is_dir()):
        return say("archive_not_files", name=info.filename[:100])
    if _leads_outside(info):
        return say("archive_path", name=info.filename[:100].replace("\0", ""))
    if name in seen:
        return say("archive_twice", name=info.filename[:100])
    seen.add(name)
    return None


def _leads_outside(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    drive = len(name) > 1 and name[1] == ":"
    return (
        not name
        or len(name) > 1_000
        or name.startswith("/")
        or drive
        or "\\" in name
        or ".." in PurePosixPath(name).parts
        or any(ord(character) < 32 or ord(character) == 127 for character in name)
    )
