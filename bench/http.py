"""Completing user tasks over HTTP, server included: completions per CPU-second of the server, on SQLite.

    python -m bench.http [completions]

The server runs as in production, in processes of its own, whose CPU seconds are counted; callers are two
keep-alive connections. Needs /proc.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.identity.sessions import open_session
from engine.kernel.actor import Actor
from engine.kernel.settings import Settings
from engine.store.database import writing
from engine.tasks.tables import user_task
from tests.support.bundles import deploy, loop, start
from tests.support.people import People

CALLERS = 2
SUBMISSION = {"text": "go on", "amount": 7}
_SERVE = """
import sys
from pathlib import Path
from api.server import serve
from engine.bootstrap import Engine
from engine.kernel.settings import Settings

url, folder, port, scheduler, hosts = sys.argv[1:]
allowed = tuple(filter(None, hosts.split(",")))
settings = Settings(database_url=url, data_dir=Path(folder), port=int(port), scheduler=bool(scheduler), http_allowed_hosts=allowed)
serve(Engine(settings), settings)
"""


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and all its children so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + sum(cpu_seconds(child) for child in children)


def prepared(settings: Settings, tasks: int) -> tuple[list[str], dict[str, str], Actor]:
    """A database with that many open tasks; the headers of a clerk's session."""
    engine = Engine(settings)
    engine.migrate()
    clerk = People(engine).hire("li", "clerk")
    assert clerk.id is not None
    deploy(engine, loop())
    for _ in range(tasks):
        start(engine, "looping", clerk)
    with writing(engine.database) as db:
        session = open_session(db, clerk.id, now=engine.clock.now(), lasts=86_400, address="127.0.0.1", user_agent=None)
        ids = [task_id for (task_id,) in db.execute(select(user_task.c.id))]
    engine.close()
    headers = {
        "Cookie": f"zhidu_session={session.session_id}",
        "X-CSRF-Token": session.csrf_token,
        "Content-Type": "application/json",
    }
    return ids, headers, clerk


def started(settings: Settings) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    more = ["yes" if settings.scheduler else "", ",".join(settings.http_allowed_hosts)]
    server = subprocess.Popen([sys.executable, "-c", _SERVE, settings.database_url, str(settings.data_dir), str(settings.port), *more])
    for _ in range(300):
        try:
            call(http.client.HTTPConnection("127.0.0.1", settings.port, timeout=5), "GET", "/health", {})
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise SystemExit("Expected the server to answer within 30 seconds, but it did not.")


def call(connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: object = None) -> bytes:
    connection.request(method, f"/api/v1{path}", body=None if body is None else json.dumps(body), headers=headers)
    response = connection.getresponse()
    content = response.read()
    if response.status >= 300:
        raise SystemExit(f"Expected {method} {path} to succeed, but it gave {response.status}: {content.decode()}")
    return content


def complete(settings: Settings, headers: dict[str, str], tasks: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", settings.port, timeout=60)
    for task_id in tasks:
        call(connection, "POST", f"/tasks/{task_id}/complete", headers, {"submission": SUBMISSION})


def over_http(settings: Settings, headers: dict[str, str], tasks: list[str]) -> float:
    """CPU seconds of the server for all ``tasks``; the first few warm it up and do not count."""
    server = started(settings)
    try:
        complete(settings, headers, tasks[:20])
        before = cpu_seconds(server.pid)
        callers = [threading.Thread(target=complete, args=(settings, headers, tasks[20 + n :: CALLERS])) for n in range(CALLERS)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        return cpu_seconds(server.pid) - before
    finally:
        server.terminate()
        server.wait(30)


def through_the_engine(settings: Settings, clerk: Actor, tasks: list[str]) -> float:
    """CPU seconds for the same without HTTP, in this process."""
    engine = Engine(settings)
    before = time.process_time()
    for task_id in tasks:
        engine.execute(CompleteTask(task_id, SUBMISSION), actor=clerk)
    spent = time.process_time() - before
    engine.close()
    return spent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        base = Settings(database_url=f"sqlite:///{folder}/bench.db", data_dir=Path(folder), scheduler=False)
        settings = replace(base, port=free_port())
        tasks, headers, clerk = prepared(settings, 2 * count + 20)
        over = count / over_http(settings, headers, tasks[: count + 20])
        without = count / through_the_engine(settings, clerk, tasks[count + 20 :])
    print(f"completions per CPU-second over HTTP: {over:.0f}; through the engine alone: {without:.0f}; share {over / without:.2f}")
    print(f"HTTP adds {1000 / over - 1000 / without:.2f} ms CPU to {1000 / without:.2f} ms")


if __name__ == "__main__":
    main()
