"""A copy that is saved under load is of one moment and whole; restored, it is the same organisation, on either database."""

from __future__ import annotations

import argparse
import gzip
import io
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, Table, inspect, select, update

from cli import keeping
from engine.attachments.content import path_of
from engine.attachments.tables import attachment
from engine.backup.manifest import Manifest, read_manifest
from engine.backup.restoring import restore
from engine.backup.rows import insert_lines
from engine.backup.saving import checksum_of, save
from engine.bootstrap import Engine
from engine.commands.organisation.note_restored import NoteRestored
from engine.commands.tasks.add_attachment import AddAttachment
from engine.commands.tasks.complete_task import CompleteTask
from engine.evidence.tables import evidence_entry
from engine.instances.tables import process_instance
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, Forbidden, InvalidInput
from engine.kernel.settings import Settings
from engine.queries.cases.instances import Instances
from engine.queries.evidence.verify import VerifyEvidence
from engine.store.base import DERIVED, metadata
from engine.store.database import open_database, reading, writing
from engine.store.migrate import is_current, migrate
from tests.support.bundles import deploy, loop, start
from tests.support.empty import empty_postgresql
from tests.support.looking import evidence, open_task, rows
from tests.support.people import People


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk")


@pytest.fixture
def cases(engine: Engine, clerk: Actor) -> list[str]:
    deploy(engine, loop())
    found = [start(engine, "looping", clerk).instance_id for _ in range(4)]
    engine.execute(AddAttachment("图 a.txt", io.BytesIO("some text 文".encode())), actor=clerk)
    return found


@pytest.fixture
def copy(engine: Engine, cases: list[str], tmp_path: Path) -> Path:
    target = tmp_path / "copy"
    save(engine.database, engine.settings.data_dir, target, now=engine.clock.now())
    return target


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock) -> Iterator[Engine]:
    """Where to restore: each copy goes into each kind of database."""
    settings = Settings(data_dir=tmp_path / "restored", scheduler=False)
    if request.param == "sqlite":
        yield from opened(replace(settings, database_url=f"sqlite:///{tmp_path / 'restored.db'}"), clock)
        return
    with empty_postgresql() as url:
        yield from opened(replace(settings, database_url=url), clock)


def opened(settings: Settings, clock: ManualClock) -> Iterator[Engine]:
    engine = Engine(settings, clock=clock)
    yield engine
    engine.close()


def back(copy: Path, empty: Engine) -> Manifest:
    return restore(copy, empty.database, empty.settings.data_dir)[0]


def content(engine: Engine, table: Table) -> list[tuple[Any, ...]]:
    with reading(engine.database) as db:
        return sorted((tuple(row) for row in db.execute(select(table))), key=repr)


def is_intact(engine: Engine) -> bool:
    return engine.ask(VerifyEvidence(), actor=SYSTEM).intact


def test_what_is_restored_is_what_was_saved(engine: Engine, cases: list[str], copy: Path, empty: Engine, clerk: Actor) -> None:
    manifest = back(copy, empty)
    for table in metadata.sorted_tables:
        if not table.info.get(DERIVED):
            assert content(empty, table) == content(engine, table), table.name
    found = empty.ask(Instances(text="looping"), actor=clerk)
    assert {each.id for each in found.items} == set(cases)
    assert manifest.entries == len(content(engine, evidence_entry))
    (file,) = rows(empty, attachment)
    kept = path_of(empty.settings.data_dir, file.checksum)
    assert kept.read_bytes() == "some text 文".encode()
    assert is_intact(empty)
    empty.execute(CompleteTask(open_task(empty, cases[0]).id, {"text": "on"}), actor=clerk)
    assert is_intact(empty)
    empty.migrate()


def test_under_load_the_copy_is_of_one_moment(engine: Engine, cases: list[str], clerk: Actor, empty: Engine, tmp_path: Path) -> None:
    """Every case goes on all the time; each chain of the copy ends where its case stood."""
    over, moved = threading.Event(), threading.Barrier(len(cases) + 1)

    def work(case: str) -> None:
        engine.execute(CompleteTask(open_task(engine, case).id, {"text": "on"}), actor=clerk)
        moved.wait()
        while not over.is_set():
            engine.execute(CompleteTask(open_task(engine, case).id, {"text": "on"}), actor=clerk)

    threads = [threading.Thread(target=work, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    moved.wait()
    copies = [tmp_path / f"copy {number}" for number in range(3)]
    for each in copies:
        save(engine.database, engine.settings.data_dir, each, now=engine.clock.now())
    over.set()
    for thread in threads:
        thread.join()
    entries = [read_manifest(each)[0].entries for each in copies]
    assert entries == sorted(entries)
    back(copies[-1], empty)
    assert is_intact(empty)
    for case in cases:
        done = evidence(empty, case, "task.completed")
        assert len(done) >= 1
        assert evidence(engine, case, "task.completed")[: len(done)] == done


def test_a_restoration_is_evidence(copy: Path, empty: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert keeping.put_back(empty, _asked(source=copy)) == 0
    with reading(empty.database) as db:
        where = evidence_entry.c.kind == "organisation.restored"
        (body,) = [orjson.loads(each) for each in db.execute(select(evidence_entry.c.body).where(where)).scalars()]
    manifest, fingerprint = read_manifest(copy)
    assert body["details"]["manifest"] == fingerprint
    assert body["details"]["made_at"] == manifest.made_at
    assert fingerprint in capsys.readouterr().out


def _asked(**values: object) -> argparse.Namespace:
    return argparse.Namespace(**values)


def test_only_the_operator_says_that_a_copy_was_restored(engine: Engine, clerk: Actor) -> None:
    with pytest.raises(Forbidden):
        engine.execute(NoteRestored("2026-01-01", "0.1.0", "0" * 64, 1, 1), actor=clerk)


def test_nothing_is_restored_over_something(engine: Engine, copy: Path, empty: Engine) -> None:
    with pytest.raises(Conflict) as refused:
        restore(copy, engine.database, empty.settings.data_dir)
    assert refused.value.reason_code == "database_in_use"
    taken = empty.settings.data_dir / "attachments" / "ab"
    taken.mkdir(parents=True)
    with pytest.raises(Conflict) as refused:
        back(copy, empty)
    assert refused.value.reason_code == "files_in_use"
    with pytest.raises(Conflict) as refused:
        save(engine.database, engine.settings.data_dir, copy, now=engine.clock.now())
    assert refused.value.reason_code == "target_taken"


def change_a_byte(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a byte of a table": lambda copy: change_a_byte(copy / "tables" / "evidence_entry.jsonl.gz"),
    "a table gone": lambda copy: (copy / "tables" / "user_task.jsonl.gz").unlink(),
    "a byte of an attachment": lambda copy: change_a_byte(next(path for path in copy.glob("files/*/*"))),
    "an attachment gone": lambda copy: shutil.rmtree(copy / "files"),
    "no manifest": lambda copy: (copy / "manifest.json").unlink(),
    "half a manifest": lambda copy: (copy / "manifest.json").write_bytes((copy / "manifest.json").read_bytes()[:200]),
    "another format": lambda copy: (copy / "manifest.json").write_text('{"format": 99}'),
    "a newer release": lambda copy: _rewrite(copy, revision="9999_of_tomorrow"),
    "a path that leads out": lambda copy: _rewrite(copy, files=[{"name": "../../x", "bytes": 1, "checksum": "0" * 64, "rows": 0}]),
}


def _rewrite(copy: Path, **values: object) -> None:
    path = copy / "manifest.json"
    path.write_bytes(orjson.dumps({**orjson.loads(path.read_bytes()), **values}))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_copy_is_refused_before_anything_is_written(copy: Path, empty: Engine, damage: str) -> None:
    DAMAGES[damage](copy)
    with pytest.raises(InvalidInput):
        back(copy, empty)
    assert not empty.settings.data_dir.exists()
    with empty.database.connect() as connection:
        assert connection.dialect.get_table_names(connection) == []


def test_what_fails_in_the_middle_leaves_nothing(copy: Path, empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[int] = []

    def failing(db: Connection, table: Table, lines: Iterable[bytes]) -> int:
        tables.append(1)
        if len(tables) == 10:
            raise OSError("gone")
        return insert_lines(db, table, lines)

    monkeypatch.setattr("engine.backup.restoring.insert_lines", failing)
    with pytest.raises(OSError, match="gone"):
        back(copy, empty)
    monkeypatch.undo()
    back(copy, empty)
    assert is_intact(empty)


def test_a_copy_that_was_tampered_with_before_it_was_saved_shows_it(
    engine: Engine, cases: list[str], empty: Engine, tmp_path: Path
) -> None:
    with writing(engine.database) as db:
        db.execute(update(process_instance).where(process_instance.c.id == cases[0]).values(evidence_head="0" * 64))
    save(engine.database, engine.settings.data_dir, tmp_path / "tampered", now=engine.clock.now())
    assert keeping.put_back(empty, _asked(source=tmp_path / "tampered")) == 1


def test_an_attachment_without_its_file_is_told_and_the_rest_saved(
    engine: Engine, cases: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = rows(engine, attachment)
    path_of(engine.settings.data_dir, file.checksum).write_bytes(b"something else")
    assert keeping.back_up(engine, _asked(target=tmp_path / "copy")) == 1
    assert file.checksum in capsys.readouterr().out
    manifest, _ = read_manifest(tmp_path / "copy")
    assert manifest.missing == (file.checksum,)
    assert manifest.files == ()


def as_of(copy: Path, revision: str, folder: Path) -> None:
    """Take from the copy what the schema of ``revision`` had not."""
    old = open_database(f"sqlite:///{folder / 'old.db'}")
    migrate(old, revision=revision)
    known = {name: {each["name"] for each in inspect(old).get_columns(name)} for name in inspect(old).get_table_names()}
    old.dispose()
    manifest, _ = read_manifest(copy)
    kept = []
    for saved in manifest.tables:
        path = copy / saved.name
        columns = known.get(path.name.removesuffix(".jsonl.gz"))
        if columns is None:
            path.unlink()
            continue
        lines = [orjson.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
        places = [place for place, name in enumerate(lines[0]) if name in columns]
        path.write_bytes(gzip.compress(b"".join(orjson.dumps([line[place] for place in places]) + b"\n" for line in lines)))
        kept.append({**asdict(saved), "checksum": checksum_of(path)})
    _rewrite(copy, revision=revision, tables=kept)


def test_a_copy_of_an_older_release_is_brought_up_to_date(engine: Engine, copy: Path, empty: Engine, tmp_path: Path) -> None:
    """Columns and tables that have come since are not in it; they get what a migration gives them."""
    as_of(copy, "0003", tmp_path)
    back(copy, empty)
    assert is_current(empty.database)
    assert is_intact(empty)
    assert content(empty, evidence_entry) == content(engine, evidence_entry)
