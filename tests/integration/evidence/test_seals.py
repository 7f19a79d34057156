"""Heads sealed outside the database: what the database alone cannot tell is found against them."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from cli.first_start import OPERATOR
from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer
from engine.evidence.rules import Head
from engine.evidence.seals.folder import SealFolder
from engine.evidence.seals.keys import public_file, sealing_key
from engine.evidence.seals.notes import Unsound, opened, public_from, public_text
from engine.kernel.actor import SYSTEM
from engine.kernel.clock import ManualClock
from engine.kernel.errors import InvalidInput
from engine.queries.evidence.verify import EvidenceReport, VerifyEvidence
from engine.store.base import metadata
from tests.integration.evidence.tampering import unguarded


@pytest.fixture
def sealed(engine: Engine, clock: ManualClock) -> Engine:
    """Three entries, sealed; one more, sealed a minute later."""
    for number in range(3):
        engine.execute(CreateCustomer(f"customer{number}", "客户", "Customer"), actor=SYSTEM)
    assert engine.seal() is not None
    clock.advance(timedelta(minutes=1))
    engine.execute(CreateCustomer("later", "客户", "Customer"), actor=SYSTEM)
    assert engine.seal() is not None
    return engine


def verified(engine: Engine, **given: object) -> EvidenceReport:
    return engine.ask(VerifyEvidence(**given), actor=OPERATOR)  # type: ignore[arg-type]


def codes(report: EvidenceReport) -> list[str]:
    return [fault.code for fault in report.faults]


def rewrite(engine: Engine, count: int) -> None:
    """Another chain of ``count`` entries, as good as the true one for the database alone: the product itself writes it."""
    with unguarded(engine) as db:
        for table in reversed(metadata.sorted_tables):
            db.execute(text(f'DELETE FROM "{table.name}"'))
    for number in range(count):
        engine.execute(CreateCustomer(f"another{number}", "客户", "Customer"), actor=SYSTEM)


def test_what_was_sealed_is_there(sealed: Engine) -> None:
    report = verified(sealed)
    assert report.seals is not None
    assert (report.intact, report.seals.seals, report.seals.heads, report.seals.entries_after) == (True, 2, 2, 0)
    sealed.execute(CreateCustomer("after", "客户", "Customer"), actor=SYSTEM)
    later = verified(sealed).seals
    assert later is not None
    assert later.entries_after == 1


def test_nothing_is_sealed_twice(sealed: Engine, clock: ManualClock) -> None:
    assert sealed.seal() is None
    clock.advance(timedelta(days=2))
    assert sealed.seal() is None, "nothing grew"


def test_once_a_day_all_heads_are_sealed(sealed: Engine, clock: ManualClock) -> None:
    clock.advance(timedelta(days=1))
    sealed.execute(CreateCustomer("tomorrow", "客户", "Customer"), actor=SYSTEM)
    name = sealed.seal()
    assert name is not None
    assert name.endswith("-full.seal")


def test_a_chain_that_was_shortened_with_its_head(sealed: Engine) -> None:
    with unguarded(sealed) as db:
        hash_ = db.execute(text("SELECT hash FROM evidence_entry WHERE position = 3")).scalar_one()
        db.execute(text("DELETE FROM evidence_entry WHERE position = 4"))
        db.execute(text("UPDATE evidence_stream SET count = 3, head = :hash"), {"hash": hash_})
        db.execute(text("DELETE FROM customer WHERE code = 'later'"))
    assert codes(verified(sealed)) == ["seal_shortened"]


def test_a_history_that_was_rewritten(sealed: Engine) -> None:
    rewrite(sealed, 4)
    assert codes(verified(sealed)) == ["seal_rewritten"]


def test_a_history_that_was_rewritten_and_sealed_anew(sealed: Engine, clock: ManualClock) -> None:
    """The key alone does not help either: the seals before say otherwise."""
    rewrite(sealed, 4)
    clock.advance(timedelta(minutes=1))
    sealed.seal()
    assert set(codes(verified(sealed))) == {"seal_rewritten"}


def test_an_emptied_database(sealed: Engine) -> None:
    rewrite(sealed, 0)
    assert codes(verified(sealed)) == ["seal_stream_gone"]


def test_a_seal_that_was_changed_left_out_or_signed_by_another(sealed: Engine, tmp_path: Path) -> None:
    folder = sealed.settings.seals
    first, second = (folder / name for name in SealFolder(folder).names())
    content = first.read_bytes()
    first.write_bytes(content.replace(b"head organisation 3", b"head organisation 2"))
    assert codes(verified(sealed)) == ["seal_forged"]
    first.write_bytes(b"\xff\xfe no note")
    assert codes(verified(sealed)) == ["seal_unreadable"]
    first.write_bytes(content)
    key = tmp_path / "other.pem"
    sealing_key(key)
    assert codes(verified(sealed, public_key=public_file(key).read_text("utf-8"))) == ["seal_forged", "seal_forged"]
    assert codes(verified(sealed, public_key="no key")) == ["seal_key_missing"]
    second.rename(second.with_name(second.name.replace("00000002", "00000003")))
    assert codes(verified(sealed)) == [], "the number stands inside"


def test_a_seal_left_out_in_the_middle(sealed: Engine, clock: ManualClock) -> None:
    clock.advance(timedelta(minutes=1))
    sealed.execute(CreateCustomer("third", "客户", "Customer"), actor=SYSTEM)
    sealed.seal()
    names = SealFolder(sealed.settings.seals).names()
    (sealed.settings.seals / names[1]).unlink()
    assert codes(verified(sealed)) == ["seal_chain"]


def test_one_process_seals_at_a_time(sealed: Engine, clock: ManualClock) -> None:
    clock.advance(timedelta(minutes=1))
    sealed.execute(CreateCustomer("third", "客户", "Customer"), actor=SYSTEM)
    with SealFolder(sealed.settings.seals).turn() as mine:
        assert mine
        assert sealed.seal() is None
    assert sealed.seal() is not None


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path, ready, keys = tmp_path / "keys" / "seal.pem", threading.Barrier(8), []

    def make() -> None:
        ready.wait()
        keys.append(public_text(sealing_key(path).public_key()))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_text(public_from(public_file(path).read_text("utf-8"))) == keys[0]
    path.write_text("no key")
    with pytest.raises(InvalidInput):
        sealing_key(path)


def test_a_seal_reads_as_a_checkpoint(sealed: Engine) -> None:
    """Origin, number and hash are the first three lines, as C2SP tlog-checkpoint has them."""
    folder = SealFolder(sealed.settings.seals)
    key = sealing_key(sealed.settings.sealing_key).public_key()
    content = (folder.path / folder.names()[0]).read_bytes()
    lines = content.decode().split("\n")
    assert (lines[0], lines[1], len(lines[2])) == ("zhidu/seals", "1", 44)
    assert lines[-2].startswith("— zhidu/seals ")
    assert opened(content, key).heads == {"organisation": Head(3, lines[6].rpartition(" ")[2])}
    with pytest.raises(Unsound):
        opened(content[:-4] + b"AAA\n", key)
