"""The http connector: only allowed hosts, the job's id as key, failures told apart."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from engine.connectors.http import Http
from engine.connectors.protocol import BpmnError, ConnectorFailed, Request
from engine.kernel.settings import Settings


class Answers(BaseHTTPRequestHandler):
    """``/<status>`` answers with that status, JSON unless the path ends with ``text``."""

    seen: list[tuple[str, dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        type(self).seen.append((self.path, dict(self.headers), body))
        status = int(self.path.split("/")[1])
        contents = {"text": b"plain", "bad": b"{", "nan": b"NaN", "big": b'"' + b"x" * 1_100_000 + b'"'}
        content = contents.get(self.path.split("/")[-1], b'{"ok": true}')
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if content == b"plain" else "application/json")
        self.send_header("Content-Length", str(len(content)))
        if status == 302:
            self.send_header("Location", "/200")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    Answers.seen = []
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def call(host: str, path: str, allowed: tuple[str, ...] | None = None, **inputs: Any) -> Any:
    settings = Settings(http_allowed_hosts=(host,) if allowed is None else allowed)
    given = {"url": f"http://{host}{path}", "method": "post", **inputs}
    return Http().call(Request("job-1", given, {}, settings, datetime(2026, 3, 2, tzinfo=UTC)))


def test_a_call_carries_its_key_and_brings_data_back(host: str) -> None:
    assert call(host, "/200", body={"a": "值"}, headers={"X-Own": "1"}) == {"status": 200, "body": {"ok": True}}
    ((path, headers, body),) = Answers.seen
    assert (path, headers["Idempotency-Key"], headers["X-Own"], json.loads(body)) == ("/200", "job-1", "1", {"a": "值"})
    assert call(host, "/200/text")["body"] == "plain"


def test_a_procedure_cannot_give_another_key(host: str) -> None:
    call(host, "/200", headers={"idempotency-key": "forged", "IDEMPOTENCY-KEY": "forged too", "accept": "text/plain"})
    ((_, headers, _),) = Answers.seen
    assert {name: value for name, value in headers.items() if name.lower() == "idempotency-key"} == {"Idempotency-Key": "job-1"}
    assert {name.lower(): value for name, value in headers.items()}["accept"] == "text/plain"


def test_only_what_the_procedure_gives_is_sent(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name of a program, no proxy and no password from the environment or the url; the path as it is written."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:9")
    call(host, "", url=f"http://somebody:secret@{host}/200/../200/a%2Fb?c=d|e&f#g")
    ((path, headers, _),) = Answers.seen
    assert path == "/200/../200/a%2Fb?c=d|e&f"
    assert sorted(headers) == ["Accept", "Accept-Encoding", "Connection", "Content-Length", "Content-Type", "Host", "Idempotency-Key"]
    assert (headers["Accept-Encoding"], headers["Host"]) == ("identity", host)


@pytest.mark.parametrize("headers", [{"X-Own": "a\r\nX-Other: b"}, {"X-Own\r\nX-Other": "a"}, {"X-Own": "值"}, {"值": "a"}])
def test_headers_cannot_smuggle(host: str, headers: dict[str, str]) -> None:
    with pytest.raises(ConnectorFailed):
        call(host, "/200", headers=headers)
    assert Answers.seen == []


@pytest.mark.parametrize("path", ["/200/a b", "/200/值", "/200\x00"])
def test_a_path_is_not_made_up(host: str, path: str) -> None:
    with pytest.raises(ConnectorFailed):
        call(host, path)
    assert Answers.seen == []


def test_another_host_in_the_url_is_not_called(host: str) -> None:
    for url in (
        f"http://{host}\\@127.0.0.1:9/200",
        f"http://127.0.0.1:9#@{host}/200",
        f"http://{host}@127.0.0.1:9/200",
        f"http://{host}.example/",
    ):
        with pytest.raises(ConnectorFailed) as refusal:
            call(host, "", url=url)
        assert refusal.value.reason_code == "http_refused"


@pytest.mark.parametrize("allowed", [(), ("127.0.0.1",), ("example.org",)])
def test_only_allowed_hosts_are_called(host: str, allowed: tuple[str, ...]) -> None:
    with pytest.raises(ConnectorFailed) as refusal:
        call(host, "/200", allowed)
    assert refusal.value.retry is False
    assert Answers.seen == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http:///x", "no url"])
def test_only_http_is_spoken(host: str, url: str) -> None:
    with pytest.raises(ConnectorFailed):
        call(host, "", url=url)


def test_failures_are_told_apart(host: str) -> None:
    for path in ("/500", "/503", "/429", "/200/bad", "/200/nan"):
        with pytest.raises(ConnectorFailed) as failure:
            call(host, path)
        assert failure.value.retry is True
    with pytest.raises(BpmnError) as error:
        call(host, "/404")
    assert error.value.error_code == "HTTP_404"
    with pytest.raises(ConnectorFailed) as too_large:
        call(host, "/200/big")
    assert too_large.value.retry is False


def test_a_redirect_is_not_followed(host: str) -> None:
    assert call(host, "/302")["status"] == 302
    assert len(Answers.seen) == 1


def test_nobody_there_is_worth_another_attempt() -> None:
    with pytest.raises(ConnectorFailed) as failure:
        call("127.0.0.1:9", "/200")
    assert failure.value.retry is True
