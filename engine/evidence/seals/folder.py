"""The folder of seals: ``<day>/<number>-<time>-<scope>.seal``, and ``newest``, which names the last one.

One process seals at a time: whoever has the folder's lock. Folders that are not shared hold chains of their own.
"""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from engine.evidence.rules import Head
from engine.evidence.seals.notes import NOTHING_BEFORE, Scope, Seal, Unsound, opened, signed
from engine.kernel.canonical_json import timestamp

NONE = "-"
_NAME = re.compile(r"(\d{8,})-\d{8}T\d{6}Z-(?:full|grown)\.seal")


@dataclass(frozen=True, slots=True)
class SealFile:
    """A seal with the file that it stands in. ``name``: within the folder."""

    name: str
    seal: Seal
    sha256: bytes


@dataclass(frozen=True, slots=True)
class SealFolder:
    """Raises ``OSError`` where the folder cannot be read or written."""

    path: Path

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Whether it is this process's turn to seal: False while another one does."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def newest(self, key: Ed25519PublicKey) -> SealFile | None:
        """The last seal; where it cannot be read, the chain begins anew."""
        try:
            return self.read((self.path / "newest").read_text("utf-8").strip(), key)
        except (FileNotFoundError, Unsound, UnicodeDecodeError):
            return None

    def read(self, name: str, key: Ed25519PublicKey) -> SealFile:
        """Raises ``Unsound``, ``FileNotFoundError``."""
        content = (self.path / name).read_bytes()
        return SealFile(name, opened(content, key), sha256(content).digest())

    def before(self, file: SealFile, key: Ed25519PublicKey) -> SealFile | None:
        """The seal before; None where there is none, or none that can be read."""
        try:
            return None if file.seal.after == NONE else self.read(file.seal.after, key)
        except (OSError, Unsound):
            return None

    def add(self, heads: dict[str, Head], scope: Scope, at: datetime, last: SealFile | None, key: Ed25519PrivateKey) -> SealFile:
        """Seal ``heads``. The file is whole on the disk before it has its name."""
        number = 1 if last is None else last.seal.number + 1
        previous, after = (NOTHING_BEFORE, NONE) if last is None else (last.sha256, last.name)
        content = signed(Seal(number, previous, timestamp(at), after, scope, heads), key)
        utc = at.astimezone(UTC)
        name = f"{utc:%Y-%m-%d}/{number:08d}-{utc:%Y%m%dT%H%M%SZ}-{scope}.seal"
        _write(self.path / name, content)
        _write(self.path / "newest", f"{name}\n".encode())
        return SealFile(name, opened(content, key.public_key()), sha256(content).digest())

    def names(self) -> list[str]:
        """All seals that there are, by number."""
        found = ((_NAME.fullmatch(path.name), path) for path in self.path.glob("*/*.seal"))
        numbered = [(int(match[1]), str(path.relative_to(self.path))) for match, path in found if match]
        return [name for _, name in sorted(numbered)]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".incoming-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)  # seals are there to be read, by the auditor too
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
