"""The http connector goes where the installation says, and nothing that it is answered breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from engine.bootstrap import Engine
from engine.kernel.actor import Actor
from tests.security.places import Outcome, attack
from tests.support import bundles
from tests.support.people import People
from tests.unit.bpmn_reader.drawing import draw, extended, path


class _Service(BaseHTTPRequestHandler):
    """Answers with ``content``, or sends whoever asks for /away to another place."""

    content: ClassVar[bytes] = b"{}"
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Location", "/secret")
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def service() -> Iterator[str]:
    """An allowed service; ``host:port``."""
    _Service.asked.clear()
    _Service.content = b"{}"
    with HTTPServer(("127.0.0.1", 0), _Service) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def clerk(sqlite_engine: Engine, service: str) -> Actor:
    sqlite_engine.settings = replace(sqlite_engine.settings, http_allowed_hosts=(service,))
    return People(sqlite_engine).hire("clerk", "clerk")


def call(engine: Engine, clerk: Actor, url: str) -> Outcome:
    work = (
        '<zeebe:taskDefinition type="http" retries="1"/><zeebe:ioMapping>'
        f'<zeebe:input source="{url}" target="url"/><zeebe:output source="=body" target="found"/></zeebe:ioMapping>'
    )
    return attack(engine, clerk, {"P.bpmn": draw(path(extended('<serviceTask id="W"/>', work))), "procedure.toml": bundles.metadata("P")})


def test_an_allowed_service_is_asked(sqlite_engine: Engine, clerk: Actor, service: str) -> None:
    _Service.content = b'{"a": 1}'
    assert call(sqlite_engine, clerk, f"http://{service}/a").variables["found"] == {"a": 1}
    assert _Service.asked == ["/a"]


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:8080/api/v1/users",
        "file:///etc/passwd",
        "ftp://{service}/a",
        "gopher://{service}/a",
        "http://{service}@evil.example/",
        "http://{service}.evil.example/",
        "http://{host}/",
        "http://[",
        "http://a:99999999/",
        "//{service}/a",
        "{service}/a",
        "",
    ],
)
def test_other_places_are_not(sqlite_engine: Engine, clerk: Actor, service: str, url: str) -> None:
    filled = url.replace("{service}", service).replace("{host}", service.partition(":")[0])
    outcome = call(sqlite_engine, clerk, filled)
    assert outcome.refusal is not None or outcome.incidents, outcome
    assert _Service.asked == []


def test_nobody_is_sent_on(sqlite_engine: Engine, clerk: Actor, service: str) -> None:
    call(sqlite_engine, clerk, f"http://{service}/away")
    assert _Service.asked == ["/away"]


@pytest.mark.parametrize("sign", ["%0d%0aX-Evil: 1", "&#13;&#10;X-Evil: 1", " HTTP/1.1&#13;&#10;Host: x"])
def test_no_address_smuggles_headers(sqlite_engine: Engine, clerk: Actor, service: str, sign: str) -> None:
    call(sqlite_engine, clerk, f"http://{service}/a{sign}")
    assert all("\n" not in asked for asked in _Service.asked)


@pytest.mark.parametrize("content", [b"[" * 100_000, b"[1e999]", b"NaN", b"9" * 5_000, b"\xff\xfe", b'{"typename": "x"}', b"x" * 2_000_000])
def test_no_answer_breaks_the_engine(sqlite_engine: Engine, clerk: Actor, service: str, content: bytes) -> None:
    _Service.content = content
    outcome = call(sqlite_engine, clerk, f"http://{service}/a")
    assert outcome.incidents or outcome.variables.get("found") == {"typename": "x"}, outcome
