"""Sixteen at a time that start a case of a thousand steps in which nothing waits."""

from __future__ import annotations

import http.client
from collections import Counter

from bench.floods.target import Target, ask


def flood(target: Target) -> Counter[str]:
    def start(connection: http.client.HTTPConnection, count: Counter[str]) -> None:
        count[str(ask(connection, "POST", "/instances", target.flooder, {"procedure_id": "long_way", "submission": {}}))] += 1

    return target.many(16, start)
