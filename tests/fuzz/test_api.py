"""A short run of the requests that are made from the OpenAPI document, and whether it would notice what it looks for.

The long run is ``python -m tests.fuzz.api --count 20000``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Response

from engine.bootstrap import Engine
from tests.fuzz.api import House, furnished, try_all


@pytest.fixture
def house(sqlite_engine: Engine, tmp_path: Path) -> House:
    return furnished(sqlite_engine, tmp_path)


def test_every_operation_answers_as_it_is_documented(house: House) -> None:
    found = try_all(house, each=2, seed=20_260_314)
    assert not found.failures, found.report()
    assert {200, 201, 404, 422} <= found.statuses.keys()
    assert found.requests > 150


@pytest.mark.parametrize("wrong", [("{}", 500, "application/json"), ("<p>", 200, "text/html"), ('{"a": 1}', 200, "application/json")])
def test_what_is_looked_for_is_found(house: House, wrong: tuple[str, int, str]) -> None:
    body, status, content_type = wrong
    (endpoint,) = [rule.endpoint for rule in house.app.url_map.iter_rules() if rule.rule == "/api/v1/inbox"]
    house.app.view_functions[endpoint] = lambda: Response(body, status, content_type=content_type)
    found = try_all(house, each=1, seed=1, only="/api/v1/inbox")
    assert {operation for operation, _ in found.failures} == {"GET /api/v1/inbox"}
