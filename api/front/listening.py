"""The port: taken for one server alone, and refused with a sentence where that cannot be."""

from __future__ import annotations

import errno
import socket
from typing import Any

from api.texts import say
from engine.kernel.errors import Conflict, Fault, InvalidInput, Refusal

BACKLOG = 1024
_Address = tuple[socket.AddressFamily, tuple[Any, ...]]
_NOT_HERE = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


def listen(host: str, port: int) -> tuple[socket.socket, ...]:
    """Sockets that listen at all addresses of ``host``. Worker processes that are forked later share them.

    Without SO_REUSEPORT the system gives a port to one listener only, and says so to the second: nothing is looked up before,
    so nobody can come in between. Raises ``Conflict`` (``port_taken``), or ``InvalidInput`` for an address that cannot be had.
    """
    taken: list[socket.socket] = []
    try:
        addresses = _addresses(host, port)
        for family, address in addresses:
            try:
                taken.append(_listening(family, address, only_v6=len(addresses) > 1))
            except OSError as reason:
                if reason.errno not in _NOT_HERE or ((family, address) == addresses[-1] and not taken):
                    raise
    except OSError as reason:
        for each in taken:
            each.close()
        raise _refusal(host, port, reason) from reason
    return tuple(taken)


def _addresses(host: str, port: int) -> list[_Address]:
    if not 0 <= port <= 65535:
        raise OSError(errno.EINVAL, "no such port")
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys((family, address) for family, _, _, _, address in found))


def _listening(family: socket.AddressFamily, address: tuple[Any, ...], *, only_v6: bool) -> socket.socket:
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Connections of an earlier server that are not quite over must not keep the next one out; a living listener still does.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and only_v6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind(address)
        taken.listen(BACKLOG)
    except OSError:
        taken.close()
        raise
    taken.setblocking(False)
    return taken


def _refusal(host: str, port: int, reason: OSError) -> Refusal:
    if reason.errno == errno.EADDRINUSE:
        return Conflict(say("port_taken", host=host, port=port), code="port_taken", port=port)
    text = say("address_not_had", host=host, port=port, reason=reason.strerror or str(reason))
    return InvalidInput(text, code="address_not_had", faults=[Fault("ZHIDU_HOST, ZHIDU_PORT", "address_not_had", text)])
