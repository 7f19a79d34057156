"""An answer, whole before its first byte goes out."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import IO, Any
from wsgiref.types import StartResponse, WSGIApplication

_PHRASES = {each.value: each.phrase for each in HTTPStatus}
_BODILESS = frozenset({204, 304})


@dataclass(slots=True)
class Outgoing:
    """``file`` instead of ``body`` where it is large; ``size`` in bytes is that of either."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""
    file: IO[bytes] | None = None
    size: int = 0

    def head(self, *, keep_alive: bool) -> bytes:
        """The status line and all headers."""
        names = {name.lower() for name, _ in self.headers}
        lines = [f"HTTP/1.1 {self.status} {_PHRASES.get(self.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in self.headers if name.lower() != "connection"]
        if "content-length" not in names and self.status not in _BODILESS:
            lines.append(f"Content-Length: {self.size}")
        if "date" not in names:
            lines.append(f"Date: {_date(int(time.time()))}")
        lines.append(f"Connection: {'keep-alive' if keep_alive else 'close'}\r\n\r\n")
        return "\r\n".join(lines).encode("latin-1")

    def close(self) -> None:
        """Let go of the file."""
        if self.file is not None:
            self.file.close()


def answered(application: WSGIApplication, environ: dict[str, Any], held_in_memory: int) -> Outgoing:
    """What ``application`` answers, to its last byte."""
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Any:
        begun[:] = [int(status.split(" ", 1)[0]), headers]

    started: StartResponse = start
    parts = application(environ, started)
    try:
        outgoing = _whole(parts, held_in_memory)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    outgoing.status, outgoing.headers = begun
    if environ["REQUEST_METHOD"] == "HEAD":
        outgoing.close()
        return Outgoing(outgoing.status, outgoing.headers, size=outgoing.size)
    return outgoing


def _whole(parts: Iterable[bytes], held_in_memory: int) -> Outgoing:
    body = b"".join(parts)
    if len(body) <= held_in_memory:
        return Outgoing(0, [], body, size=len(body))
    file = tempfile.TemporaryFile(prefix="zhidu-answer-")  # noqa: SIM115  closed with the answer
    file.write(body)
    file.seek(0)
    return Outgoing(0, [], file=file, size=len(body))


@lru_cache(maxsize=4)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
