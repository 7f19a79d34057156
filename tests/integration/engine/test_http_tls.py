"""The http connector over TLS: only to whom this machine trusts."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from engine.connectors.http import Http
from engine.connectors.protocol import ConnectorFailed, Request
from engine.kernel.settings import Settings

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Made for this test, for the name ``localhost`` alone, with its key: ``openssl req -x509 -newkey ec … -days 36500``."""


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        pass


class Quiet(HTTPServer):
    """A caller that does not trust it hangs up in the handshake."""

    def handle_error(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with Quiet(("127.0.0.1", 0), Answers) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def call(host: str) -> Any:
    settings = Settings(http_allowed_hosts=(host,))
    return Http().call(Request("job-1", {"url": f"https://{host}/"}, {}, settings, datetime(2026, 3, 2, tzinfo=UTC)))


def test_whom_the_machine_trusts_is_called(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert call(f"localhost:{port}") == {"status": 204, "body": ""}


def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(ConnectorFailed, match="certificate verify failed"):
        call(f"localhost:{port}")


def test_a_certificate_for_another_name_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with pytest.raises(ConnectorFailed, match="certificate verify failed"):
        call(f"127.0.0.1:{port}")
