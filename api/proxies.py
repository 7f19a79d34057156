"""Whom a request really comes from: what web servers in front say of it, as far as the settings trust them.

Each web server on the way adds the address that it was called from at the right of ``X-Forwarded-For`` or ``Forwarded`` (RFC 7239). So the
headers are read from the right, as long as the one who wrote the entry is trusted; what stands further left anybody may have written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv6Address, ip_address
from typing import Any, cast
from urllib.request import parse_http_list
from wsgiref.types import WSGIApplication

from flask import Flask

from engine.kernel.settings import Address, Networks

Environ = dict[str, Any]


def register(app: Flask, trusted: Networks) -> None:
    """Everything behind sees address, scheme and host as the caller of the first web server has them."""
    if trusted:
        app.wsgi_app = _seen_through(cast(WSGIApplication, app.wsgi_app), trusted)  # type: ignore[method-assign, assignment]


def _seen_through(application: WSGIApplication, trusted: Networks) -> WSGIApplication:
    def seen(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        peer = address_of(environ.get("REMOTE_ADDR", ""))
        if peer is not None and trusted.hold(peer):
            environ["REMOTE_ADDR"] = str(client_behind(peer, environ, trusted))
            _take_origin(environ)
        return application(environ, start_response)

    return seen


def client_behind(peer: Address, environ: Environ, trusted: Networks) -> Address:
    """The first address from the right that is not trusted; the last one that is, where an entry cannot be read.

    Where both headers are there and say different things one of them was not written by the web server: the answer is ``peer``.
    """
    walked = {_walked(peer, entries, trusted) for entries in (_of_x_forwarded_for(environ), _of_forwarded(environ)) if entries is not None}
    return walked.pop() if len(walked) == 1 else peer


def address_of(text: str) -> Address | None:
    """An address, also with a port, in brackets, or IPv4 written as IPv6; None for anything else."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _walked(peer: Address, entries: Iterable[str], trusted: Networks) -> Address:
    last = peer
    for entry in entries:
        found = address_of(entry)
        if found is None:
            return last
        last = found
        if not trusted.hold(found):
            return last
    return last


def _of_x_forwarded_for(environ: Environ) -> list[str] | None:
    header = environ.get("HTTP_X_FORWARDED_FOR")
    return None if header is None else list(reversed(header.split(",")))


def _of_forwarded(environ: Environ) -> list[str] | None:
    header = environ.get("HTTP_FORWARDED")
    return None if header is None else [_pair(element, "for") for element in reversed(parse_http_list(header))]


def _pair(element: str, wanted: str) -> str:
    """The value of one parameter of an element of ``Forwarded``; "" where it is not said."""
    for name, value in _pairs(element):
        if name == wanted:
            return value
    return ""


def _pairs(element: str) -> Iterator[tuple[str, str]]:
    for part in element.split(";"):
        name, _, value = part.partition("=")
        yield name.strip().lower(), value.strip().strip('"')


def _take_origin(environ: Environ) -> None:
    """Scheme and host as the nearest web server was asked for them. The host still has to be one that is allowed."""
    elements = parse_http_list(environ.get("HTTP_FORWARDED", ""))
    nearest = elements[-1] if elements else ""
    scheme = (_last(environ, "HTTP_X_FORWARDED_PROTO") or _pair(nearest, "proto")).lower()
    if scheme in ("http", "https"):
        environ["wsgi.url_scheme"] = scheme
    host = _last(environ, "HTTP_X_FORWARDED_HOST") or _pair(nearest, "host")
    if host:
        environ["HTTP_HOST"] = host


def _last(environ: Environ, header: str) -> str:
    return str(environ.get(header, "")).rpartition(",")[2].strip()
