"""The server as it runs in production: it answers, and nothing of it is left behind when it ends, however it ends."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from api.front.plan import WIDTHS
from api.server import serve
from engine.bootstrap import Engine
from engine.kernel.errors import InvalidInput
from engine.kernel.settings import Settings
from tests.support.databases import PostgresDatabases, copied_sqlite

SERVE = """
import sys
from pathlib import Path
from api.server import serve
from engine.bootstrap import Engine
from engine.kernel.settings import Settings

settings = Settings(database_url=sys.argv[1], data_dir=Path(sys.argv[2]), port=int(sys.argv[3]))
serve(Engine(settings), settings, workers=int(sys.argv[4]))
"""
PATIENCE = 60.0

JSON_HEAD = b"Content-Type: application/json\r\n"


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

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def workers(self) -> list[int]:
        return [int(child) for child in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def worker(self) -> int:
        (found,) = self.workers()
        return found


def read_all(connection: socket.socket) -> bytes:
    """All that comes until the other side ends; the connection is closed then."""
    with connection, connection.makefile("rb") as answers:
        return answers.read()


def read_answer(answers: BinaryIO) -> int:
    """The status of one answer, which is read to its end."""
    status = int(answers.readline().split()[1])
    headers = dict(line.lower().split(b": ", 1) for line in iter(answers.readline, b"\r\n"))
    answers.read(int(headers.get(b"content-length", b"0")))
    return status


def wait_until(what: str, done: object) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if done():  # type: ignore[operator]
            return
        time.sleep(0.1)
    pytest.fail(f"Expected {what} within {PATIENCE:.0f} seconds.")


@contextmanager
def started(url: str, folder: Path, workers: int = 1) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-W", "error", "-c", SERVE, url, str(folder), str(port), str(workers)])
    running = Server(process, port)
    try:
        wait_until("the server to answer", running.answers)
        yield running
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def server(sqlite_template: Path, tmp_path: Path) -> Iterator[Server]:
    with started(copied_sqlite(sqlite_template, tmp_path / "served.db"), tmp_path) as running:
        yield running


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
def test_a_worker_that_was_killed_is_started_again_and_the_port_is_held_meanwhile(server: Server) -> None:
    for _ in range(2):
        before = server.worker()
        os.kill(before, signal.SIGKILL)
        waiting = server.connected()  # while nobody works: the connection waits for the next worker
        waiting.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert read_all(waiting).startswith(b"HTTP/1.1 200 ")
        assert server.worker() != before
    assert server.process.poll() is None


def test_bodies_that_do_not_come_hold_nobody_up(server: Server) -> None:
    """More of them than there are threads altogether."""
    slow = [server.connected() for _ in range(sum(width.threads for width in WIDTHS.values()) + 5)]
    try:
        for each in slow:
            each.sendall(b"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n" + JSON_HEAD + b"Content-Length: 80\r\n\r\n{")
        assert server.answers()
        signing_in = b'{"username": "nobody", "password": "x"}'
        head = b"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n" + JSON_HEAD + b"Content-Length: %d\r\n" % len(signing_in)
        other = server.connected()
        other.sendall(head + b"Connection: close\r\n\r\n" + signing_in)
        assert read_all(other).startswith(b"HTTP/1.1 401 ")
    finally:
        for each in slow:
            each.close()


@pytest.mark.parametrize("path", ["/api/v1/health", "/api/v1/nothing", "/", "/api/v1/tasks/x/claim"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT", "GET"])
def test_a_body_that_nobody_reads_does_not_disturb_the_next_request(server: Server, method: str, path: str) -> None:
    connection = server.connected()
    body = b"GET /evil HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    connection.sendall(body)
    answers = connection.makefile("rb")
    read_answer(answers)
    connection.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert read_answer(answers) == 200
    assert answers.read() == b""
    answers.close()
    connection.close()


def test_a_refusal_of_the_front_is_a_problem_like_all_others(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("POST", "/api/v1/session", headers={"Content-Length": "9999999"})
    answer = connection.getresponse()
    assert answer.status == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(answer.read())["detail_zh"]
    connection.close()


def test_a_stranger_sends_no_large_body(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("POST", "/api/v1/attachments", headers={"Content-Length": "9999999"})
    assert connection.getresponse().status == 401
    connection.close()


@pytest.mark.postgresql
def test_several_workers_of_one_server_share_its_port(postgres_databases: PostgresDatabases, tmp_path: Path) -> None:
    with postgres_databases.fresh() as url, started(url, tmp_path, workers=2) as server:
        assert len(server.workers()) == 2
        os.kill(server.workers()[0], signal.SIGKILL)
        wait_until("two workers", lambda: len(server.workers()) == 2)
        assert server.answers()
        server.process.terminate()
        assert server.process.wait(PATIENCE) == 0


def test_a_worker_that_never_serves_ends_the_whole_with_a_sentence() -> None:
    script = "import sys\nfrom api.front.watching import Watch\nWatch(lambda ready: sys.exit(3), 1).keep()"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 1
    assert b"ended with status 3" in ended.stderr


def test_sqlite_has_one_worker(sqlite_engine: Engine) -> None:
    with pytest.raises(InvalidInput):
        serve(sqlite_engine, Settings(database_url="sqlite:///x.db"), workers=2)
