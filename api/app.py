"""The Flask application: all routes, put together for one engine."""

from __future__ import annotations

from flask import Flask

from api.attachments.routes import routes as attachments
from api.customers.routes import routes as customers
from api.definitions.routes import routes as definitions
from api.documentation import documented
from api.evidence.routes import routes as evidence
from api.health.routes import routes as health
from api.incidents.routes import routes as incidents
from api.instances.routes import routes as instances
from api.jobs.routes import routes as jobs
from api.messages.routes import routes as messages
from api.portal.routes import routes as portal
from api.procedures.routes import routes as procedures
from api.roles.routes import routes as roles
from api.routing import Routes
from api.services.routes import routes as services
from api.session.routes import routes as session
from api.tasks.routes import routes as tasks
from api.tokens.routes import routes as tokens
from api.users.routes import routes as users

NOUNS: tuple[Routes, ...] = (
    health,
    session,
    tasks,
    procedures,
    instances,
    messages,
    portal,
    attachments,
    definitions,
    incidents,
    jobs,
    users,
    roles,
    customers,
    services,
    tokens,
    evidence,
)


def create_app(engine: object) -> Flask:
    app = Flask("api", static_folder=None)
    api = documented(app)
    for routes in NOUNS:
        api.register_blueprint(routes)
    return app
