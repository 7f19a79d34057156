"""Which files may be kept, by name and by their first bytes; and the names under which. Pure.

The type is ours: it follows from the ending, and the content must bear it out. What a browser or
a desktop would run (pages, pictures with scripts, programs, macros) is not on the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

SNIFFED = 4096
"""How many of the first bytes are looked at."""

LONGEST_NAME = 150
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_MARKUP = re.compile(rb"(?i)<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php|!--)")

Test = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that may be kept."""

    media_type: str
    bears_out: Test
    archive: bool = False
    """A ZIP inside, whose entries are looked at too."""


def _starts(*magic: bytes) -> Test:
    return lambda head: head.startswith(magic)


def _text(head: bytes) -> bool:
    """Readable text in UTF-8 or GB 18030 that no browser would take for a page."""
    if b"\x00" in head or _MARKUP.search(head[:1024]):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    """The last character may have been cut."""
    for cut in range(4):
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


_ZIP = _starts(b"PK\x03\x04")
_OLE = _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

FILE_TYPES: dict[str, FileType] = {
    ".pdf": FileType("application/pdf", _starts(b"%PDF-")),
    ".png": FileType("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    ".jpg": FileType("image/jpeg", _starts(b"\xff\xd8\xff")),
    ".jpeg": FileType("image/jpeg", _starts(b"\xff\xd8\xff")),
    ".gif": FileType("image/gif", _starts(b"GIF87a", b"GIF89a")),
    ".bmp": FileType("image/bmp", _starts(b"BM")),
    ".webp": FileType("image/webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ".txt": FileType("text/plain", _text),
    ".log": FileType("text/plain", _text),
    ".md": FileType("text/plain", _text),
    ".csv": FileType("text/csv", _text),
    ".docx": FileType(f"{_OFFICE}.wordprocessingml.document", _ZIP, archive=True),
    ".xlsx": FileType(f"{_OFFICE}.spreadsheetml.sheet", _ZIP, archive=True),
    ".pptx": FileType(f"{_OFFICE}.presentationml.presentation", _ZIP, archive=True),
    ".odt": FileType(f"{_OPEN_DOCUMENT}.text", _ZIP, archive=True),
    ".ods": FileType(f"{_OPEN_DOCUMENT}.spreadsheet", _ZIP, archive=True),
    ".doc": FileType("application/msword", _OLE),
    ".xls": FileType("application/vnd.ms-excel", _OLE),
    ".ppt": FileType("application/vnd.ms-powerpoint", _OLE),
    ".zip": FileType("application/zip", _ZIP, archive=True),
    ".mp3": FileType("audio/mpeg", _starts(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    ".wav": FileType("audio/wav", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE"),
    ".mp4": FileType("video/mp4", lambda head: head[4:8] == b"ftyp"),
}

_HARMFUL_ENTRIES = frozenset(
    """
    .exe .dll .com .scr .msi .bat .cmd .ps1 .vbs .vbe .js .jse .mjs .wsf .wsh .hta .htm .html .xhtml .shtml .svg .lnk .jar .class .sh .py
    .php .apk .app .dmg .iso .reg .cpl .inf .chm .url .docm .xlsm .pptm .xlam
    """.split()  # noqa: SIM905 - a list of sixty strings would hide what it lists
)


def ending(file_name: str) -> str:
    """The ending that decides about a file, in lower case."""
    return PurePosixPath(file_name).suffix.lower()


def file_type(file_name: str) -> FileType | None:
    """The type that may be kept under this name, or None."""
    return FILE_TYPES.get(ending(file_name))


def is_harmful_entry(name: str) -> bool:
    """Whether an entry of an archive is one that a desktop would run, or a macro of an office document."""
    return ending(name) in _HARMFUL_ENTRIES or PurePosixPath(name).name.lower() == "vbaproject.bin"


def safe_name(file_name: str) -> str:
    """The name without folders, control or direction characters, or a name that Windows keeps for itself; the ending stays."""
    bare = unicodedata.normalize("NFC", file_name).replace("\\", "/").rsplit("/", 1)[-1]
    cleaned = _FORBIDDEN.sub("", bare).strip(" .")
    if not cleaned or _RESERVED.fullmatch(cleaned):
        cleaned = f"file_{cleaned}" if cleaned else "file"
    suffix = PurePosixPath(cleaned).suffix
    if len(cleaned) > LONGEST_NAME:
        cleaned = cleaned[: LONGEST_NAME - len(suffix)] + suffix
    return cleaned
