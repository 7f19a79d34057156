"""As somebody would who has the database's own password: the guards are taken away first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from engine.bootstrap import Engine
from engine.store.database import writing


@contextmanager
def unguarded(engine: Engine) -> Iterator[Connection]:
    """A transaction in which no trigger refuses anything."""
    with writing(engine.database) as db:
        if db.dialect.name == "sqlite":
            for name in db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
                db.execute(text(f'DROP TRIGGER "{name}"'))
        else:
            db.execute(text("SET LOCAL session_replication_role = replica"))
        yield db
