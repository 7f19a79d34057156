"""Archives from strangers: hostile ones are refused with a sentence, ordinary ones are read to the last byte."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.commands.procedures.deploy import unzip_bundle
from engine.kernel.errors import InvalidInput
from engine.zip_input import ArchiveRefused, Ceilings, look_into, opened

CEILINGS = Ceilings(entries=20, bytes=3_000_000)
_LINK = 0o120777 << 16


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def patched(content: bytes, at: int, change: Callable[[int], int], size: str = "<H") -> bytes:
    """The first entry of the directory with a field changed."""
    place = content.index(b"PK\x01\x02") + at
    (old,) = struct.unpack_from(size, content, place)
    return content[:place] + struct.pack(size, change(old)) + content[place + struct.calcsize(size) :]


def of_kind(mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("a")
    info.external_attr = mode
    return info


def nested(depth: int) -> bytes:
    found = b"a"
    for _ in range(depth):
        found = zipped(("a.txt", found))
    return found


GOOD = zipped(("a/b.txt", b"content " * 100), ("c.txt", b""))
HOSTILE = {
    "no archive": b"PK no archive at all",
    "cut off": GOOD[:-30],
    "corrupt stream": GOOD.replace(GOOD[40:44], b"\xff\xff\xff\xff", 1),
    "wrong checksum": patched(GOOD, 16, lambda old: old ^ 1, "<L"),
    "unknown method": patched(GOOD, 10, lambda _: 99),
    "encrypted": patched(GOOD, 8, lambda old: old | 1),
    "encrypted strongly": patched(GOOD, 8, lambda old: old | 0x40),
    "a size that lies": patched(GOOD, 24, lambda _: 2**31, "<L"),
    "a place that lies": patched(GOOD, 42, lambda _: 2**31, "<L"),
    "a bomb": zipped(("a", b"0" * 2_500_000)),
    "two halves of too much": zipped(("a", random.Random(1).randbytes(1_600_000)), ("b", random.Random(2).randbytes(1_600_000))),
    "too many": zipped(*((f"{n}", b"") for n in range(21))),
    "a link": zipped((of_kind(_LINK), b"/etc/passwd")),
    "a pipe": zipped((of_kind(0o010644 << 16), b"")),
    "the same twice": zipped(("a", b"1"), ("A", b"2")),
    **{f"path {name!r}": zipped((name, b"")) for name in ("../a", "/a", "a/../../b", "C:a", "a\nb")},
    "path with a backslash": GOOD.replace(b"a/b.txt", b"a\\b.txt"),
    "path with NUL": GOOD.replace(b"a/b.txt", b"a\0b.txt"),
}
DEEP = {"three within one another": nested(3), "another kind": zipped(("a.txt", b"Rar!\x1a\x07 and so on"))}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Callable[[bytes], Path]]:
    def keep(content: bytes) -> Path:
        (tmp_path / "file").write_bytes(content)
        return tmp_path / "file"

    yield keep


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused_at_every_door(content: bytes, kept: Callable[[bytes], Path]) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        look_into(kept(content), CEILINGS, lambda _: None)
    assert len(refused.value.text.en) < 400
    with pytest.raises(ArchiveRefused), opened(io.BytesIO(content), CEILINGS) as archive:
        [archive.read(entry) for entry in archive.entries]


@pytest.mark.parametrize("content", DEEP.values(), ids=DEEP)
def test_what_is_within_is_looked_into(content: bytes, kept: Callable[[bytes], Path]) -> None:
    with pytest.raises(ArchiveRefused):
        look_into(kept(content), CEILINGS, lambda _: None)


def test_bytes_are_counted_over_all_levels(kept: Callable[[bytes], Path]) -> None:
    part = zipped(("x", random.Random(3).randbytes(900_000)))
    look_into(kept(zipped(("a", part))), CEILINGS, lambda _: None)
    with pytest.raises(ArchiveRefused):
        look_into(kept(zipped(("a", part), ("b", part))), CEILINGS, lambda _: None)


def test_an_ordinary_archive_is_read(kept: Callable[[bytes], Path]) -> None:
    told: list[str] = []
    look_into(kept(GOOD), CEILINGS, told.append)
    assert told == ["a/b.txt", "c.txt"]
    look_into(kept(nested(2)), CEILINGS, told.append)
    with opened(io.BytesIO(GOOD), CEILINGS) as archive:
        assert {entry.name: archive.read(entry) for entry in archive.entries} == {"a/b.txt": b"content " * 100, "c.txt": b""}


def test_what_goes_wrong_outside_is_not_taken_for_a_wrong_archive() -> None:
    with pytest.raises(OSError, match="full"), opened(io.BytesIO(GOOD), CEILINGS):
        raise OSError("full")


def test_any_change_of_a_byte_is_read_or_refused() -> None:
    chance = random.Random(20_260_314)
    for _ in range(2_000):
        content = bytearray(GOOD)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            unzip_bundle(bytes(content))
        except InvalidInput as refused:
            assert refused.faults
