"""Tokens of the release before: who made each is taken from the evidence, where that release wrote it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alembic import command
from sqlalchemy import select, text

from engine.events.organisation import TokenCreated
from engine.evidence.append import append_to_organisation
from engine.identity.tables import api_token
from engine.kernel.actor import Actor
from engine.store.database import open_database, reading, writing
from engine.store.migrate import configuration, migrate

AT = datetime(2026, 3, 2, tzinfo=UTC)
_OLD = ("id", "user_id", "name", "token_hash", "scopes", "created_at", "expires_at")


def test_the_maker_of_an_older_token_is_known_afterwards(empty_url: str) -> None:
    database = open_database(empty_url)
    with writing(database) as db:
        command.upgrade(configuration(db), "0003")
    columns = ", ".join(_OLD)
    values = ", ".join(f":{name}" for name in _OLD)
    with writing(database) as db:
        for number, maker in enumerate(("holder", "administrator")):
            row = (f"t{number}", "holder", "bot", f"hash{number}", '["read"]', AT.isoformat(), (AT + timedelta(days=1)).isoformat())
            db.execute(text(f"INSERT INTO api_token ({columns}) VALUES ({values})"), dict(zip(_OLD, row, strict=True)))
            event = TokenCreated(f"t{number}", "holder", "bot", ["read"], AT)
            append_to_organisation(db, event, at=AT, actor=Actor("person", maker, maker))
    migrate(database)
    with reading(database) as db:
        assert dict(db.execute(select(api_token.c.id, api_token.c.created_by)).all()) == {"t0": "holder", "t1": "administrator"}
    database.dispose()
