"""What all connections of a worker process share."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Protocol
from wsgiref.types import WSGIApplication

from api.front.lanes import Done, Threads
from api.front.limits import Limits
from api.front.outgoing import Outgoing, answered
from api.front.plan import Lane, Plan

ADMISSION = "zhidu.admission"
"""Key of an environment: only say whether this request may come in, with status 204; there is no body yet."""

PERSON = "zhidu.person"
"""Key of an environment, set by the application: whose request it is, with however many sessions and tokens."""

_MOST_PEOPLE = 10_000
_SUBSCRIBER = 64
"""Bits of an IPv6 address that name its network; the rest its owner chooses freely."""
_log = logging.getLogger("zhidu.front")


@dataclass(frozen=True, slots=True)
class Application:
    """What is served: ``plan`` by method and path, ``refusal`` by status, for what never reaches ``wsgi``.

    ``trusts``: whether an address is that of a web server in front; ``client``: the address from which a request really comes.
    """

    wsgi: WSGIApplication
    plan: Callable[[str, str], Plan]
    refusal: Callable[[int], Outgoing]
    trusts: Callable[[str], bool]
    client: Callable[[dict[str, Any]], str]


class Visit(Protocol):
    """A connection."""

    def overdue(self, now: float) -> bool: ...
    def cut(self) -> None: ...
    def leave(self) -> None: ...


@dataclass
class Site:
    """One for each worker process; all but ``answer`` and ``admitted`` is called in the event loop."""

    application: Application
    limits: Limits
    loop: asyncio.AbstractEventLoop
    lanes: dict[Lane, Threads]
    visits: dict[Visit, str] = field(default_factory=dict)
    addresses: Counter[str] = field(default_factory=Counter)
    people: dict[str, str] = field(default_factory=dict)
    closing: bool = False

    def enter(self, visit: Visit, address: str) -> bool:
        """Count a new connection; False when there are too many already, altogether or of its address.

        A web server in front has as many as it needs: behind it are many.
        """
        subscriber = subscriber_of(address)
        full = self.addresses[subscriber] >= self.limits.connections_per_address and not self.application.trusts(address)
        if full or len(self.visits) >= self.limits.connections:
            return False
        self.visits[visit] = subscriber
        self.addresses[subscriber] += 1
        return True

    def leave(self, visit: Visit) -> None:
        """A connection that is over; one that was not let in does not count."""
        subscriber = self.visits.pop(visit, None)
        if subscriber is not None:
            self.addresses[subscriber] -= 1
            if not self.addresses[subscriber]:
                del self.addresses[subscriber]

    def cut_overdue(self) -> None:
        """End what has taken longer than it may."""
        now = self.loop.time()
        for visit in [each for each in self.visits if each.overdue(now)]:
            visit.cut()

    def close(self) -> None:
        """End each connection as soon as it has its answer."""
        self.closing = True
        for visit in list(self.visits):
            visit.leave()

    def carry_out(self, lane: Lane, environ: dict[str, Any], done: Done) -> HTTPStatus | None:
        """Let the application answer in a thread of ``lane``, and give the answer to ``done``; gives why not where too much is waiting.

        Requests wait in the turn of whoever shows the same credentials at the same place, and of the same person as soon as the
        application has said with an answer whose these are.
        """
        shown = self._shown(environ)
        return self.lanes[lane].submit(
            self.people.get(shown, shown), lambda: self._answer(environ), partial(self._done, shown, environ, done)
        )

    def _shown(self, environ: dict[str, Any]) -> str:
        credentials = environ.get("HTTP_AUTHORIZATION") or environ.get("HTTP_COOKIE") or ""
        return f"{subscriber_of(self.application.client(environ))} {sha256(credentials.encode('latin-1')).hexdigest()}"

    def _done(self, shown: str, environ: dict[str, Any], done: Done, answer: Outgoing) -> None:
        person = environ.get(PERSON)
        if person is not None:
            self.people[shown] = person
            if len(self.people) > _MOST_PEOPLE:
                del self.people[next(iter(self.people))]
        done(answer)

    def _answer(self, environ: dict[str, Any]) -> Outgoing:
        try:
            return answered(self.application.wsgi, environ, self.limits.held_in_memory)
        except Exception:
            _log.exception("%s %r failed outside of the application", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            return self.application.refusal(HTTPStatus.INTERNAL_SERVER_ERROR)


def subscriber_of(address: str) -> str:
    """Who is counted as one: an IPv4 address, or the network of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, _SUBSCRIBER), strict=False))
