"""The deadline of the http connector holds for the whole call, whatever the other side is slow at.

The other sides here are slow for longer than the deadline, and then answer well: without a deadline the call would succeed.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.connectors.http import Http
from engine.connectors.protocol import ConnectorFailed, Request
from engine.kernel.settings import Settings

DEADLINE = 0.2
DRIP = 0.01
PATIENCE = 2.0
"""How long a slow side is slow."""
DRIPS = int(PATIENCE / DRIP)

OVER = threading.Event
Side = Callable[[socket.socket, OVER], None]
START = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def drips(connection: socket.socket, over: OVER, pieces: int = DRIPS) -> None:
    for _ in range(pieces):
        if over.wait(DRIP):
            return
        connection.sendall(b"x")


def slow_to_answer(connection: socket.socket, over: OVER) -> None:
    over.wait(PATIENCE)
    connection.sendall(START + b"Content-Length: 2\r\n\r\nok")


def drips_a_header(connection: socket.socket, over: OVER) -> None:
    connection.sendall(START + b"X-Slow: ")
    drips(connection, over)
    connection.sendall(b"\r\nContent-Length: 2\r\n\r\nok")


def drips_the_content(connection: socket.socket, over: OVER) -> None:
    connection.sendall(START + f"Content-Length: {DRIPS}\r\n\r\n".encode())
    drips(connection, over)


def drips_without_length(connection: socket.socket, over: OVER) -> None:
    connection.sendall(START + b"\r\n")
    drips(connection, over)


def answers_at_once(connection: socket.socket, _over: OVER) -> None:
    connection.sendall(START + b"Content-Length: 2\r\n\r\nok")


class Server:
    """Takes one connection, reads what has arrived of the request, and then behaves as ``side``."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.over = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        with suppress(OSError):  # the other side hangs up, as it should
            connection, _ = self.socket.accept()
            with connection:
                connection.recv(65536)
                self.side(connection, self.over)

    def close(self) -> None:
        self.over.set()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()


@pytest.fixture
def serve() -> Iterator[Callable[[Side], Server]]:
    servers: list[Server] = []

    def start(side: Side) -> Server:
        servers.append(Server(side))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def call(host: str, *, deadline: float = DEADLINE, scheme: str = "http", **inputs: Any) -> Any:
    settings = Settings(http_allowed_hosts=(host,), http_deadline=deadline)
    given = {"url": f"{scheme}://{host}/", **inputs}
    return Http().call(Request("job-1", given, {}, settings, datetime(2026, 3, 2, tzinfo=UTC)))


def late(host: str, **inputs: Any) -> ConnectorFailed:
    with pytest.raises(ConnectorFailed) as failure:
        call(host, **inputs)
    assert failure.value.reason_code == "http_failed"
    assert failure.value.retry is True
    assert "within 0.2 seconds" in failure.value.message
    assert "0.2 秒内" in failure.value.message_zh
    return failure.value


@pytest.mark.parametrize("side", [slow_to_answer, drips_a_header, drips_the_content, drips_without_length])
def test_who_answers_slowly_is_left_at_the_deadline(serve: Callable[[Side], Server], side: Side) -> None:
    threads = threading.active_count()
    server = serve(side)
    late(server.host)
    assert threading.active_count() <= threads + 1, "only the server's own thread is left"


def test_who_answers_in_time_is_heard(serve: Callable[[Side], Server]) -> None:
    assert call(serve(answers_at_once).host, deadline=60.0) == {"status": 200, "body": "ok"}


def test_what_drips_within_the_deadline_is_heard(serve: Callable[[Side], Server]) -> None:
    def drips_a_little(connection: socket.socket, over: OVER) -> None:
        connection.sendall(START + b"Content-Length: 3\r\n\r\n")
        drips(connection, over, 3)

    assert call(serve(drips_a_little).host, deadline=60.0)["body"] == "xxx"


def test_a_body_that_nobody_takes_is_left_at_the_deadline(serve: Callable[[Side], Server]) -> None:
    late(serve(slow_to_answer).host, method="POST", body="x" * 32_000_000)


def test_a_handshake_that_nobody_answers_is_left_at_the_deadline(serve: Callable[[Side], Server]) -> None:
    def silent(_connection: socket.socket, over: OVER) -> None:
        over.wait(PATIENCE)

    late(serve(silent).host, scheme="https")


def test_a_host_that_takes_no_connection_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:  # those that the system queues; whoever comes now is not answered
            each.setblocking(False)
            each.connect_ex(address)
        late(f"127.0.0.1:{address[1]}")
        for each in waiting:
            each.close()


def test_a_silent_name_server_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = threading.Event()

    def asks(*_arguments: Any, **_options: Any) -> list[Any]:
        silent.wait(PATIENCE)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 9))]

    monkeypatch.setattr(socket, "getaddrinfo", asks)
    late("slow.example")
    assert not silent.is_set()
    silent.set()


def test_a_truncated_answer_is_none(serve: Callable[[Side], Server]) -> None:
    def hangs_up(connection: socket.socket, _over: OVER) -> None:
        connection.sendall(START + b"Content-Length: 10\r\n\r\nok")

    with pytest.raises(ConnectorFailed) as failure:
        call(serve(hangs_up).host, deadline=60.0)
    assert failure.value.retry is True


def test_no_more_than_the_ceiling_is_read_from_an_answer_without_end(serve: Callable[[Side], Server]) -> None:
    def pours(connection: socket.socket, over: OVER) -> None:
        connection.sendall(START + b"\r\n")
        while not over.is_set():
            connection.sendall(b"x" * 65536)

    with pytest.raises(ConnectorFailed) as failure:
        call(serve(pours).host, deadline=60.0)
    assert failure.value.reason_code == "http_too_large"
