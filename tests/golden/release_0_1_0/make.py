"""Makes the files beside it, with the code of release 0.1.0 itself: ``python -m tests.golden.release_0_1_0.make``.

``sqlite.db.zst``: the database's file. ``postgresql.json.zst``: all rows of the same play on PostgreSQL (their schema is what
the migration 0001 makes). ``data.zip``: the data folder of the SQLite play.

Files that are there are never made anew: what a release wrote is what it wrote.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

import zstandard
from sqlalchemy import create_engine

from tests.golden.history import RELEASE_0_1_0, extract, run_with
from tests.golden.rows import packed
from tests.support.empty import empty_postgresql

HERE = Path(__file__).parent
SQLITE, POSTGRESQL, DATA = HERE / "sqlite.db.zst", HERE / "postgresql.json.zst", HERE / "data.zip"


def main() -> int:
    there = [path.name for path in (SQLITE, POSTGRESQL, DATA) if path.exists()]
    if there:
        print(f"Expected to make new files, but {', '.join(there)} must stay as the release wrote them.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        code = extract(RELEASE_0_1_0, Path(folder) / "code")
        _sqlite(code, Path(folder))
        _postgresql(code, Path(folder))
    return 0


def _play(code: Path, url: str, data: Path) -> None:
    run_with(code, HERE / "play.py", url, str(data))


def _sqlite(code: Path, folder: Path) -> None:
    path = folder / "zhidu.db"
    _play(code, f"sqlite:///{path}", folder / "data")
    database = create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    with database.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        connection.exec_driver_sql("VACUUM")
    database.dispose()
    SQLITE.write_bytes(zstandard.ZstdCompressor(level=19).compress(path.read_bytes()))
    with zipfile.ZipFile(DATA, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted((folder / "data").rglob("*")):
            if each.is_file():
                archive.write(each, each.relative_to(folder / "data"))


def _postgresql(code: Path, folder: Path) -> None:
    with empty_postgresql() as url:
        _play(code, url, folder / "data-postgresql")
        database = create_engine(url)
        with database.connect() as connection:
            POSTGRESQL.write_bytes(packed(connection))
        database.dispose()


if __name__ == "__main__":
    sys.exit(main())
