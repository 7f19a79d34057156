"""A request as it comes in, and as WSGI wants it."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import unquote_to_bytes

import httptools

from api.front.plan import Lane, Plan

_OF_CGI = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}
_NO_PLAN = Plan(Lane.READS, 0)
_LISTS = {b"cookie": "; "}
"""How several headers of one name become one; all others by a comma (RFC 9110, 5.3)."""


class Incoming:
    """One request. ``plan`` is there when its head is; header names are in lower case."""

    __slots__ = ("chunks", "file", "head_size", "headers", "keep_alive", "method", "plan", "size", "target")

    def __init__(self) -> None:
        self.method = ""
        self.target = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.head_size = 0
        self.keep_alive = False
        self.plan: Plan = _NO_PLAN
        self.size = 0
        self.chunks: list[bytes] = []
        self.file: IO[bytes] | None = None

    def header(self, name: bytes) -> bytes | None:
        """The header of that name, the first one of several."""
        return next((value for each, value in self.headers if each == name), None)

    def all(self, name: bytes) -> list[bytes]:
        """All headers of that name."""
        return [value for each, value in self.headers if each == name]

    def take(self, data: bytes, held_in_memory: int) -> None:
        """More of the body. Raises ``OSError`` where the disk cannot take it."""
        self.size += len(data)
        if self.file is None and self.size > held_in_memory:
            self.file = tempfile.TemporaryFile(prefix="zhidu-body-")  # noqa: SIM115  closed with the request
            self.file.writelines(self.chunks)
            self.chunks.clear()
        if self.file is None:
            self.chunks.append(data)
        else:
            self.file.write(data)

    def close(self) -> None:
        """Let go of the body."""
        self.chunks.clear()
        if self.file is not None:
            self.file.close()
            self.file = None

    def path(self) -> str:
        """The path without the query, decoded as WSGI wants it: each character is a byte. Raises ``httptools.HttpParserError``."""
        return unquote_to_bytes(httptools.parse_url(self.target).path or b"/").decode("latin-1")

    def environ(self, base: Mapping[str, Any], *, body: bool = True) -> dict[str, Any]:
        """The environment of WSGI, ``base`` being what the connection knows; without ``body`` as if none had come."""
        url = httptools.parse_url(self.target)
        environ = {**base, **_headers(self.headers)}
        environ["REQUEST_METHOD"] = self.method
        environ["PATH_INFO"] = unquote_to_bytes(url.path or b"/").decode("latin-1")
        environ["QUERY_STRING"] = (url.query or b"").decode("latin-1")
        environ["RAW_URI"] = self.target.decode("latin-1")
        environ["wsgi.input"] = self._stream() if body else io.BytesIO()
        environ.pop("CONTENT_LENGTH", None)
        if body and (self.size or self.header(b"content-length") is not None):
            environ["CONTENT_LENGTH"] = str(self.size)
        return environ

    def _stream(self) -> IO[bytes]:
        if self.file is None:
            return io.BytesIO(b"".join(self.chunks))
        self.file.seek(0)
        return self.file


def _headers(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """As CGI names them. A name with an underscore would pass for another one, and is left out; so is how the body was sent."""
    found: dict[str, str] = {}
    for name, value in headers:
        if b"_" in name or name == b"transfer-encoding":
            continue
        key = _OF_CGI.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        found[key] = found[key] + _LISTS.get(name, ", ") + text if key in found else text
    return found


def base_environ(server: tuple[Any, ...], client: tuple[Any, ...]) -> dict[str, Any]:
    """What all requests of a connection share."""
    return {
        "SCRIPT_NAME": "",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": str(client[0]),
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
