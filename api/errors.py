"""The one table from errors to HTTP: status, problem details (RFC 9457) in both languages, nothing of our insides."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api.answers import dumped
from engine.kernel.errors import (
    Broken,
    Conflict,
    Fault,
    Forbidden,
    InvalidInput,
    LimitExceeded,
    NotAuthenticated,
    NotFound,
    Refusal,
    StaleVersion,
    TooManyAttempts,
    ZhiduError,
)
from engine.kernel.ids import new_id

STATUS: dict[type[ZhiduError], int] = {
    NotAuthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    StaleVersion: 412,
    Conflict: 409,
    TooManyAttempts: 429,
    LimitExceeded: 422,
    InvalidInput: 422,
    Refusal: 422,
    Broken: 500,
    ZhiduError: 500,
}
"""The nearest class counts."""

STATUS_OF_CODE = {"busy": 503, "too_large": 413, "type_not_allowed": 415}
"""Codes that HTTP has a better word for than their class."""

_SENTENCES = {
    400: ("Expected a request that can be read, but it cannot.", "无法读取请求。"),
    404: ("Expected an address of the API, but this is none.", "没有这个接口地址。"),
    405: ("Expected another method for this address.", "该地址不支持此请求方法。"),
    408: ("Expected the request to arrive in time.", "请求超时。"),
    413: ("Expected a smaller request, but it is too large.", "请求过大。"),
    415: ("Expected JSON (application/json), but it is something else.", "请求须为 JSON（application/json）。"),
    500: ("Something went wrong on our side; the log has it under this number.", "系统内部出错,日志中有该编号的记录。"),
}
_LOG = logging.getLogger("zhidu.api")


def register(app: Flask) -> None:
    """Make every error of ``app`` a problem."""
    app.register_error_handler(ZhiduError, _of_engine)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unexpected)


def problem(status: int, code: str, detail: str, detail_zh: str, *, faults: Iterable[Fault] = (), **more: object) -> Response:
    """Problem details as an answer."""
    body = {
        "type": f"urn:zhidu:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "detail_zh": detail_zh,
        "faults": [{"where": each.where, "code": each.code, "en": each.en, "zh": each.zh, "file": each.file} for each in faults],
        **more,
    }
    response = Response(dumped(body), status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def status_of(error: ZhiduError) -> int:
    """The status of an error of ours."""
    by_code = STATUS_OF_CODE.get(error.reason_code)
    return by_code or next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _of_engine(error: ZhiduError) -> Response:
    status = status_of(error)
    if status == 500:
        return _unexpected(error)
    faults = error.faults if isinstance(error, InvalidInput) else ()
    response = problem(status, error.reason_code, error.message, error.message_zh, faults=faults, **_retry_after(error, status))
    if "retry_after" in error.facts:
        response.headers["Retry-After"] = str(error.facts["retry_after"])
    elif status == 503:
        response.headers["Retry-After"] = "1"
    return response


def _retry_after(error: ZhiduError, status: int) -> dict[str, object]:
    return {"retry_after": error.facts["retry_after"]} if status == 429 and "retry_after" in error.facts else {}


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    code = re.sub(r"[^a-z]+", "_", HTTPStatus(status).phrase.lower())
    detail, detail_zh = _SENTENCES.get(status, (f"Expected another request: {error.name}.", f"请求有误:{error.name}。"))
    response = problem(status, code, detail, detail_zh)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    number = new_id()
    _LOG.error("%s %r failed (%s)", request.method, request.path, number, exc_info=error)  # %r: a path may hold line breaks
    return problem(500, "internal_error", *_SENTENCES[500], incident=number)
