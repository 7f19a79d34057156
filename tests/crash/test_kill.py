"""Killed with -9 at a named point: no step is lost, none is done twice, and the chain verifies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.kernel.actor import SYSTEM, Actor
from engine.queries.evidence.verify import VerifyEvidence
from tests.support.bundles import deploy, end_event, files, flow, service_task, start, start_event, timer, two_steps, user_task
from tests.support.leases import expire_leases
from tests.support.looking import evidence, instance, open_tasks
from tests.support.people import People


class Victim:
    """Runs ``tests.crash.victim`` on the test's database."""

    def __init__(self, engine: Engine) -> None:
        self._settings = engine.settings

    def run(self, *arguments: str, crash_at: str | None = None) -> dict[str, Any]:
        """The victim's answer; with ``crash_at`` it must have died there, and there is none."""
        environment = {**os.environ, "PYTHONWARNINGS": "default"}
        environment.pop("ZHIDU_CRASH_AT", None)
        if crash_at:
            environment["ZHIDU_CRASH_AT"] = crash_at
        command = [sys.executable, "-m", "tests.crash.victim", self._settings.database_url, str(self._settings.data_dir), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        if crash_at:
            assert done.returncode == -signal.SIGKILL, done.stderr
            assert done.stdout == ""
            return {}
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


@pytest.fixture
def victim(engine: Engine) -> Victim:
    return Victim(engine)


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("clerk", "clerk")


def kinds(engine: Engine, instance_id: str, kind: str) -> list[str]:
    return [body["element"]["id"] for body in evidence(engine, instance_id, kind)]


def is_intact(engine: Engine) -> bool:
    return engine.ask(VerifyEvidence(), actor=SYSTEM).intact


@pytest.mark.parametrize("point", ["before_commit", "after_commit"])
def test_a_completion_killed_and_repeated_counts_once(engine: Engine, victim: Victim, clerk: Actor, point: str) -> None:
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk).instance_id
    (task,) = open_tasks(engine, case)
    arguments = ("complete", task.id, "key-1", str(clerk.id))
    victim.run(*arguments, crash_at=point)
    survived = kinds(engine, case, "task.completed")
    assert survived == ([] if point == "before_commit" else ["first"])
    assert is_intact(engine)
    answer = victim.run(*arguments)  # the browser sends the same command again with the same key
    assert kinds(engine, case, "task.completed") == ["first"]
    assert [row.element_id for row in open_tasks(engine, case)] == ["second"]
    completed = evidence(engine, case, "task.completed")
    assert answer["event"] in {body["event_id"] for body in evidence(engine, case)}
    assert len(completed) == 1
    assert is_intact(engine)


@pytest.mark.parametrize("point", ["before_commit", "after_commit"])
def test_a_timer_killed_while_it_fires_fires_once(engine: Engine, victim: Victim, clerk: Actor, point: str) -> None:
    wait = f'<bpmn:intermediateCatchEvent id="wait" name="wait">{timer("timeDuration", "PT1H")}</bpmn:intermediateCatchEvent>'
    body = start_event() + wait + user_task("after") + end_event()
    deploy(engine, files("waits", body + flow("start", "wait") + flow("wait", "after") + flow("after", "end")))
    case = start(engine, "waits", clerk).instance_id
    victim.run("jobs", "7200", crash_at=point)
    assert is_intact(engine)
    victim.run("jobs", "7200")
    victim.run("jobs", "9000")
    assert [row.element_id for row in open_tasks(engine, case)] == ["after"]
    assert kinds(engine, case, "event.caught") == ["wait"]
    assert is_intact(engine)


class Outside(ThreadingHTTPServer):
    """Another system: remembers the idempotency keys that it was called with."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.keys: list[str] = []


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Outside)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.keys.append(self.headers["Idempotency-Key"])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"ticket": 7}')

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def outside() -> Iterator[Outside]:
    server = Outside()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("point", ["in_job_before_call", "in_job_after_call"])
def test_a_job_killed_around_its_call_is_done_again_under_the_same_key(
    engine: Engine, victim: Victim, clerk: Actor, outside: Outside, point: str
) -> None:
    host = f"127.0.0.1:{outside.server_port}"
    inputs = {"url": f'="http://{host}/tickets"', "method": '="POST"'}
    call = service_task("call", "http", inputs, outputs={"ticket": "=body.ticket"})
    body = start_event() + call + user_task("after") + end_event()
    deploy(engine, files("calls", body + flow("start", "call") + flow("call", "after") + flow("after", "end")))
    case = start(engine, "calls", clerk).instance_id
    victim.run("jobs", "1", host, crash_at=point)
    assert len(outside.keys) == (0 if point == "in_job_before_call" else 1)
    assert open_tasks(engine, case) == []
    victim.run("jobs", "2", host)  # the dead worker's lease still holds
    assert open_tasks(engine, case) == []
    expire_leases(engine)
    victim.run("jobs", "3", host)
    assert [row.element_id for row in open_tasks(engine, case)] == ["after"]
    assert len(set(outside.keys)) == 1
    assert len(outside.keys) == (1 if point == "in_job_before_call" else 2)
    assert instance(engine, case).state == "running"
    assert is_intact(engine)
