"""The release before this one works on the schema of this one: during an upgrade both are there, and one can go back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cli.first_start import OPERATOR
from engine.bootstrap import Engine
from engine.evidence.reading import read_body
from engine.evidence.tables import evidence_entry
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from engine.queries.evidence.verify import VerifyEvidence
from engine.store.database import open_database
from engine.store.migrate import is_current, migrate
from tests.golden import history
from tests.golden.finishing import Finish

SCRIPT = Path(history.__file__).parent / "previous_release.py"


@pytest.fixture(scope="session")
def previous_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return history.extract(history.PREVIOUS, tmp_path_factory.mktemp("previous"))
    except history.NoHistory as reason:
        pytest.skip(str(reason))


def test_the_previous_release_works_on_this_schema(empty_url: str, previous_code: Path, tmp_path: Path, clock: ManualClock) -> None:
    database = open_database(empty_url)
    migrate(database)
    assert history.run_with(previous_code, SCRIPT, empty_url, str(tmp_path / "data")).endswith("done\n")
    assert is_current(database)
    with database.connect() as connection:
        recorded = connection.execute(select(evidence_entry.c.body, evidence_entry.c.at).order_by(evidence_entry.c.at)).all()
    assert all(read_body(body).event for body, _ in recorded)
    database.dispose()
    clock.set(recorded[-1].at)
    door = Engine(Settings(database_url=empty_url, data_dir=tmp_path / "data", scheduler=False), clock=clock)
    Finish(door, clock).all()
    assert door.ask(VerifyEvidence(), actor=OPERATOR).intact
    door.close()


def test_a_copy_without_the_history_says_so(tmp_path: Path) -> None:
    with pytest.raises(history.NoHistory, match="history"):
        history.extract("0" * 40, tmp_path)
