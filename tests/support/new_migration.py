"""Writes a migration from what the tables say and the migrations do not make yet: ``python -m tests.support.new_migration "Absences of people"``.

Read it before you keep it: it must add, and take nothing away (docs/decisions/0020-migrations-add-first.md).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from engine.store.database import open_database, writing
from engine.store.migrate import configuration, migrate
from engine.tables import metadata


def write_migration(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'empty.db'}")
        migrate(database)
        with writing(database) as connection:
            config = configuration(connection)
            config.attributes["metadata"] = metadata
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            config.set_main_option("truncate_slug_length", "60")
            newest = ScriptDirectory.from_config(config).get_current_head()
            command.revision(config, message, autogenerate=True, rev_id=f"{int(newest or 0) + 1:04d}")
        database.dispose()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.support.new_migration", description="Writes a migration for what the tables have anew.")
    parser.add_argument("message", help="what the migration adds; becomes its name")
    write_migration(parser.parse_args().message)
