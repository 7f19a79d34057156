"""What may stand in a bundle, and its checksum. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal

from engine.definitions.texts import say
from engine.kernel.errors import Fault
from engine.kernel.texts import Text

FileKind = Literal["diagram", "decision", "form", "metadata", "scenarios", "other"]

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_BUNDLE = 20 * 1024 * 1024
"""Bytes of all files together."""
MOST_FILES = 200
LARGEST_NUMBER = 2**31 - 1
"""What the column of a version's number holds."""
MOST_DECISION_FILES = 50
"""They may import each other, so each costs by the number of the others."""

_KINDS: Mapping[str, FileKind] = {".bpmn": "diagram", ".dmn": "decision", ".form": "form"}


def kind_of(path: str) -> FileKind:
    """What a file of a bundle is, by its name."""
    name = PurePosixPath(path).name
    if name == "procedure.toml":
        return "metadata"
    if name == "scenarios.yaml":
        return "scenarios"
    return _KINDS.get(PurePosixPath(path).suffix, "other")


def checksum(content: bytes) -> str:
    """SHA-256 in hex."""
    return sha256(content).hexdigest()


def bundle_checksum(checksums: Mapping[str, str]) -> str:
    """The checksum of a whole bundle: over its files' paths and checksums, whatever their order."""
    lines = "".join(f"{path} {checksums[path]}\n" for path in sorted(checksums))
    return checksum(lines.encode("utf-8"))


def size_faults(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Of what is too much to be read at all."""
    if len(files) > MOST_FILES:
        yield _fault("", "bundle_too_many_files", say("too_many_files", most=MOST_FILES, count=len(files)))
    if sum(map(len, files.values())) > LARGEST_BUNDLE:
        yield _fault("", "bundle_too_large", say("bundle_too_large", most=LARGEST_BUNDLE))
    for path, content in files.items():
        if len(content) > LARGEST_FILE:
            yield _fault(path, "bundle_file_too_large", say("file_too_large", path=path, most=LARGEST_FILE))
    decisions = sum(kind_of(path) == "decision" for path in files)
    if decisions > MOST_DECISION_FILES:
        yield _fault("", "bundle_too_many_decision_files", say("too_many_decision_files", most=MOST_DECISION_FILES, count=decisions))


def file_faults(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Faults of names and numbers; the contents are for others to judge."""
    for path in files:
        yield from _path_faults(path)
    yield from _number_faults(files)


def _path_faults(path: str) -> Iterator[Fault]:
    parts = PurePosixPath(path).parts
    bad = not parts or path.startswith("/") or "\\" in path or ".." in parts or len(path) > 200 or any(not c.isprintable() for c in path)
    if bad:
        yield _fault(path, "bundle_path_invalid", say("path_invalid", path=path))
    elif kind_of(path) == "other":
        known = "*.bpmn, *.dmn, *.form, procedure.toml and scenarios.yaml"
        yield _fault(path, "bundle_file_unknown", say("file_unknown", known=known, path=path))


def _number_faults(files: Mapping[str, bytes]) -> Iterator[Fault]:
    kinds = [kind_of(path) for path in files]
    if kinds.count("diagram") != 1:
        found = kinds.count("diagram")
        yield _fault("", "bundle_one_diagram", say("not_one_diagram", count=found))
    if kinds.count("metadata") != 1:
        found = kinds.count("metadata")
        yield _fault("", "bundle_one_metadata", say("not_one_metadata", count=found))


def _fault(path: str, code: str, text: Text) -> Fault:
    return Fault(path, code, text, file=path or None)
