"""Contents on the disk: once for each checksum, whole or not there."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from engine.attachments.content import path_of, read_content, store_content
from engine.kernel.errors import Broken, InvalidInput

PDF = b"%PDF-1.7\n" + b"x" * 1000


def kept_files(data_dir: Path) -> list[Path]:
    return [each for each in data_dir.rglob("*") if each.is_file()]


def archive(*names: str) -> io.BytesIO:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as target:
        for name in names:
            target.writestr(name, "content")
    found.seek(0)
    return found


def refusal(data_dir: Path, name: str, content: bytes | io.BytesIO, limit: int = 10_000) -> InvalidInput:
    stream = content if isinstance(content, io.BytesIO) else io.BytesIO(content)
    with pytest.raises(InvalidInput) as raised:
        store_content(data_dir, name, stream, limit=limit)
    assert kept_files(data_dir) == [], "nothing is left behind"
    return raised.value


def test_a_content_is_kept_under_its_checksum(tmp_path: Path) -> None:
    kept = store_content(tmp_path, "报告.pdf", io.BytesIO(PDF), limit=10_000)
    checksum = hashlib.sha256(PDF).hexdigest()
    assert (kept.checksum, kept.bytes, kept.file_name, kept.media_type) == (checksum, len(PDF), "报告.pdf", "application/pdf")
    assert kept_files(tmp_path) == [tmp_path / "attachments" / checksum[:2] / checksum]
    assert read_content(tmp_path, checksum) == PDF


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    store_content(tmp_path, "a.pdf", io.BytesIO(PDF), limit=10_000)
    store_content(tmp_path, "b.pdf", io.BytesIO(PDF), limit=10_000)
    assert len(kept_files(tmp_path)) == 1


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    class Endless(io.BytesIO):
        asked = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.asked += 1
            assert self.asked < 10, "read on beyond the limit"
            return b"%PDF-" + b"x" * 60_000

    assert refusal(tmp_path, "a.pdf", Endless(), limit=100_000).reason_code == "too_large"


def test_exactly_the_limit_is_accepted(tmp_path: Path) -> None:
    assert store_content(tmp_path, "a.pdf", io.BytesIO(PDF), limit=len(PDF)).bytes == len(PDF)
    assert refusal(tmp_path / "other", "a.pdf", PDF, limit=len(PDF) - 1).reason_code == "too_large"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.html", b"<html>", "type_not_allowed"),
        ("a.pdf", b"<html>", "content_differs"),
        ("a.pdf", b"", "empty"),
        ("a.docx", b"PK\x03\x04 no", "archive_refused"),
    ],
)
def test_what_is_refused_leaves_nothing(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert refusal(tmp_path, name, content).reason_code == code


def test_an_archive_with_a_program_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "logs.zip", archive("a.log", "run.exe")).reason_code == "type_not_allowed"
    assert refusal(tmp_path, "a.docx", archive("[Content_Types].xml", "word/vbaProject.bin")).reason_code == "type_not_allowed"


def test_an_archive_within_an_archive_is_looked_into(tmp_path: Path) -> None:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as target:
        target.writestr("notes.txt", archive("run.exe").getvalue())
    assert refusal(tmp_path, "logs.zip", found.getvalue()).reason_code == "type_not_allowed"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a.txt", b"0" * 5_000_000)
    assert refusal(tmp_path, "a.zip", found.getvalue()).reason_code == "archive_refused"


def test_an_archive_of_documents_is_kept(tmp_path: Path) -> None:
    assert store_content(tmp_path, "logs.zip", archive("a.log", "b/c.txt"), limit=10_000).media_type == "application/zip"


def test_a_file_that_was_changed_on_the_disk_is_noticed(tmp_path: Path) -> None:
    kept = store_content(tmp_path, "a.pdf", io.BytesIO(PDF), limit=10_000)
    path_of(tmp_path, kept.checksum).write_bytes(PDF + b"!")
    with pytest.raises(Broken, match="changed"):
        read_content(tmp_path, kept.checksum)
    path_of(tmp_path, kept.checksum).unlink()
    with pytest.raises(Broken, match="gone"):
        read_content(tmp_path, kept.checksum)
