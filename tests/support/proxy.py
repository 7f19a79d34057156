"""A network between a node and its database that does what networks do: cuts, refuses, and loses what was on its way."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Loses = Callable[[bytes], bool]
"""Whether a piece of the way there (to the database) is the one at which the connection is to be cut."""


class Proxy:
    """Passes bytes both ways, on a port of its own, until it is told otherwise."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._refusing = False
        self._loses: tuple[Loses, bool] | None = None
        self._begin(self._accept)

    def cut(self) -> None:
        """End every connection, in both directions."""
        for each in self._open:
            _end(each)
        self._open.clear()

    def refuse(self, *, refusing: bool = True) -> None:
        """From now on a new connection ends as soon as it was made, or no longer does."""
        self._refusing = refusing

    def lose(self, at: Loses, *, arrives: bool) -> None:
        """Cut the connection once, at the first piece for which ``at`` holds. ``arrives``: the database still gets it."""
        self._loses = (at, arrives)

    def close(self) -> None:
        _end(self._listening)
        self.cut()
        for each in self._threads:
            each.join()

    def _begin(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self._refusing:
                    _end(near)
                    continue
                far = socket.create_connection(self._target)
                self._open += [near, far]
                self._begin(self._there, near, far)
                self._begin(self._back, far, near)

    def _there(self, near: socket.socket, far: socket.socket) -> None:
        for piece in _pieces(near):
            loses = self._loses
            if loses is not None and loses[0](piece):
                self._loses = None
                _end(near)  # before the database can answer
                if loses[1]:
                    far.sendall(piece)
                    far.shutdown(socket.SHUT_WR)
                    return
                break
            with suppress(OSError):
                far.sendall(piece)
        _end(far)

    def _back(self, far: socket.socket, near: socket.socket) -> None:
        for piece in _pieces(far):
            with suppress(OSError):
                near.sendall(piece)
        _end(near)
        far.close()


@contextmanager
def proxy_to(host: str, port: int) -> Iterator[Proxy]:
    made = Proxy(host, port)
    yield made
    made.close()


def _pieces(source: socket.socket) -> Iterator[bytes]:
    with suppress(OSError):
        while piece := source.recv(65536):
            yield piece


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
