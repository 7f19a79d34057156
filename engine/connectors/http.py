"""Calls another system by HTTP: after commit, at least once, only to hosts that the installation allows."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Coroutine, Mapping
from math import isfinite
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpx

from engine.connectors.protocol import BpmnError, ConnectorFailed, Request
from engine.connectors.texts import say
from engine.kernel.texts import Text

_LARGEST_ANSWER = 1024 * 1024
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})

Answer = tuple[int, str, bytes]
"""Status, content type, content."""


class Http:
    """Inputs ``{url, method?, headers?, body?}`` → outputs ``{status, body}``.

    A JSON answer becomes data, any other a text. ``Idempotency-Key`` is sent with every attempt. 5xx, 429, connection
    failures and calls that outlast ``http_deadline`` are tried again; other 4xx are the BPMN error ``HTTP_<status>``.
    Redirects are not followed: they could lead to a host that is not allowed.
    """

    type = "http"
    inline = False

    def peer(self, inputs: Mapping[str, Any], headers: Mapping[str, str]) -> str:
        try:
            return _host(urlsplit(str({**headers, **inputs}.get("url") or "")))
        except ValueError:
            return self.type

    def call(self, request: Request) -> Mapping[str, Any]:
        inputs = {**request.headers, **request.inputs}
        method = str(inputs.get("method") or "GET").upper()
        url = str(inputs.get("url") or "")
        _check(url, method, request.settings.http_allowed_hosts)
        status, content_type, content = _answer(url, method, inputs, request)
        if status >= 500 or status == 429:
            raise ConnectorFailed(say("http_status", url=url, status=status), code="http_failed")
        if status >= 400:
            raise BpmnError(f"HTTP_{status}", say("http_error_status", url=url, status=status))
        return {"status": status, "body": _parsed(content_type, content)}


def _host(parts: SplitResult) -> str:
    """``name`` or ``name:port``. Raises ``ValueError`` for a port that is none."""
    name = (parts.hostname or "").lower()
    return name if parts.port is None else f"{name}:{parts.port}"


def _check(url: str, method: str, allowed: tuple[str, ...]) -> None:
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:
        raise _refused(say("http_url_unreadable", found=url)) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or method not in _METHODS:
        raise _refused(say("http_method_unknown", found=f"{method} {url}"))
    if host not in allowed:
        raise _refused(say("http_host_not_allowed", found=host))


def _refused(text: Text) -> ConnectorFailed:
    return ConnectorFailed(text, code="http_refused", retry=False)


def _answer(url: str, method: str, inputs: Mapping[str, Any], request: Request) -> Answer:
    deadline = request.settings.http_deadline
    try:
        status, content_type, content = _in_own_loop(_sent(_built(url, method, inputs, request.key), deadline))
    except TimeoutError:
        text = say("http_too_late", url=url, deadline=deadline)
        raise ConnectorFailed(text, code="http_failed") from None
    except (OSError, httpx.HTTPError, httpx.InvalidURL, ValueError) as reason:
        why = str(reason) or type(reason).__name__
        raise ConnectorFailed(say("http_unreachable", url=url, why=why), code="http_failed") from reason
    if len(content) > _LARGEST_ANSWER:
        raise ConnectorFailed(say("http_answer_too_large", most=_LARGEST_ANSWER, url=url), code="http_too_large", retry=False)
    return status, content_type, content


def _built(url: str, method: str, inputs: Mapping[str, Any], key: str) -> httpx.Request:
    """Of the same parts that ``_check`` saw: a second reading of the url could find another host in it."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return httpx.Request(
        method,
        httpx.URL(scheme=parts.scheme, host=parts.hostname, port=parts.port, path="/"),
        headers=_headers(inputs, key),
        content=_body(inputs.get("body")),
        extensions={"target": path.encode("ascii")},  # as it is written, without httpx's reading and escaping
    )


def _headers(inputs: Mapping[str, Any], key: str) -> httpx.Headers:
    headers = httpx.Headers({"Accept": "application/json", "Accept-Encoding": "identity", "Content-Type": "application/json"})
    given = inputs.get("headers")
    if isinstance(given, dict):
        headers.update({str(name).encode("ascii"): str(value).encode("latin-1") for name, value in given.items()})
    headers.update({"Idempotency-Key": key, "Connection": "close"})
    return headers


def _body(value: object) -> bytes | None:
    if value is None:
        return None
    return value.encode("utf-8") if isinstance(value, str) else json.dumps(value, ensure_ascii=False).encode("utf-8")


async def _sent(request: httpx.Request, deadline: float) -> Answer:
    """One request, one answer, all within the deadline: finding the host, connecting, sending and reading.

    A transport alone, not a client: it knows no redirects, no cookies, no proxies and no passwords from the environment.
    Compressed answers are not unpacked, so that the ceiling holds. At most one piece more than the ceiling is read.
    """
    opened = _Opened()
    request.extensions["trace"] = opened.note
    async with asyncio.timeout(deadline), httpx.AsyncHTTPTransport(verify=_trust(request.url.scheme), trust_env=False) as transport:
        try:
            answer = await transport.handle_async_request(request)
            content = bytearray()
            async for piece in answer.aiter_raw():
                content += piece
                if len(content) > _LARGEST_ANSWER:
                    break
        finally:
            await opened.close()
    return answer.status_code, answer.headers.get("Content-Type", ""), bytes(content)


class _Opened:
    """The streams that a call opened, to close them whatever happens: httpx leaves one open that the deadline meets in its handshake."""

    def __init__(self) -> None:
        self._streams: list[Any] = []

    async def note(self, event: str, facts: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            self._streams.append(facts["return_value"])

    async def close(self) -> None:
        for stream in self._streams:
            await stream.aclose()


def _trust(scheme: str) -> ssl.SSLContext:
    """The certificates that this machine trusts, which an operator can add to; reading them is only worth it where they are asked for."""
    return ssl.create_default_context() if scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _in_own_loop(work: Coroutine[Any, Any, Answer]) -> Answer:
    """``asyncio.run``, but without waiting for the thread in which a silent name server is asked: it ends when the system gives up."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _parsed(content_type: str, content: bytes) -> Any:
    text = content.decode("utf-8", errors="replace")
    if "json" not in content_type:
        return text
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as reason:
        raise ConnectorFailed(say("http_not_json"), code="http_bad_json") from reason


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
