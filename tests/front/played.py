"""A site whose clock, threads and clients a test plays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, cast

from api.front.connection import Connection
from api.front.lanes import Done, Threads, Work
from api.front.limits import Limits
from api.front.outgoing import Outgoing
from api.front.plan import Lane, Plan
from api.front.site import ADMISSION, PERSON, Application, Site

LIMITS = Limits(connections=20, connections_per_address=5, head_bytes=2_000, held_in_memory=1_000, least_rate=100)
USUAL, LARGE = 10_000, 1_000_000


class Clock:
    """An event loop of which only the time is used."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        return self.now


@dataclass
class PlayedThreads:
    """Work is done when the test says so."""

    waiting: list[tuple[str, Work, Done]] = field(default_factory=list)
    full: HTTPStatus | None = None

    def submit(self, caller: str, work: Work, done: Done) -> HTTPStatus | None:
        if self.full is None:
            self.waiting.append((caller, work, done))
        return self.full

    def do(self) -> None:
        """Carry out the first that waits."""
        _, work, done = self.waiting.pop(0)
        done(work())


class Client(asyncio.Transport):
    """The other end of a connection. ``takes``: how many bytes the client's system takes before it is read."""

    def __init__(self, stage: Stage, address: str, takes: int = 1_000_000) -> None:
        super().__init__()
        self.takes = takes
        self.sent = b""
        self.buffered = b""
        self.reading = True
        self.ended: str = ""
        self.address = address
        self.connection = Connection(stage.site)
        self.connection.connection_made(self)

    def send(self, data: bytes) -> None:
        assert self.reading, "the server does not read"
        self.connection.data_received(data)

    def read(self, size: int) -> None:
        """Take ``size`` bytes more."""
        self.takes += size
        data, self.buffered = self.buffered, b""
        self._take(data)
        if not self.buffered:
            self.connection.resume_writing()

    def statuses(self) -> list[int]:
        return [int(part[:3]) for part in self.sent.split(b"HTTP/1.1 ")[1:]]

    def _take(self, data: bytes) -> None:
        taken = data[: self.takes]
        self.takes -= len(taken)
        self.sent += taken
        self.buffered += data[len(taken) :]

    # --- asyncio.Transport

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": (self.address, 50_000), "sockname": ("127.0.0.1", 8080)}.get(name, default)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        assert high == 0

    def get_write_buffer_size(self) -> int:
        return len(self.buffered)

    def write(self, data: Any) -> None:
        self._take(bytes(data))
        if self.buffered:
            self.connection.pause_writing()

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def is_closing(self) -> bool:
        return self.ended in {"closed", "aborted"}

    def write_eof(self) -> None:
        self.ended = "parted"

    def close(self) -> None:
        self._end("closed")

    def abort(self) -> None:
        self._end("aborted")

    def _end(self, how: str) -> None:
        if not self.is_closing():
            self.ended = how
            self.connection.connection_lost(None)


class Stage:
    """The site; ``seen`` are the bodies that the application was given, with their paths."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.clock = Clock()
        self.trusted: set[str] = set()
        self.threads = {lane: PlayedThreads() for lane in Lane}
        self.seen: list[tuple[str, bytes]] = []
        self.admits = True
        self.clients: list[Client] = []
        lanes = cast("dict[Lane, Threads]", self.threads)
        refusal = Outgoing(0, [], b"refused", size=7)
        application = Application(self._wsgi, _plan, lambda status: replace(refusal, status=status), self.trusted.__contains__, _client)
        self.site = Site(application, limits, cast(asyncio.AbstractEventLoop, self.clock), lanes)

    def client(self, address: str = "192.0.2.1", **more: Any) -> Client:
        made = Client(self, address, **more)
        self.clients.append(made)
        return made

    def later(self, seconds: float) -> None:
        """Time passes, and the site looks for what is overdue."""
        self.clock.now += seconds
        self.site.cut_overdue()

    def work(self) -> None:
        """Carry out all that waits."""
        while any(each.waiting for each in self.threads.values()):
            next(each for each in self.threads.values() if each.waiting).do()

    def in_threads(self) -> int:
        return sum(len(each.waiting) for each in self.threads.values())

    def _wsgi(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if ADMISSION in environ:
            start("204 NO CONTENT" if self.admits else "401 UNAUTHORIZED", [])
            return [b""]
        if "HTTP_COOKIE" in environ:
            environ[PERSON] = environ["HTTP_COOKIE"].partition("/")[0]
        body = environ["wsgi.input"].read()
        self.seen.append((environ["PATH_INFO"], body))
        start("200 OK", [("X-Length", environ.get("CONTENT_LENGTH", "none")), ("X-Evil", environ.get("HTTP_X_EVIL", "none"))])
        return [b"x" * 5_000 if environ["PATH_INFO"] == "/long" else b"done"]


def _client(environ: dict[str, Any]) -> str:
    return str(environ.get("HTTP_X_FORWARDED_FOR", environ["REMOTE_ADDR"]))


def _plan(method: str, path: str) -> Plan:
    return Plan(Lane.READS if method == "GET" else Lane.WRITES, LARGE if path == "/large" else USUAL)


def request(path: str = "/", body: bytes = b"", *, method: str = "POST", more: str = "", declared: int | None = None) -> bytes:
    """A request, whole unless more is ``declared`` than there is."""
    length = len(body) if declared is None else declared
    return f"{method} {path} HTTP/1.1\r\nHost: here\r\n{more}Content-Length: {length}\r\n\r\n".encode() + body
