"""A system outside that sends a byte a second, called by sixty cases."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from contextlib import suppress

from bench.floods.target import Target, ask
from bench.http import free_port
from engine.bootstrap import Engine
from engine.kernel.actor import Actor
from tests.support.bundles import deploy, end_event, files, flow, service_task, start_event

_PORT = free_port()
_CALLS = 60
HOSTS = (f"127.0.0.1:{_PORT}",)


def prepare(engine: Engine, _flooder: Actor) -> None:
    call = service_task("call", "http", {"url": f'="http://127.0.0.1:{_PORT}/"'})
    deploy(engine, files("calling", start_event() + call + end_event() + flow("start", "call") + flow("call", "end")))


def flood(target: Target) -> Counter[str]:
    got: Counter[str] = Counter()
    with socket.create_server(("127.0.0.1", _PORT), backlog=100) as listening:
        threading.Thread(target=_listen, args=(listening, target.over), daemon=True).start()
        for _ in range(_CALLS):
            got[str(ask(target.connect(), "POST", "/instances", target.flooder, {"procedure_id": "calling", "submission": {}}))] += 1
        target.over.wait()
    return got + target.left()


def _listen(listening: socket.socket, over: threading.Event) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=_drip, args=(connection, over), daemon=True).start()


def _drip(connection: socket.socket, over: threading.Event) -> None:
    with suppress(OSError), connection:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not over.wait(1.0):
            connection.sendall(b"x")
