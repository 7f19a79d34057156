"""Finding what is wrong with a stream of evidence, and naming it. Pure.

A stream that is as it was written is recognised in one pass. Only one that is not is looked at as a
whole, backwards from its head: each entry names the hash of the one before, so what the chain
leads to is genuine and everything else was put there, moved, or written over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from engine.evidence.rules import GENESIS, Head, hash_of
from engine.evidence.texts import say
from engine.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One row of ``evidence_entry``, as it is now."""

    event_id: str
    stream: str
    position: int
    kind: str
    at: str
    """RFC 3339, as bodies have it."""
    instance_id: str | None
    procedure_id: str | None
    element_id: str | None
    actor_id: str | None
    previous: str
    hash: str
    body: bytes


@dataclass(frozen=True, slots=True)
class EvidenceFault:
    """One place where a stream is not what was written. ``position`` is where the entry belongs, or stands if it belongs nowhere.

    ``code``: ``edited``, ``deleted``, ``moved``, ``added`` or ``headless`` (the head itself is gone). Besides, where something else
    contradicts the evidence: ``row_changed``, ``row_deleted``, ``row_added`` (``position``: the entry that says otherwise),
    ``file_changed``, ``file_gone``, ``case_deleted``, ``unreadable``, and those of seals (``engine/queries/evidence/seals.py``).
    """

    stream: str
    position: int | None
    event_id: str | None
    code: str
    en: str
    zh: str
    table: str | None = None
    row: str | None = None
    field: str | None = None
    expected: str | None = None
    found: str | None = None

    @classmethod
    def of(cls, stream: str, position: int | None, event_id: str | None, code: str, text: Text, **where: str | None) -> EvidenceFault:
        """The fields are those of the answer that people get, so the languages stand apart there."""
        return cls(stream, position, event_id, code, text.en, text.zh, **where)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an entry says of itself. Kept instead of the entry: a stream may be long."""

    event_id: str
    column_position: int
    position: int
    previous: str
    hash: str
    problems: tuple[str, ...]
    """Names of the columns that disagree with the body; ``body`` where the bytes are not those that were hashed."""


_MOST_TOLD = 100
"""Missing entries in a row that are told one by one; the rest of the gap is told at once."""


def is_intact(entries: Iterable[StoredEntry], head: Head) -> bool:
    """Whether ``entries`` (by position) are exactly what was written up to ``head``. Reads to the first fault at most."""
    count, last = 0, GENESIS
    for entry in entries:
        count += 1
        claim = _claim_of(entry)
        if claim.problems or claim.column_position != count or claim.position != count or claim.previous != last:
            return False
        last = entry.hash
    return Head(count, last) == head


def faults_of(stream: str, entries: Iterable[StoredEntry], head: Head) -> tuple[EvidenceFault, ...]:
    """Every fault of a stream, by position. Empty for one that is intact."""
    walk = _Walk(stream, [_claim_of(entry) for entry in entries])
    return tuple(sorted(walk.backwards(head), key=lambda fault: (fault.position or 0, fault.code)))


def headless(stream: str, entries: int) -> EvidenceFault:
    """Entries whose stream has no head: the instance's row was deleted."""
    return EvidenceFault.of(stream, None, None, "headless", say("headless", stream=stream, entries=entries))


class _Walk:
    """One walk along a stream that is known to be damaged."""

    def __init__(self, stream: str, claims: list[_Claim]) -> None:
        self._stream = stream
        self._by_hash: dict[str, list[_Claim]] = {}
        self._by_position: dict[int, list[_Claim]] = {}
        for claim in claims:
            self._by_hash.setdefault(claim.hash, []).append(claim)
            self._by_position.setdefault(claim.position, []).append(claim)
        self._claimed = sorted(position for position in self._by_position if position > 0)
        self._claims = claims
        self._used: set[int] = set()

    def backwards(self, head: Head) -> Iterator[EvidenceFault]:
        """From the head to the first entry: what the chain leads to, and what stands in its place where it breaks."""
        wanted: str | None = head.hash
        position, missing = head.count, 0
        while position > 0:
            claim = self._genuine(position, wanted) or self._substitute(position)
            if claim is None:
                missing, wanted = missing + 1, None
                below = position - 1 if missing < _MOST_TOLD else self._claimed_below(position)
                yield self._missing(below + 1, position)
                position = below
                continue
            missing = 0
            self._used.add(id(claim))
            yield from self._about(claim, position, written_over=wanted is not None and claim.hash != wanted)
            wanted, position = claim.previous, position - 1
        for claim in self._claims:
            if id(claim) not in self._used:
                yield self._fault("added", claim.column_position, claim.event_id)

    def _claimed_below(self, position: int) -> int:
        """The next position of which an entry speaks: a head may claim any number, and a gap may be as wide."""
        place = bisect_left(self._claimed, position)
        return self._claimed[place - 1] if place else 0

    def _missing(self, first: int, last: int) -> EvidenceFault:
        if first == last:
            return self._fault("deleted", last, None)
        return EvidenceFault.of(self._stream, last, None, "deleted", say("deleted_all", first=first, last=last))

    def _genuine(self, position: int, wanted: str | None) -> _Claim | None:
        """The entry with the hash that the next one names; where that one is gone, a sound one of the position."""
        if wanted is None:
            return next((claim for claim in self._unused(position) if not claim.problems), None)
        found = [claim for claim in self._by_hash.get(wanted, []) if id(claim) not in self._used]
        return min(found, key=lambda claim: (claim.position != position, claim.column_position != position), default=None)

    def _substitute(self, position: int) -> _Claim | None:
        """What stands where the genuine entry should be: the same entry written over, if it links to the one before."""
        linked = {claim.hash for claim in self._by_position.get(position - 1, [])} | ({GENESIS} if position == 1 else set())
        candidates = self._unused(position)
        return next((claim for claim in candidates if claim.previous in linked), candidates[0] if candidates else None)

    def _unused(self, position: int) -> list[_Claim]:
        return [claim for claim in self._by_position.get(position, []) if id(claim) not in self._used]

    def _about(self, claim: _Claim, position: int, *, written_over: bool) -> Iterator[EvidenceFault]:
        if claim.problems:
            yield self._fault("edited", position, claim.event_id, ", ".join(claim.problems))
        elif written_over:
            yield self._fault("edited", position, claim.event_id, "hash")
        if claim.column_position != position:
            yield self._fault("moved", position, claim.event_id, str(claim.column_position))

    def _fault(self, code: str, position: int, event_id: str | None, detail: str = "") -> EvidenceFault:
        return EvidenceFault.of(self._stream, position, event_id, code, say(code, position=position, detail=detail))


def _claim_of(entry: StoredEntry) -> _Claim:
    """Hash the stored bytes; compare what they say with what the columns say. Broken bytes are spoken for by the columns."""
    if not isinstance(entry.body, bytes) or hash_of(entry.body) != entry.hash:
        return _Claim(entry.event_id, entry.position, entry.position, entry.previous, entry.hash, ("body",))
    try:
        body = orjson.loads(entry.body)
        problems = tuple(name for name, said, stands in _compared(body, entry) if said != stands)
        return _Claim(entry.event_id, entry.position, int(body["position"]), str(body["prev"]), entry.hash, problems)
    except (ValueError, KeyError, TypeError, AttributeError):
        return _Claim(entry.event_id, entry.position, entry.position, entry.previous, entry.hash, ("body",))


def _compared(body: dict[str, Any], entry: StoredEntry) -> Iterator[tuple[str, object, object]]:
    """The name of each column with what the body says and what the column says. The position is looked at apart: it tells of moves."""
    yield "event_id", body["event_id"], entry.event_id
    yield "stream", body["stream"], entry.stream
    yield "kind", body["kind"], entry.kind
    yield "at", body["at"], entry.at
    yield "previous", body["prev"], entry.previous
    yield "instance_id", body.get("instance"), entry.instance_id
    yield "procedure_id", body.get("procedure", {}).get("id"), entry.procedure_id
    yield "element_id", body.get("element", {}).get("id"), entry.element_id
    yield "actor_id", body["actor"].get("id"), entry.actor_id
