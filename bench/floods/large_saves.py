"""Fifty at a time that save a draft of four hundred kilobytes again and again."""

from __future__ import annotations

import http.client
from collections import Counter

from bench.floods.target import Target, ask

_DRAFT = {"data": {"text": "x" * 400_000}}


def flood(target: Target) -> Counter[str]:
    def save(connection: http.client.HTTPConnection, count: Counter[str]) -> None:
        count[str(ask(connection, "PUT", "/drafts/start:two_steps:note", target.flooder, _DRAFT))] += 1

    return target.many(50, save)
