"""Calls another system by HTTP: after commit, at least once, only to hosts that the installation allows."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from engine.connectors.protocol import BpmnError, ConnectorFailed, Request

_TIMEOUT = 20.0
_LARGEST_ANSWER = 1024 * 1024
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})


class Http:
    """Inputs ``{url, method?, headers?, body?}`` → outputs ``{status, body}``.

    A JSON answer becomes data, any other a text. ``Idempotency-Key`` is sent with every attempt. 5xx, 429 and
    connection failures are tried again; other 4xx are the BPMN error ``HTTP_<status>``. Redirects are not followed:
    they could lead to a host that is not allowed.
    """

    type = "http"
    inline = False

    def call(self, request: Request) -> Mapping[str, Any]:
        inputs = {**request.headers, **request.inputs}
        method = str(inputs.get("method") or "GET").upper()
        url = str(inputs.get("url") or "")
        _check(url, method, request.settings.http_allowed_hosts)
        status, content_type, content = _send(method, url, _headers(inputs, request.key), _body(inputs.get("body")))
        if status >= 500 or status == 429:
            raise ConnectorFailed(f"Expected an answer, but {url} gave {status}.", message_zh=f"{url} 返回 {status}。", code="http_failed")
        if status >= 400:
            raise BpmnError(f"HTTP_{status}", f"Expected success, but {url} gave {status}.", message_zh=f"{url} 返回 {status}。")
        return {"status": status, "body": _parsed(content_type, content)}


def _check(url: str, method: str, allowed: tuple[str, ...]) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("a url that can be read", url) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or method not in _METHODS:
        raise _refused("a http or https url and a known method", f"{method} {url}")
    host = parts.hostname.lower() if port is None else f"{parts.hostname.lower()}:{port}"
    if host not in allowed:
        raise _refused("a host that ZHIDU_HTTP_ALLOWED_HOSTS names", host)


def _refused(expected: str, found: str) -> ConnectorFailed:
    return ConnectorFailed(
        f"Expected {expected}, but got {found}.", message_zh=f"不允许的地址或方法:{found}。", code="http_refused", retry=False
    )


def _headers(inputs: Mapping[str, Any], key: str) -> dict[str, str]:
    given = inputs.get("headers")
    extra = {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
    return {"Accept": "application/json", "Content-Type": "application/json", **extra, "Idempotency-Key": key, "Connection": "close"}


def _body(value: object) -> bytes | None:
    if value is None:
        return None
    return value.encode("utf-8") if isinstance(value, str) else json.dumps(value, ensure_ascii=False).encode("utf-8")


def _send(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, str, bytes]:
    parts = urlsplit(url)
    assert parts.hostname is not None
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=_TIMEOUT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body=body, headers=dict(headers))
        # The answer outlives the connection, which forgets it: it has to be closed itself.
        with connection.getresponse() as answer:
            content = answer.read(_LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError) as reason:
        raise ConnectorFailed(
            f"Expected to reach {url}, but {reason}.", message_zh=f"无法访问 {url}:{reason}", code="http_failed"
        ) from reason
    finally:
        connection.close()
    if len(content) > _LARGEST_ANSWER:
        raise ConnectorFailed(
            f"Expected at most {_LARGEST_ANSWER} bytes from {url}.", message_zh=f"{url} 的响应过大。", code="http_too_large", retry=False
        )
    return answer.status, answer.headers.get("Content-Type", ""), content


def _parsed(content_type: str, content: bytes) -> Any:
    text = content.decode("utf-8", errors="replace")
    if "json" not in content_type:
        return text
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as reason:
        raise ConnectorFailed(
            "Expected JSON, but the answer is none.", message_zh="响应不是合法的 JSON。", code="http_bad_json"
        ) from reason


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
