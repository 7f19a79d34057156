"""Two roles on PostgreSQL: one owns the tables and migrates them, one runs the product and can only add to what was recorded.

The running role owns nothing: it cannot change, remove or empty evidence and deployed files, nor switch off the triggers that guard them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, make_url, text

from engine.kernel.errors import InvalidInput
from engine.store.base import metadata
from engine.store.database import open_database, writing
from engine.store.migrate import Patience, migrate
from engine.store.texts import say

_ADDED_TO = frozenset({"evidence_entry", "procedure_version", "bundle_file"})
"""Tables whose rows stay as they were inserted."""
_MOVED_ON = frozenset({"evidence_stream"})
"""Tables whose rows change and are never removed."""
_READ = frozenset({"alembic_version"})
_OF_EARLIER_RELEASES = frozenset({"evidence_record"})
"""A view through which the release before records."""


def migrate_as_owner(owner_url: str, runner: str, patience: Patience) -> None:
    """Migrate as the owner of the tables, and grant ``runner`` what running needs. Raises ``InvalidInput`` for SQLite: it has no roles."""
    if make_url(owner_url).get_backend_name() != "postgresql":
        raise InvalidInput(say("roles_need_postgresql"))
    with _opened(owner_url) as database:
        migrate(database, patience)
        with writing(database) as connection:
            grant(connection, runner)


def grant(connection: Connection, runner: str) -> None:
    """Exactly what running needs: what an earlier release granted beyond is taken away."""
    quote = connection.dialect.identifier_preparer.quote
    role = quote(runner)
    connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"))
    connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {role}"))
    connection.execute(text(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"))
    for table in sorted({*metadata.tables, *_READ, *_OF_EARLIER_RELEASES}):
        connection.execute(text(f"GRANT {_rights(table)} ON {quote(table)} TO {role}"))


def _rights(table: str) -> str:
    if table in _READ:
        return "SELECT"
    if table in _ADDED_TO or table in _OF_EARLIER_RELEASES:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE" if table in _MOVED_ON else "SELECT, INSERT, UPDATE, DELETE"


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.dispose()
