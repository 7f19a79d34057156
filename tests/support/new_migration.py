"""Writes a migration for what the tables have and the migrations do not make yet: ``make migration NAME="absences of people"``.

Read it before you keep it: it must add, and take nothing away (docs/decisions/0020-migrations-add-first.md).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory

from engine.store.database import open_database, writing
from engine.store.migrate import configuration, migrate
from engine.tables import metadata


def write_migration(name: str) -> Path:
    """The script, numbered and formatted as the others are."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'empty.db'}")
        migrate(database)
        with writing(database) as connection:
            config = configuration(connection)
            config.attributes["metadata"] = metadata
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            newest = ScriptDirectory.from_config(config).get_current_head()
            script = command.revision(config, f"{name}.", autogenerate=True, rev_id=f"{int(newest or 0) + 1:04d}")
        database.dispose()
    assert isinstance(script, Script)
    path = Path(script.path)
    for tidy in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidy, str(path)], check=True)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.new_migration", description="Writes a migration for what is new in the tables."
    )
    parser.add_argument("name", help="what the migration adds")
    print(f"written: {write_migration(parser.parse_args().name)}")
