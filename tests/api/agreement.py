"""Holds every answer that a test gets against the shape that is documented for it."""

from __future__ import annotations

import orjson
from flask import Flask, Response, request
from marshmallow import Schema, ValidationError


def hold_to_documentation(app: Flask) -> None:
    """From now on an answer of ``app`` with a key too many, a key too few or a wrong type fails the test."""

    @app.after_request
    def compare(response: Response) -> Response:
        if response.content_type != "application/json" or request.endpoint is None:
            return response
        documented = getattr(app.view_functions[request.endpoint], "_apidoc", {}).get("response", {}).get("responses", {})
        shape = documented.get(response.status_code, [{}])[0].get("schema")
        if isinstance(shape, Schema):
            try:
                shape.load(orjson.loads(response.get_data()))
            except ValidationError as wrong:
                raise AssertionError(f"{request.method} {request.path} differs from its documentation: {wrong.messages}") from wrong
        return response
