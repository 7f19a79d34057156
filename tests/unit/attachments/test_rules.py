"""Which files may be attached, and under which names."""

from __future__ import annotations

import pytest

from engine.attachments.rules import file_type, is_harmful_entry, safe_name


@pytest.mark.parametrize(
    "name", ["page.html", "picture.svg", "run.exe", "script.js", "macro.xlsm", "tool.jar", "noending", "archive.rar", "x.pdf.exe"]
)
def test_what_could_run_is_not_accepted(name: str) -> None:
    assert file_type(name) is None


def test_the_ending_decides_whatever_its_case() -> None:
    found = file_type("合同.PDF")
    assert found is not None
    assert found.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.png", b"\x89PNG\r\n\x1a\n...."),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("a.txt", "服务台记录".encode()),
        ("a.txt", "服务台记录".encode("gb18030")),
        ("a.log", "记录".encode()[:-1]),
        ("a.csv", b"a,b\n1,2\n"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42"),
    ],
)
def test_content_that_bears_the_ending_out(name: str, content: bytes) -> None:
    found = file_type(name)
    assert found is not None
    assert found.bears_out(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>"),
        ("a.png", b"MZ\x90\x00"),
        ("a.jpg", b"%PDF-1.7"),
        ("a.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("a.csv", b"   <svg onload=alert(1)>"),
        ("a.log", b"first line\n< script >"),
        ("a.txt", b"\x00\x01\x02"),
        ("a.txt", b"MZ\x90\x00\x03\x00"),
        ("a.md", b"<?php system($_GET[1]);"),
    ],
)
def test_content_that_is_something_else(name: str, content: bytes) -> None:
    found = file_type(name)
    assert found is not None
    assert not found.bears_out(content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\wang\\报告.docx", "报告.docx"),
        ('a"b<c>|?.pdf', "abc.pdf"),
        ("con.txt", "file_con.txt"),
        ("...", "file"),
        ("", "file"),
        ("\u202egpj.exe.pdf", "gpj.exe.pdf"),
        ("line\nbreak.txt", "linebreak.txt"),
        (" 附件 .pdf ", "附件 .pdf"),
    ],
)
def test_a_name_is_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = safe_name("长" * 400 + ".pdf")
    assert len(kept) == 150
    assert kept.endswith(".pdf")


@pytest.mark.parametrize("entry", ["bin/tool.EXE", "word/vbaProject.bin", "index.html", "a.svg"])
def test_harmful_entries_of_archives(entry: str) -> None:
    assert is_harmful_entry(entry)


def test_harmless_entries_of_archives() -> None:
    assert not is_harmful_entry("word/document.xml")
