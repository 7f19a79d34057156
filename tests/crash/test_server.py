"""The server is killed with -9 while a client works: what was answered stays, what was not is done once when it is sent again."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.people.create_token import CreateToken
from engine.kernel.actor import SYSTEM
from engine.kernel.ids import new_id
from engine.kernel.settings import Settings
from engine.queries.evidence.verify import VerifyEvidence
from tests.support.bundles import deploy, loop, start
from tests.support.looking import evidence, open_task
from tests.support.people import People

KILLS = 3
HIRED = ("role", "app_user", "role_assignment")
"""Tables in which the test has put its people by itself, without evidence."""
COMPLETIONS = 60


class Server:
    """``zhidu serve`` as a process group of its own, on a free port of the loopback address."""

    def __init__(self, settings: Settings) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        named = {"DATABASE_URL": settings.database_url, "DATA_DIR": str(settings.data_dir), "PORT": str(self.port), "SCHEDULER": "0"}
        self._environment = {**os.environ, **{f"ZHIDU_{name}": value for name, value in named.items()}}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "cli", "serve"]
        self._process = subprocess.Popen(
            command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/health", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("The server did not answer within a minute.")

    def kill(self) -> None:
        """SIGKILL to the whole group: the watcher and its worker."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


@pytest.fixture
def live(settings: Settings) -> Iterator[Engine]:
    """An engine on the real clock: the server has no other."""
    opened = Engine(replace(settings, scheduler=False))
    yield opened
    opened.close()


def post(server: Server, path: str, body: dict[str, Any], token: str, key: str) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": key}
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}/api/v1{path}", json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


@pytest.mark.slow
def test_no_completion_is_lost_or_doubled_when_the_server_is_killed(live: Engine) -> None:
    clerk = People(live).hire("clerk", "clerk")
    deploy(live, loop())
    case = start(live, "looping", clerk)
    expires = live.clock.now() + timedelta(days=1)
    token = live.execute(CreateToken("client", ("tasks", "read"), expires), actor=clerk).token
    server, draw = Server(live.settings), random.Random(11)
    kills = sorted(draw.sample(range(5, COMPLETIONS - 5), KILLS))
    answered: list[str] = []
    try:
        server.start()
        for number in range(COMPLETIONS):
            task_id, key = open_task(live, case.instance_id).id, new_id()
            path, body = f"/tasks/{task_id}/complete", {"submission": {"text": f"round {number}"}}
            if number in kills:
                _die_during(server, path, body, token, key, after=draw.random() * 0.02)
                server.start()
            answered.append(post(server, path, body, token, key)["task_id"])
    finally:
        server.kill()
    completed = [body["details"]["task"] for body in evidence(live, case.instance_id, "task.completed")]
    assert completed == answered
    assert len(set(completed)) == COMPLETIONS
    faults = live.ask(VerifyEvidence(), actor=SYSTEM).faults
    assert {(fault.code, fault.table) for fault in faults} <= {("row_added", table) for table in HIRED}


def _die_during(server: Server, path: str, body: dict[str, Any], token: str, key: str, *, after: float) -> None:
    """Send the command, kill the server a moment later, whether it has answered or not."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    content = json.dumps(body).encode()
    head = (
        f"POST /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    connection.sendall(head.encode() + content)
    time.sleep(after)
    server.kill()
    connection.close()
