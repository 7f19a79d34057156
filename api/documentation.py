"""The OpenAPI document: what flask-smorest collects from the routes, with our errors and ways to sign in."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response
from flask_smorest import Api

from api.answers import dumped
from api.auth import CSRF_HEADER, SESSION_COOKIE
from api.problems import Problem

_ABOUT = (
    "Running procedures over HTTP. Times are RFC 3339 in UTC; labels come in Chinese (`…_zh`) and English (`…_en`). "
    "Errors are problem details (RFC 9457). A row's `version` is its ETag. "
    f"Changes that are authenticated by the session cookie need the header `{CSRF_HEADER}`."
)


class _DocumentedApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest, with one documented shape of errors and without the pagination header that it brings."""

    ERROR_SCHEMA = Problem

    def _register_responses(self) -> None:
        content = {"application/problem+json": {"schema": Problem}}
        self.spec.components.response("DEFAULT_ERROR", {"description": "Refused, with the reason", "content": content}, lazy=True)
        self.spec.components.response("UNPROCESSABLE_ENTITY", {"description": "Wrong input: see faults", "content": content}, lazy=True)

    def _register_error_handlers(self) -> None:
        """Ours are registered by ``api.errors``."""


def documented(app: Flask) -> Any:
    """Make ``app`` collect documentation; the document is ``openapi_document(app)``."""
    app.config.update(API_TITLE="Zhidu", API_VERSION="1", OPENAPI_VERSION="3.1.0")
    api = _DocumentedApi(app, spec_kwargs={"info": {"description": _ABOUT}})
    schemes = api.spec.components
    schemes.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE})
    schemes.security_scheme("token", {"type": "http", "scheme": "bearer", "description": "An API token; see /tokens"})
    return api


def serve_document(app: Flask) -> None:
    """Serve the document at ``/api/v1/openapi.json``, written once."""
    content = dumped(openapi_document(app))

    @app.get("/api/v1/openapi.json")
    def openapi_json() -> Response:
        return Response(content, content_type="application/json", headers={"Cache-Control": "no-cache"})


def openapi_document(app: Flask) -> dict[str, Any]:
    """The OpenAPI 3.1 document of all routes of ``app``."""
    document: dict[str, Any] = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    document["components"]["schemas"].pop("PaginationMetadata", None)
    return document
