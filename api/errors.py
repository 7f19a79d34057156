"""The one table from errors to HTTP: status, problem details (RFC 9457) in both languages, nothing of our insides."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import cast

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from api.answers import dumped
from api.texts import say
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
    Unavailable,
    ZhiduError,
)
from engine.kernel.ids import new_id
from engine.kernel.repetitions import Repetitions
from engine.kernel.texts import Text
from engine.store.failures import failure_of, told

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
    Unavailable: 503,
    Broken: 500,
    ZhiduError: 500,
}
"""The nearest class counts."""

STATUS_OF_CODE = {"host_not_allowed": 400, "too_large": 413, "type_not_allowed": 415}
"""Codes that HTTP has a better word for than their class."""

_SENTENCES = {
    400: "cannot_be_read",
    404: "no_such_address",
    405: "other_method",
    408: "too_late",
    413: "too_large",
    415: "not_json",
    429: "too_many_connections",
    431: "head_too_large",
    500: "our_fault",
    503: "too_busy",
    507: "no_room",
}
_LOG = logging.getLogger("zhidu.api")


def register(app: Flask) -> None:
    """Make every error of ``app`` a problem."""
    app.extensions["zhidu_repetitions"] = Repetitions()
    app.register_error_handler(ZhiduError, _of_engine)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, _unexpected)


def problem(status: int, code: str, text: Text, *, faults: Iterable[Fault] = (), **more: object) -> Response:
    """Problem details as an answer."""
    body = {
        "type": f"urn:zhidu:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": text.en,
        "detail_zh": text.zh,
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
        return _fault(error)
    if status == 503:
        _tell_operator(error)
    faults = error.faults if isinstance(error, InvalidInput) else ()
    wait = {name: value for name, value in error.facts.items() if name == "retry_after"}
    response = problem(status, error.reason_code, error.text, faults=faults, **wait)
    if wait:
        response.headers["Retry-After"] = str(wait["retry_after"])
    return response


def of_http(error: HTTPException) -> Response:
    """What HTTP itself has a word for, as a problem."""
    response = of_status(error.code or 500)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def of_status(status: int) -> Response:
    """A problem of which nothing is known but its status."""
    phrase = HTTPStatus(status).phrase
    sentence = _SENTENCES.get(status)
    response = problem(status, re.sub(r"[^a-z]+", "_", phrase.lower()), say(sentence) if sentence else say("other_request", reason=phrase))
    if status in {429, 503}:
        response.headers["Retry-After"] = "1"
    return response


def _unexpected(error: Exception) -> Response:
    failure = failure_of(error)  # what the disk does to bodies and files is no fault of the program
    return _fault(error) if failure is None else _of_engine(told(failure))


def _fault(error: Exception) -> Response:
    number, unsaid = _repetitions().again(_place_of(error), new_id())
    if unsaid is not None:
        # %r: a path may hold line breaks
        _LOG.error("%s %r failed (%s)%s", request.method, request.path, number, _and_before(unsaid), exc_info=error)
    return problem(500, "internal_error", say("our_fault"), incident=number)


def _tell_operator(error: ZhiduError) -> None:
    _, unsaid = _repetitions().again(error.reason_code)
    if unsaid is not None:
        cause = str(error.__cause__ or error).splitlines()
        _LOG.warning("%s %r: %s (%s)%s", request.method, request.path, error.reason_code, cause[0] if cause else "", _and_before(unsaid))


def _repetitions() -> Repetitions:
    return cast(Repetitions, current_app.extensions["zhidu_repetitions"])


def _and_before(unsaid: int) -> str:
    return f", and {unsaid} times more that were not said" if unsaid else ""


def _place_of(error: Exception) -> tuple[str, str, int]:
    """What makes two failures the same: the kind of error, and where it was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (type(error).__name__, "", 0) if trace is None else (type(error).__name__, trace.tb_frame.f_code.co_filename, trace.tb_lineno)
