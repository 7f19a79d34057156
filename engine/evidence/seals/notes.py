"""A seal as a signed note (C2SP signed-note and tlog-checkpoint): readable, and verified with the public key alone. Pure.

The first three lines are those of a checkpoint: origin, a number, a hash in base64. Here the number counts the seals and the hash is that
of the seal before; in a later log over all chains they will be its size and root. Lines that follow extend it:

    zhidu/seals
    12
    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
    at 2026-03-02T01:00:00.000000Z
    after 2026-03-02/00000011-20260302T005900Z-grown.seal
    scope grown
    head organisation 41 9f86d0…

    — zhidu/seals 5ZJ2…
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from engine.evidence.rules import Head

ORIGIN = "zhidu/seals"
NOTHING_BEFORE = sha256(b"").digest()
Scope = Literal["full", "grown"]
_ED25519 = b"\x01"
_HEAD = re.compile(r"head (\S{1,100}) (\d{1,18}) ([0-9a-f]{64})")
_BEGINNING = re.compile(r"(\d{1,18})\n(\S+)\nat (\S+)\nafter (\S+)\nscope (full|grown)\n")


class Unsound(ValueError):
    """A file that is no seal, or (``forged``) not one that this key signed."""

    def __init__(self, *, forged: bool = False) -> None:
        super().__init__("forged" if forged else "unreadable")
        self.forged = forged


@dataclass(frozen=True, slots=True)
class Seal:
    """Where streams stood. ``at``: RFC 3339; ``after``: the file before, "-" for none; ``scope`` full: all streams are in it."""

    number: int
    previous: bytes
    at: str
    after: str
    scope: Scope
    heads: dict[str, Head] = field(default_factory=dict)

    def text(self) -> str:
        """The lines that are signed."""
        lines = (ORIGIN, str(self.number), b64encode(self.previous).decode(), f"at {self.at}", f"after {self.after}", f"scope {self.scope}")
        heads = (f"head {stream} {head.count} {head.hash}" for stream, head in sorted(self.heads.items()))
        return "".join(f"{line}\n" for line in (*lines, *heads))


def signed(seal: Seal, key: Ed25519PrivateKey) -> bytes:
    """The seal's file."""
    text = seal.text()
    signature = b64encode(_key_hash(key.public_key()) + key.sign(text.encode())).decode()
    return f"{text}\n— {ORIGIN} {signature}\n".encode()


def opened(content: bytes, key: Ed25519PublicKey) -> Seal:
    """The seal of a file. Raises ``Unsound``."""
    try:
        text, _, signatures = content.decode().rpartition("\n\n")
    except UnicodeDecodeError as reason:
        raise Unsound() from reason
    text += "\n"
    if not any(_is_signed(text, line, key) for line in signatures.splitlines()):
        raise Unsound(forged=True)
    beginning = _BEGINNING.match(text, len(ORIGIN) + 1)
    if not text.startswith(f"{ORIGIN}\n") or beginning is None:
        raise Unsound()
    number, previous, at, after, scope = beginning.groups()
    heads = dict(_heads(text[beginning.end() :]))
    return Seal(int(number), b64decode(previous), at, after, "full" if scope == "full" else "grown", heads)


def public_text(key: Ed25519PublicKey) -> str:
    """A public key as C2SP writes it: ``<name>+<hash>+<key>``."""
    return f"{ORIGIN}+{_key_hash(key).hex()}+{b64encode(_ED25519 + _raw(key)).decode()}"


def public_from(text: str) -> Ed25519PublicKey:
    """The key of :func:`public_text`. Raises ``ValueError``."""
    _, _, encoded = text.strip().split("+", 2)
    raw = b64decode(encoded, validate=True)
    if raw[:1] != _ED25519:
        raise ValueError("Expected an Ed25519 key, but it is of another kind.")
    return Ed25519PublicKey.from_public_bytes(raw[1:])


def _heads(text: str) -> Iterator[tuple[str, Head]]:
    for line in text.splitlines():
        found = _HEAD.fullmatch(line)
        if found is None:
            raise Unsound()
        yield found[1], Head(int(found[2]), found[3])


def _is_signed(text: str, line: str, key: Ed25519PublicKey) -> bool:
    name, _, encoded = line.removeprefix("— ").partition(" ")
    try:
        raw = b64decode(encoded, validate=True)
        if name != ORIGIN or raw[:4] != _key_hash(key):
            return False
        key.verify(raw[4:], text.encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def _key_hash(key: Ed25519PublicKey) -> bytes:
    return sha256(ORIGIN.encode() + b"\n" + _ED25519 + _raw(key)).digest()[:4]


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
