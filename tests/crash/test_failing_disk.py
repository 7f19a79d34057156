"""SQLite on a disk that cannot be flushed, or that keeps half of a page: nobody is told that it was kept, and nothing is doubled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import SYSTEM, Actor
from engine.queries.evidence.verify import VerifyEvidence
from tests.support.bundles import deploy, loop, start
from tests.support.looking import evidence, open_task
from tests.support.people import People


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that stands before the system's own. Skips where there is no compiler, or no Linux."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("A C compiler on Linux is needed for a disk that fails.")
    library = tmp_path_factory.mktemp("disk") / "failing_disk.so"
    source = Path(__file__).with_name("failing_disk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library


@pytest.fixture
def clerk(sqlite_engine: Engine) -> Actor:
    return People(sqlite_engine).hire("clerk", "clerk")


@pytest.fixture
def task(sqlite_engine: Engine, clerk: Actor) -> Any:
    deploy(sqlite_engine, loop())
    return open_task(sqlite_engine, start(sqlite_engine, "looping", clerk).instance_id)


def completing(engine: Engine, task: Any, clerk: Actor, disk: Path, how: str) -> subprocess.CompletedProcess[str]:
    """Another process completes the task on the failing disk."""
    settings = engine.settings
    arguments = [settings.database_url, str(settings.data_dir), "complete", task.id, "a key", str(clerk.id)]
    environment = {**os.environ, "LD_PRELOAD": str(disk), "ZHIDU_TEST_DISK": how}
    command = [sys.executable, "-m", "tests.crash.victim", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("how", ["flush", "torn", "killed"])
def test_nothing_is_said_to_be_kept_that_is_not(sqlite_engine: Engine, task: Any, clerk: Actor, disk: Path, how: str) -> None:
    ended = completing(sqlite_engine, task, clerk, disk, how)
    assert ended.stdout == ""
    if how == "killed":
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    else:
        assert "Look whether it was made before you ask again" in ended.stderr
    assert sqlite_engine.ask(VerifyEvidence(), actor=SYSTEM).intact
    answer = sqlite_engine.execute(CompleteTask(task.id, {"text": "done"}), actor=clerk, idempotency_key="a key")
    assert answer.task_id == task.id
    assert [body["details"]["task"] for body in evidence(sqlite_engine, task.instance_id, "task.completed")] == [task.id]
    assert sqlite_engine.ask(VerifyEvidence(), actor=SYSTEM).intact
    with sqlite_engine.database.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
