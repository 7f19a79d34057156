"""Fifty at a time that sign in with other names again and again."""

from __future__ import annotations

import http.client
import uuid
from collections import Counter

from bench.floods.target import Target, ask


def flood(target: Target) -> Counter[str]:
    return target.many(50, _sign_in)


def _sign_in(connection: http.client.HTTPConnection, count: Counter[str]) -> None:
    body = {"username": uuid.uuid4().hex[:12], "password": "correct horse 7"}
    count[str(ask(connection, "POST", "/session", {"Content-Type": "application/json"}, body))] += 1
