"""One JSON line to stderr for each request, where ``ZHIDU_ACCESS_LOG`` is 1: who, what, how it ended, how long. Never a query or a body."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, request

from api.answers import dumped


def register(app: Flask) -> None:
    """Log the requests of ``app``."""

    @app.before_request
    def note_begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def log(response: Response) -> Response:
        actor = g.get("actor")
        line = {
            "at": datetime.now(UTC),
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.began) * 1000, 1),
            "actor": actor.id if actor is not None else None,
            "address": request.remote_addr,
        }
        sys.stderr.buffer.write(dumped(line) + b"\n")
        sys.stderr.flush()
        return response
