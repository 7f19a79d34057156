"""One connection: reads a request to its end, has it answered, hands the answer over, and begins again.

A thread is taken only for a request that is here whole, and is free again before the first byte of the answer goes out. A body is
always read to its end before the next request, or the connection ends; so it does after the answer where something came early,
before the request at work was answered.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from http import HTTPStatus
from typing import cast

from api.front.handover import Handover
from api.front.incoming import base_environ
from api.front.limits import Pace
from api.front.outgoing import Outgoing
from api.front.plan import Lane
from api.front.reading import Part, Reader
from api.front.site import ADMISSION, Site

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Stage(Enum):
    IDLE = auto()
    HEAD = auto()
    ADMISSION = auto()
    BODY = auto()
    WORK = auto()
    ANSWER = auto()
    FAREWELL = auto()
    """The last answer is out; what still comes is thrown away, because closing at once could take the answer from the client."""


class Connection(asyncio.Protocol):
    """All methods are called in the event loop."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._limits = site.limits
        self._reader = Reader(site.application.plan, site.limits)
        self._stage = Stage.HEAD
        self._until = self._now() + site.limits.head_seconds
        self._pace = Pace(0.0)
        self._last = False

    # --- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._handover = Handover(self._transport, self._limits)
        self._client = transport.get_extra_info("peername") or ("unknown", 0)
        self._base = base_environ(transport.get_extra_info("sockname"), self._client)
        if not self._site.enter(self, self._client[0]):
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS)
            self._transport.close()

    def connection_lost(self, _reason: Exception | None) -> None:
        self._site.leave(self)
        self._stage = Stage.FAREWELL
        self._reader.request.close()
        self._handover.close()

    def data_received(self, data: bytes) -> None:
        if self._stage in {Stage.WORK, Stage.ANSWER}:
            self._came_early()
            return
        if self._stage is Stage.FAREWELL:
            return
        if self._stage is Stage.IDLE:
            self._stage, self._until = Stage.HEAD, self._now() + self._limits.head_seconds
        self._reader.feed(data)
        self._read_on()

    def _came_early(self) -> None:
        """Before its turn: not read, and no more of it is; the sender finds the connection ended, and sends it again."""
        self._last = True
        self._transport.pause_reading()

    def eof_received(self) -> bool:
        """The client has sent all it will; an answer under way is still handed over."""
        self._last = True
        return self._stage in {Stage.ADMISSION, Stage.WORK, Stage.ANSWER}

    def pause_writing(self) -> None:
        self._handover.full = True

    def resume_writing(self) -> None:
        self._handover.full = False
        if self._stage is Stage.ANSWER and self._handover.go_on():
            self._answered()

    # --- what the site calls

    def overdue(self, now: float) -> bool:
        """Whether the client has let pass what time it had."""
        match self._stage:
            case Stage.IDLE | Stage.HEAD | Stage.FAREWELL:
                return now > self._until
            case Stage.BODY:
                self._pace.moved = self._reader.request.size
                return self._pace.late(now, self._limits)
            case Stage.ANSWER:
                return self._handover.late(now)
        return False

    def cut(self) -> None:
        """End an overdue connection; a client that was slow is told, one that was idle is not."""
        if self._stage is Stage.BODY or (self._stage is Stage.HEAD and self._reader.fed):
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        elif self._stage in {Stage.ANSWER, Stage.FAREWELL}:
            self._transport.abort()
        else:
            self._transport.close()

    def leave(self) -> None:
        """End as soon as the request under way has its answer."""
        self._last = True
        if self._stage in {Stage.IDLE, Stage.HEAD}:
            self._transport.close()

    # --- the way of a request

    def _read_on(self) -> None:
        if self._reader.wrong is not None:
            self._refuse(self._reader.wrong)
        elif self._stage is Stage.HEAD and self._reader.part is not Part.HEAD:
            self._head_read()
        elif self._stage is Stage.BODY and self._reader.part is Part.WHOLE:
            self._work()

    def _head_read(self) -> None:
        if self._reader.may_be_large():
            self._ask_admission()
        else:
            self._read_body()

    def _ask_admission(self) -> None:
        """A large body is read only when its sender may send it: strangers do not fill the disk."""
        self._stage = Stage.ADMISSION
        self._transport.pause_reading()
        environ = self._reader.request.environ(self._base, body=False) | {ADMISSION: True}
        refused = self._site.carry_out(Lane.READS, environ, self._admitted)
        if refused is not None:
            self._refuse(refused)

    def _admitted(self, answer: Outgoing) -> None:
        if self._stage is not Stage.ADMISSION:
            answer.close()
        elif answer.status == HTTPStatus.NO_CONTENT:
            self._transport.resume_reading()
            self._read_body()
        else:
            self._say_last(answer)

    def _read_body(self) -> None:
        self._stage, self._pace = Stage.BODY, Pace(self._now())
        if self._reader.part is Part.WHOLE:
            self._work()
        elif (self._reader.request.header(b"expect") or b"").lower() == b"100-continue":
            self._transport.write(_CONTINUE)

    def _work(self) -> None:
        self._stage = Stage.WORK
        request = self._reader.request
        lane = Lane.HEAVY if request.plan.lane is Lane.WRITES and request.file is not None else request.plan.lane
        refused = self._site.carry_out(lane, request.environ(self._base), self._answer)
        if refused is not None:
            self._answer(self._site.application.refusal(refused))

    # --- the way of an answer

    def _answer(self, answer: Outgoing) -> None:
        self._reader.request.close()
        if self._stage is not Stage.WORK:
            answer.close()
            return
        self._last = self._last or self._reader.more or self._site.closing or not self._reader.request.keep_alive
        self._stage = Stage.ANSWER
        if self._handover.begin(answer, self._now(), keep_alive=not self._last):
            self._answered()

    def _answered(self) -> None:
        if self._last:
            self._part()
            return
        self._stage, self._until = Stage.IDLE, self._now() + self._limits.idle_seconds
        self._reader.begin_anew()

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer without the application, and end."""
        if self._stage not in {Stage.ANSWER, Stage.FAREWELL}:
            self._say_last(self._site.application.refusal(status))

    def _say_last(self, answer: Outgoing) -> None:
        self._reader.request.close()
        self._transport.write(answer.head(keep_alive=False) + answer.body)
        answer.close()
        self._part()

    def _part(self) -> None:
        self._stage, self._until = Stage.FAREWELL, self._now() + self._limits.farewell_seconds
        if not self._transport.is_closing():
            self._transport.write_eof()
            self._transport.resume_reading()

    def _now(self) -> float:
        return self._site.loop.time()
