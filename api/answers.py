"""Answers: dataclasses to JSON in one step, without a schema in between."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any
from urllib.parse import quote

import orjson
from flask import Response

from api.etags import etag

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def answer(value: object, status: int = 200, *, version: int | None = None) -> Response:
    """A JSON answer; ``version`` becomes the ETag. Answers are never kept by caches: they are for one person."""
    response = Response(dumped(value), status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if version is not None:
        response.headers["ETag"] = etag(version)
    return response


def nothing() -> Response:
    """204: done, and there is nothing to say."""
    return Response(status=204, headers={"Cache-Control": "no-store"})


def dumped(value: object) -> bytes:
    """``value`` as JSON; times in UTC with ``Z``, dataclasses as objects."""
    return orjson.dumps(value, default=_rare, option=_OPTIONS)


def _rare(value: Any) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return sorted(value)
    raise TypeError(f"Expected a value that JSON has a form for, but got {type(value).__name__}.")


def download(content: bytes, file_name: str, media_type: str) -> Response:
    """A file that the browser saves and never shows: what people upload must not run as a page of ours."""
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition(file_name)
    response.headers["Cache-Control"] = "no-store"
    return response


def content_disposition(file_name: str) -> str:
    """``attachment`` with the name in ASCII and, for browsers that know RFC 6266, as it is."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in file_name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
