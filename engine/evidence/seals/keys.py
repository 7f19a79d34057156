"""The key that seals: a file outside the database, made at the first start and readable for the product's own account alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from engine.evidence.seals.notes import public_text
from engine.evidence.texts import say
from engine.kernel.errors import InvalidInput


def sealing_key(path: Path) -> Ed25519PrivateKey:
    """The key in the file; a new one where there is none, its public half beside it. Raises ``InvalidInput`` for a file that is no key."""
    if not path.exists():
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as reason:
        raise InvalidInput(say("seal_key_invalid", path=path)) from reason
    if not isinstance(key, Ed25519PrivateKey):
        raise InvalidInput(say("seal_key_invalid", path=path))
    return key


def public_file(path: Path) -> Path:
    """Where the public half of the key at ``path`` is kept."""
    return path.with_name(f"{path.name}.pub")


def _make(path: Path) -> None:
    """Whole or not there: of several processes that make one at once, the first one's counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    descriptor, temporary = tempfile.mkstemp(prefix=".key-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
        public_file(path).write_text(public_text(key.public_key()) + "\n", "utf-8")
    except FileExistsError:
        return
    finally:
        Path(temporary).unlink(missing_ok=True)
