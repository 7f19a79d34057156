"""What a verb has at hand while it is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from engine.kernel.actor import Actor
from engine.kernel.settings import Settings


@dataclass(slots=True)
class ReadContext:
    """For queries: a connection, the one who asks, and the time, fixed for the whole query."""

    db: Connection
    actor: Actor
    now: datetime
    settings: Settings


@dataclass(slots=True)
class Context(ReadContext):
    """For commands."""
