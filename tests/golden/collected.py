"""Everything that has a golden file, as today's code writes it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from engine.bootstrap import Engine
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from engine.store.database import open_database
from engine.store.migrate import migrate
from tests.golden import bundles, chains, entries, snapshots
from tests.golden.files import Golden
from tests.golden.samples import AT


def pure() -> Iterator[Golden]:
    """What needs no database."""
    yield from entries.goldens()
    yield from snapshots.goldens()


def of_a_case(url: str, folder: Path) -> Iterator[Golden]:
    """``url``: a migrated database without rows."""
    yield from chains.goldens(url, folder / "data")


def of_a_deployment(url: str, folder: Path) -> Iterator[Golden]:
    """``url``: a migrated database without rows."""
    settings = Settings(database_url=url, data_dir=folder / "data", scheduler=False)
    with chains.fixed_ids(), closing(Engine(settings, clock=ManualClock(AT))) as door:
        yield from bundles.goldens(door)


def everything() -> Iterator[Golden]:
    """On SQLite; the tests compare PostgreSQL with the same files."""
    yield from pure()
    for each in (of_a_case, of_a_deployment):
        with _fresh_sqlite() as (url, folder):
            yield from each(url, folder)


@contextmanager
def _fresh_sqlite() -> Iterator[tuple[str, Path]]:
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/golden.db"
        database = open_database(url)
        migrate(database)
        database.dispose()
        yield url, Path(name)
