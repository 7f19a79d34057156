"""The Flask application: all routes, put together for one engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from flask import Flask
from flask.json.provider import JSONProvider

from api import access_log, errors, hosts, pages, proxies, security
from api.answers import dumped
from api.attachments.routes import routes as attachments
from api.customers.routes import routes as customers
from api.definitions.routes import routes as definitions
from api.documentation import documented, serve_document
from api.evidence.routes import routes as evidence
from api.health.routes import routes as health
from api.incidents.routes import routes as incidents
from api.instances.routes import routes as instances
from api.jobs.routes import routes as jobs
from api.messages.routes import routes as messages
from api.notices.routes import routes as notices
from api.organisation.routes import routes as organisation
from api.portal.routes import routes as portal
from api.procedures.routes import routes as procedures
from api.roles.routes import routes as roles
from api.routing import Routes
from api.services.routes import routes as services
from api.session.routes import routes as session
from api.tasks.routes import routes as tasks
from api.tokens.routes import routes as tokens
from api.users.routes import routes as users
from engine.bootstrap import Engine

NOUNS: tuple[Routes, ...] = (
    health,
    session,
    tasks,
    procedures,
    instances,
    messages,
    notices,
    portal,
    attachments,
    definitions,
    incidents,
    jobs,
    users,
    roles,
    customers,
    services,
    organisation,
    tokens,
    evidence,
)
LARGEST_JSON = 1024 * 1024
"""Bytes of a request body, unless its route allows more."""


class _Json(JSONProvider):
    """orjson: exact, strict (no NaN) and quick."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return dumped(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)


def create_app(engine: Engine | None, *, dist: Path = pages.DIST) -> Flask:
    """The HTTP door of ``engine``; None is enough to write the OpenAPI document. ``dist`` is the build of the web application."""
    app = Flask("api", static_folder=None)
    app.json = _Json(app)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_JSON, PROPAGATE_EXCEPTIONS=False)
    app.extensions["zhidu"] = engine
    api = documented(app)
    for routes in NOUNS:
        api.register_blueprint(routes)
    serve_document(app)
    if engine is not None and engine.settings.access_log:
        access_log.register(app)
    errors.register(app)
    if engine is not None:
        proxies.register(app, engine.settings.trusted_proxies)
        hosts.register(app, engine.settings)
    security.register(app, https=engine is not None and engine.settings.over_https)
    pages.register(app, dist)
    return app
