"""From bytes to a request: framing by llhttp (strict), sizes and what else a head must be by ourselves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum, auto
from http import HTTPStatus

import httptools

from api.front.incoming import Incoming
from api.front.limits import Limits
from api.front.plan import Plan

_log = logging.getLogger("zhidu.front")
_FRAMING = 8
"""Bytes that the smallest chunk of a chunked body has around its one byte, and two to spare."""


class Part(Enum):
    """Where in a request the reader stands."""

    HEAD = auto()
    BODY = auto()
    WHOLE = auto()


class Reader:
    """Reads one request at a time. What comes beyond a whole one (``more``) is not read: its sender has to send it again.

    ``wrong``: the status of what makes a request unreadable; the reader is of no use any more.
    """

    def __init__(self, plan: Callable[[str, str], Plan], limits: Limits) -> None:
        self._plan = plan
        self._limits = limits
        self._parser = httptools.HttpRequestParser(self)
        self.more = False
        self.wrong: HTTPStatus | None = None
        self.begin_anew()

    def begin_anew(self) -> None:
        """The request was answered, another may come."""
        self.request = Incoming()
        self.part = Part.HEAD
        self.fed = 0

    def feed(self, data: bytes) -> None:
        """Read on; look at ``part`` and ``wrong`` afterwards."""
        self.fed += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.more = True  # no other protocol is spoken here: answered as if it had not been asked for
        except httptools.HttpParserCallbackError:
            _log.exception("A request could not be read")
            self.wrong = HTTPStatus.INTERNAL_SERVER_ERROR
        except httptools.HttpParserError:
            self.wrong = self.wrong or HTTPStatus.BAD_REQUEST
        if self.part is Part.HEAD and self.fed > self._limits.head_bytes:
            self.wrong = self.wrong or HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        if self.part is Part.BODY and self.fed > self._limits.head_bytes * 2 + _FRAMING * self.request.size:
            self.wrong = self.wrong or HTTPStatus.BAD_REQUEST

    def declared(self) -> int | None:
        """Bytes of the body, as the head has it; None for a chunked body."""
        if self.request.header(b"transfer-encoding") is not None:
            return None
        return int(self.request.header(b"content-length") or 0)

    def may_be_large(self) -> bool:
        """Whether the body may become larger than what is held in memory."""
        declared, most = self.declared(), self._limits.held_in_memory
        return self.request.plan.largest_body > most and (declared is None or declared > most)

    # --- called by the parser

    def on_message_begin(self) -> None:
        if self.part is not Part.HEAD:
            self.more = True

    def on_url(self, part: bytes) -> None:
        if self._in_head():
            self.request.target += part
            self.request.head_size += len(part)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Also called for what stands after a chunked body, which is nobody's header."""
        if self._in_head():
            self.request.headers.append((name.lower(), value))
            self.request.head_size += len(name) + len(value)

    def on_headers_complete(self) -> None:
        if self._in_head():
            request, version = self.request, self._parser.get_http_version()
            request.method = self._parser.get_method().decode("ascii")
            request.keep_alive = self._parser.should_keep_alive() and version == "1.1"
            self.wrong = self._wrong_with_head(version)
            self.part = Part.BODY

    def on_body(self, data: bytes) -> None:
        if self.part is not Part.BODY or self.wrong is not None:
            return
        if self.request.size + len(data) > self.request.plan.largest_body:
            self.wrong = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return
        try:
            self.request.take(data, self._limits.held_in_memory)
        except OSError:
            self.wrong = HTTPStatus.INSUFFICIENT_STORAGE

    def on_message_complete(self) -> None:
        if not self.more:
            self.part = Part.WHOLE

    def _in_head(self) -> bool:
        return self.part is Part.HEAD and self.wrong is None

    def _wrong_with_head(self, version: str) -> HTTPStatus | None:
        request = self.request
        hosts, codings = request.all(b"host"), request.all(b"transfer-encoding")
        if request.head_size > self._limits.head_bytes:
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        if len(hosts) > 1 or (not hosts and version != "1.0"):
            return HTTPStatus.BAD_REQUEST
        if codings and [each.lower() for each in codings] != [b"chunked"]:
            return HTTPStatus.NOT_IMPLEMENTED
        try:
            request.plan = self._plan(request.method, request.path())
        except httptools.HttpParserError:
            return HTTPStatus.BAD_REQUEST
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if (self.declared() or 0) > request.plan.largest_body else None
