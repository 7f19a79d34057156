"""Serves the application over HTTP: processes that work (``api.front``), and one that watches over them.

SQLite wants one process with threads. On PostgreSQL ``workers`` may be more. ``docs/decisions`` has the figures.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Flask

from api import security
from api.app import create_app
from api.errors import of_status
from api.front.limits import Limits
from api.front.listening import listen
from api.front.outgoing import Outgoing
from api.front.server import serve_here
from api.front.site import Application
from api.front.watching import Ready, Watch
from api.plans import plans
from api.proxies import address_of, client_behind
from api.texts import say
from engine.bootstrap import Engine
from engine.kernel.errors import InvalidInput
from engine.kernel.memory import settle_memory
from engine.kernel.settings import Settings
from engine.runner.scheduler import Scheduler
from engine.runner.sealer import Sealer


def serve(engine: Engine, settings: Settings, *, workers: int = 1, sockets: Sequence[socket.socket] = ()) -> None:
    """Serve until SIGINT or SIGTERM. ``engine`` gives its connections back: each worker opens its own.

    ``sockets`` listen already (``listen``); without them the port is taken here. Each worker runs due jobs, too, where
    ``settings.scheduler`` says so. Raises ``InvalidInput`` for more than one worker on SQLite, and what ``listen`` and
    ``Watch.keep`` raise.
    """
    if workers > 1 and settings.database_url.startswith("sqlite"):
        raise InvalidInput(say("one_worker_on_sqlite"))
    listening = sockets or listen(settings.host, settings.port)
    engine.close()
    Watch(partial(_work, settings, listening), workers).keep()


def application(app: Flask, settings: Settings) -> Application:
    """``app`` as the front serves it."""
    https = settings.over_https

    def refusal(status: int) -> Outgoing:
        response = security.secured(of_status(status), https=https)
        body = response.get_data()
        return Outgoing(response.status_code, list(response.headers), body, size=len(body))

    def trusts(address: str) -> bool:
        peer = address_of(address)
        return peer is not None and settings.trusted_proxies.hold(peer)

    def client(environ: dict[str, Any]) -> str:
        peer = address_of(environ["REMOTE_ADDR"])
        trusted = settings.trusted_proxies
        return str(client_behind(peer, environ, trusted)) if peer is not None and trusted.hold(peer) else environ["REMOTE_ADDR"]

    return Application(app.wsgi_app, plans(app), refusal, trusts, client)


def _work(settings: Settings, sockets: Sequence[socket.socket], ready: Ready) -> None:
    """What a worker process does."""
    engine = Engine(settings)
    if settings.scheduler:
        Scheduler(engine, settings.scheduler_interval).start()
    Sealer(engine, settings.seal_interval).start()
    app = create_app(engine)
    settle_memory()
    serve_here(application(app, settings), sockets, Limits(), ready)
