"""Sixty connections that ask for the whole document of the API and do not read the answer."""

from __future__ import annotations

import socket
from collections import Counter

from bench.floods.target import FLOODER, Target


def flood(target: Target) -> Counter[str]:
    opened = [_opened(target) for _ in range(60)]
    target.over.wait()
    for connection in opened:
        connection.close()
    return Counter(opened=len(opened))


def _opened(target: Target) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.bind((FLOODER, 0))
    connection.connect(("127.0.0.1", target.settings.port))
    connection.sendall(b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: here\r\n\r\n")
    return connection
