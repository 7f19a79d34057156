"""Brings a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from engine.store.database import writing

_SCRIPTS = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file: the scripts' place and the connection to work on."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(database: Engine) -> None:
    """Runs all migrations that the database has not had, in one transaction."""
    with writing(database) as connection:
        command.upgrade(configuration(connection), "head")


def is_current(database: Engine) -> bool:
    """Whether the database has had all migrations."""
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    with database.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest
