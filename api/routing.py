"""How a route is declared: method, path, shapes, and who may come in.

``Routes.on`` does what every route needs, in this order: authenticate, check the token's scope, the
``Origin`` and the CSRF header (``api.auth``), parse what came (shapes), call the view. The view parses
nothing and dumps nothing; what it returns is an ``api.answers.answer``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Literal, ParamSpec

from flask import Response, abort, request
from flask_smorest import Blueprint
from marshmallow import Schema

from api import parsing
from api.answers import nothing
from api.auth import Gate, enter
from api.front.plan import Lane
from api.front.site import ADMISSION

P = ParamSpec("P")
View = Callable[P, Response]
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The version that the caller saw, quoted; 412 when it is no longer the current one.",
    "schema": {"type": "string"},
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A key of the caller's choosing; the same command sent again with it is carried out once.",
    "schema": {"type": "string", "maxLength": 100},
}


_BYTES = {"type": "string", "contentMediaType": "application/octet-stream"}


class Routes(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """The routes of one noun, all below ``/api/v1``."""

    def __init__(self, noun: str, description: str) -> None:
        super().__init__(noun, __name__, url_prefix="/api/v1", description=description)

    def on(
        self,
        method: Method,
        path: str,
        *,
        gives: type[Schema] | None = None,
        status: int = 200,
        query: type[Schema] | None = None,
        takes: type[Schema] | None = None,
        files: type[Schema] | None = None,
        gives_file: bool = False,
        if_match: bool = False,
        public: bool = False,
        first: bool = False,
        scope: str | None = None,
        largest_body: int | Callable[[], int] | None = None,
        lane: Lane | None = None,
    ) -> Callable[[View[P]], View[P]]:
        """Declare a route.

        ``takes`` is the shape of the JSON body and reaches the view as ``body``; ``query`` reaches it as
        ``query``; ``files`` are the parts of a multipart upload; ``gives`` is the shape of the answer with
        ``status``; ``if_match`` documents the header (read it with ``etags.expected_version``). For ``public``,
        ``first``, ``scope`` and ``largest_body`` see ``Gate``; the scope is by default that of the address:
        ``tasks:read`` for GET below ``/tasks``, ``tasks:write`` for the rest. ``lane`` names the threads that carry it
        out where these are not those of all reads or all writes.
        """
        reads = method == "GET"
        needed = scope or f"{path.split('/')[1]}:{'read' if reads else 'write'}"
        gate = Gate(needed, public=public, changes=not reads, first=first, largest_body=largest_body)

        def declare(view: View[P]) -> View[P]:
            documented: Any = view
            for shape, location, name in ((takes, "json", "body"), (files, "files", "files"), (query, "query", "query")):
                if shape is not None:
                    documented = self.arguments(shape, location=location, arg_name=name)(documented)
            documented = self.response(status, _BYTES if gives_file else gives, **_content_type(gives_file))(documented)
            headers = [_IDEMPOTENCY_KEY] if method == "POST" and not public else []
            headers += [_IF_MATCH] if if_match else []
            documented = self.doc(operationId=view.__name__, **_security(gate), **({"parameters": headers} if headers else {}))(documented)
            entered = _entered(view, gate, {"body": takes, "files": files, "query": query})
            entered.lane = lane or (Lane.READS if reads else Lane.WRITES)
            entered.largest_body = largest_body
            entered._apidoc = documented._apidoc  # flask-smorest writes the documentation; what runs is shorter than its decorators
            self.route(path, methods=[method], endpoint=view.__name__)(entered)
            return view

        return declare


def _content_type(gives_file: bool) -> dict[str, str]:
    return {"content_type": "application/octet-stream"} if gives_file else {}


def _security(gate: Gate) -> dict[str, Any]:
    return {"security": [] if gate.public else [{"session": []}, {"token": [gate.scope]}]}


_PARSERS: dict[str, Callable[[Schema], dict[str, Any]]] = {"body": parsing.body, "files": parsing.files, "query": parsing.query}


def _entered(view: Callable[..., Response], gate: Gate, shapes: Mapping[str, type[Schema] | None]) -> Any:
    """The view behind its gate, with what it takes already parsed."""
    parts = [(name, _PARSERS[name], shape()) for name, shape in shapes.items() if shape is not None]

    @wraps(view)
    def entered(**path: object) -> Response:
        enter(gate)
        if ADMISSION in request.environ:
            return nothing()
        if any("\0" in value for value in path.values() if isinstance(value, str)):
            abort(404)
        return view(**path, **{name: parse(shape) for name, parse, shape in parts})

    return entered
