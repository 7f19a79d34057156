"""Databases without a schema: for tests of migrations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.support.databases import SERVER, skip_or_fail


@contextmanager
def empty_postgresql() -> Iterator[str]:
    """The URL of a new database on the server, dropped at the end. Skips (or fails) the test where there is no server."""
    server = create_engine(make_url(SERVER), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    try:
        server.connect().close()
    except OperationalError as reason:
        skip_or_fail(str(reason.orig).strip())
    name = f"zhidu_e_{uuid.uuid4().hex[:12]}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
