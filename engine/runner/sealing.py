"""Sealing: the heads that grew are signed and put where the operator wants them, outside the database."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from engine.evidence.rules import Head
from engine.evidence.seals.folder import SealFile, SealFolder
from engine.evidence.seals.keys import sealing_key
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import Clock
from engine.kernel.settings import Settings
from engine.queries.evidence.heads import Heads
from engine.unit_of_work.verbs import Query

T = TypeVar("T")
_log = logging.getLogger(__name__)
_LATE = timedelta(minutes=15)
"""An entry's time is that of its command's begin: it may be committed, and the clocks of nodes may differ, by so much."""
_FULL_EVERY = timedelta(days=1)
_POST_SECONDS = 10.0
_POSTED = "posted"
_MOST_POSTED = 100


class Door(Protocol):
    """What is needed of the engine."""

    settings: Settings
    clock: Clock

    def ask(self, query: Query[T], *, actor: Actor) -> T: ...


def seal(engine: Door) -> str | None:
    """Seal what grew since the last seal, and send what was not sent. Gives the file's name; None: nothing grew, or another process seals.

    Once a day all heads are sealed, so that what slipped through (a clock set back, a commit that took long) is in the next full one.
    """
    folder = SealFolder(engine.settings.seals)
    with folder.turn() as mine:
        if not mine:
            return None
        made = _seal(engine, folder)
        if engine.settings.seal_url is not None:
            _post(folder, engine.settings.seal_url, sealing_key(engine.settings.sealing_key).public_key())
    return None if made is None else made.name


def _seal(engine: Door, folder: SealFolder) -> SealFile | None:
    key, now = sealing_key(engine.settings.sealing_key), engine.clock.now()
    last = folder.newest(key.public_key())
    if last is None:
        heads = engine.ask(Heads(), actor=SYSTEM)
        return folder.add(heads, "full", now, None, key) if heads else None
    since = min(now, datetime.fromisoformat(last.seal.at)) - _LATE
    sealed, full_since = _recently(folder, last, since, key.public_key())
    grown = {stream: head for stream, head in engine.ask(Heads(since), actor=SYSTEM).items() if sealed.get(stream) != head}
    if not grown:
        return None
    if full_since is None or now - full_since >= _FULL_EVERY:
        return folder.add(engine.ask(Heads(), actor=SYSTEM), "full", now, last, key)
    return folder.add(grown, "grown", now, last, key)


def _recently(folder: SealFolder, last: SealFile, since: datetime, key: Ed25519PublicKey) -> tuple[dict[str, Head], datetime | None]:
    """The heads sealed since, and the time of the newest full seal (None: there is none within a day)."""
    heads: dict[str, Head] = {}
    at: SealFile | None = last
    while at is not None:
        made = datetime.fromisoformat(at.seal.at)
        if made >= since - _LATE:
            heads = {**at.seal.heads, **heads}
        if at.seal.scope == "full":
            return {**at.seal.heads, **heads}, made
        if made < datetime.fromisoformat(last.seal.at) - _FULL_EVERY:
            return heads, None
        at = folder.before(at, key)
    return heads, None


def _post(folder: SealFolder, url: str, key: Ed25519PublicKey) -> None:
    """Send the seals that were not sent yet, the oldest first. What cannot be sent is tried again with the next seal."""
    marker = folder.path / _POSTED
    sent = marker.read_text("utf-8").strip() if marker.exists() else ""
    waiting = _unsent(folder, sent, key)
    try:
        for file in reversed(waiting):
            content = (folder.path / file.name).read_bytes()
            headers = {"Content-Type": "text/plain; charset=utf-8", "X-Seal-Name": Path(file.name).name}
            httpx.post(url, content=content, headers=headers, timeout=_POST_SECONDS).raise_for_status()
            marker.write_text(file.name, "utf-8")
    except httpx.HTTPError as reason:
        _log.warning("A seal could not be sent to %s: %s", url, reason)


def _unsent(folder: SealFolder, sent: str, key: Ed25519PublicKey) -> list[SealFile]:
    """The newest first."""
    found: list[SealFile] = []
    at = folder.newest(key)
    while at is not None and at.name != sent and len(found) < _MOST_POSTED:
        found.append(at)
        at = folder.before(at, key)
    return found
