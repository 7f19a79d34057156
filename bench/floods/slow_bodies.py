"""Sixty connections that send half a head or half a body, and a byte a second."""

from __future__ import annotations

import socket
from collections import Counter

from bench.floods.target import FLOODER, Target

_HALVES = (
    b"GET /api/v1/inbox HTTP/1.1\r\nHost: here\r\nX-More: ",
    b"POST /api/v1/session HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
)


def flood(target: Target) -> Counter[str]:
    count: Counter[str] = Counter()
    opened = [_opened(target, number, count) for number in range(60)]
    while not target.over.wait(1.0):
        for number, connection in enumerate(opened):
            try:
                connection.send(b"a")
            except OSError:
                connection.close()
                opened[number] = _opened(target, number, count)
    for connection in opened:
        connection.close()
    return count


def _opened(target: Target, number: int, count: Counter[str]) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", target.settings.port), source_address=(FLOODER, 0))
    connection.sendall(_HALVES[number % len(_HALVES)])
    count["opened"] += 1
    return connection
