"""The database held against the seals that were made of it and kept outside.

A chain that was rewritten, shortened or removed together with its head is as good as any for the database alone. Its sealed heads say
otherwise: at the sealed count there must be an entry with the sealed hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select, tuple_, type_coerce
from sqlalchemy.types import NullType

from engine.evidence.rules import ORGANISATION, Head
from engine.evidence.seals.folder import SealFile, SealFolder
from engine.evidence.seals.keys import public_file
from engine.evidence.seals.notes import NOTHING_BEFORE, Unsound, public_from
from engine.evidence.tables import evidence_entry
from engine.evidence.verification import EvidenceFault
from engine.queries.evidence.plain_values import shown
from engine.queries.evidence.texts import say
from engine.unit_of_work.context import ReadContext

_ASKED = 500
"""Heads that are looked for with one statement."""


@dataclass(frozen=True, slots=True)
class SealsReport:
    """What the database was held against. ``newest_at``: RFC 3339; ``entries_after``: how many entries no seal covers yet."""

    folder: str
    seals: int
    heads: int
    newest_at: str | None
    entries_after: int


@dataclass(slots=True)
class HeldSeals:
    """One look at a folder of seals."""

    ctx: ReadContext
    folder: SealFolder
    faults: list[EvidenceFault] = field(default_factory=list)
    _seals: int = 0
    _heads: int = 0
    _newest_at: str | None = None
    _known: dict[str, Head] = field(default_factory=dict)
    """The newest head of each stream that was found to be there."""
    _wrong: set[str] = field(default_factory=set)

    def hold(self, key_text: str | None) -> SealsReport:
        """``key_text``: the public key; None: that of the installation's own key."""
        key = self._key(key_text)
        if key is not None:
            for file in self._sound(key):
                self._seals += 1
                self._newest_at = file.seal.at
                self._against(file)
        return SealsReport(str(self.folder.path), self._seals, self._heads, self._newest_at, self._after())

    def _key(self, text: str | None) -> Ed25519PublicKey | None:
        names = self.folder.names()
        path = public_file(self.ctx.settings.sealing_key)
        try:
            return public_from(path.read_text("utf-8") if text is None else text)
        except (OSError, ValueError):
            if names or text is not None:
                self._say("seal_key_missing", None, path=path)
            return None

    def _sound(self, key: Ed25519PublicKey) -> Iterator[SealFile]:
        """The seals in order; those that are forged, unreadable or left out are told."""
        number, sha256 = 0, NOTHING_BEFORE
        for name in self.folder.names():
            try:
                file = self.folder.read(name, key)
            except Unsound as reason:
                self._say("seal_forged" if reason.forged else "seal_unreadable", None, name=name)
                number = 0  # what the next one should name is not known
                continue
            except OSError:
                self._say("seal_unreadable", None, name=name)
                number = 0
                continue
            # The oldest may have been put away: a chain may begin with any seal.
            if number and (file.seal.number != number + 1 or file.seal.previous != sha256):
                self._say("seal_chain", None, name=name)
            number, sha256 = file.seal.number, file.sha256
            yield file

    def _against(self, file: SealFile) -> None:
        new = ((stream, head) for stream, head in file.seal.heads.items() if self._known.get(stream) != head)
        while batch := dict(islice(new, _ASKED)):
            self._heads += len(batch)
            there = self._hashes(batch)
            for stream, head in batch.items():
                if there.get(stream) == head.hash:
                    self._known[stream] = head
                elif stream not in self._wrong:
                    self._wrong.add(stream)
                    self._tell(file, stream, head, there.get(stream))

    def _tell(self, file: SealFile, stream: str, head: Head, found: str | None) -> None:
        count = self.ctx.db.execute(select(func.count()).where(evidence_entry.c.stream == stream)).scalar_one()
        code = "seal_rewritten" if found is not None else "seal_shortened" if count else "seal_stream_gone"
        facts = {"sealed": head.count, "at": file.seal.at, "count": count, "name": file.name}
        self._say(code, head.count if code == "seal_rewritten" else None, stream, **facts)

    def _hashes(self, heads: dict[str, Head]) -> dict[str, str]:
        """Stream → the hash at the sealed position, where there is an entry."""
        wanted = tuple_(evidence_entry.c.stream, evidence_entry.c.position).in_([(stream, head.count) for stream, head in heads.items()])
        query = select(evidence_entry.c.stream, type_coerce(evidence_entry.c.hash, NullType())).where(wanted)
        return {shown(stream): shown(hash_) for stream, hash_ in self.ctx.db.execute(query)}

    def _after(self) -> int:
        entries: int = self.ctx.db.execute(select(func.count()).select_from(evidence_entry)).scalar_one()
        return max(entries - sum(head.count for head in self._known.values()), 0)

    def _say(self, code: str, position: int | None, stream: str = ORGANISATION, **facts: object) -> None:
        text = say(code, stream=stream, **facts)
        self.faults.append(EvidenceFault.of(stream, position, None, code, text))


def seal_folder(ctx: ReadContext, given: Path | None) -> SealFolder:
    """The folder that was named, or that of the settings."""
    return SealFolder(given or ctx.settings.seals)
