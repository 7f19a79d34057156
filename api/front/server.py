"""Serves one application in this process, until it is told to stop."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
from collections.abc import Callable, Sequence

from api.front.connection import Connection
from api.front.lanes import lanes
from api.front.limits import Limits
from api.front.site import Application, Site

_LOOK_EVERY = 1.0
_SPARE_FILES = 500
"""For the database, files of bodies and answers, and what libraries open."""


def serve_here(application: Application, sockets: Sequence[socket.socket], limits: Limits, ready: Callable[[], None]) -> None:
    """Answer what comes in at ``sockets`` until SIGINT or SIGTERM; ``ready`` is called when that has begun.

    Ends the process's event loop, not its threads: work that goes on may be cut off at any time, like every transaction.
    """
    _allow_files(limits.connections * 2 + _SPARE_FILES)
    asyncio.run(_serve(application, sockets, limits, ready))


async def _serve(application: Application, sockets: Sequence[socket.socket], limits: Limits, ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    site = Site(application, limits, loop, lanes(loop))
    stop = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(ending, stop.set)
    servers = [await loop.create_server(lambda: Connection(site), sock=each) for each in sockets]
    looking = loop.create_task(_look(site))
    ready()
    await stop.wait()
    for server in servers:
        server.close()
    site.close()
    await _all_gone(site)
    looking.cancel()


async def _look(site: Site) -> None:
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        site.cut_overdue()


async def _all_gone(site: Site) -> None:
    """Answers that are under way get a little time."""
    end = site.loop.time() + site.limits.farewell_seconds
    while site.visits and site.loop.time() < end:
        await asyncio.sleep(0.05)


def _allow_files(wanted: int) -> None:
    """Each connection is an open file, and each large body or answer another one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or soft < min(wanted, hard):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)), hard))
