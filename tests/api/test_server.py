"""The server as it runs in production: it answers, and nothing of it is left behind when it ends, however it ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.server import serve
from engine.bootstrap import Engine
from engine.kernel.errors import InvalidInput
from engine.kernel.settings import Settings
from tests.support.databases import copied_sqlite

SERVE = """
import sys
from pathlib import Path
from api.server import serve
from engine.bootstrap import Engine
from engine.kernel.settings import Settings

settings = Settings(database_url=sys.argv[1], data_dir=Path(sys.argv[2]), port=int(sys.argv[3]))
serve(Engine(settings), settings)
"""
PATIENCE = 60.0


class Server:
    """The watching process, its worker, and the port."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/api/v1/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def worker(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        assert len(children) == 1
        return int(children[0])


def wait_until(what: str, done: object) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if done():  # type: ignore[operator]
            return
        time.sleep(0.1)
    pytest.fail(f"Expected {what} within {PATIENCE:.0f} seconds.")


@pytest.fixture
def server(sqlite_template: Path, tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = copied_sqlite(sqlite_template, tmp_path / "served.db")
    process = subprocess.Popen([sys.executable, "-W", "error", "-c", SERVE, url, str(tmp_path), str(port)])
    running = Server(process, port)
    wait_until("the server to answer", running.answers)
    yield running
    process.kill()
    process.wait()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_asked_to(server: Server, ending: signal.Signals) -> None:
    server.process.send_signal(ending)
    assert server.process.wait(PATIENCE) == 0
    assert not server.answers()


def test_a_worker_does_not_outlive_a_watcher_that_was_killed(server: Server) -> None:
    server.process.kill()
    server.process.wait()
    wait_until("the port to be free", lambda: not server.answers())


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the worker in /proc")
def test_a_worker_that_was_killed_ends_the_whole_with_an_error(server: Server) -> None:
    os.kill(server.worker(), signal.SIGKILL)
    assert server.process.wait(PATIENCE) == 1
    assert not server.answers()


def test_sqlite_has_one_worker(sqlite_engine: Engine) -> None:
    with pytest.raises(InvalidInput):
        serve(sqlite_engine, Settings(database_url="sqlite:///x.db"), workers=2)
