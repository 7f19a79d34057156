"""The OpenAPI document: complete, committed, served, and the same every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from api import openapi
from api.app import create_app
from api.documentation import openapi_document

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
DOCUMENT: dict[str, Any] = openapi_document(create_app(None))


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, each) for path, methods in DOCUMENT["paths"].items() for method, each in methods.items() if method != "parameters"
    ]


def test_the_committed_document_is_what_the_routes_say() -> None:
    assert openapi.main(["--check", str(COMMITTED)]) == 0


def test_a_difference_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "openapi.json"
    other.write_text(COMMITTED.read_text(encoding="utf-8").replace("tasks", "chores"), encoding="utf-8")
    assert openapi.main(["--check", str(other)]) == 1
    assert "differs" in capsys.readouterr().err


def test_printed_and_served_alike(capsys: pytest.CaptureFixture[str]) -> None:
    assert openapi.main([]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == create_app(None).test_client().get("/api/v1/openapi.json").get_json() == DOCUMENT


def test_every_route_is_documented() -> None:
    app = create_app(None)
    routes = {
        (method.lower(), rule.rule.replace("<int:", "{").replace("<path:", "{").replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.endpoint != "openapi_json"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(method, path) for method, path, _ in operations()} == routes


def test_every_operation_has_a_name_a_sentence_an_error_and_a_way_in() -> None:
    assert len({each["operationId"] for _, _, each in operations()}) == len(operations())
    for method, path, each in operations():
        assert each["summary"], path
        assert each["responses"]["default"] == {"$ref": "#/components/responses/DEFAULT_ERROR"}
        public = (method, path) in {("get", "/api/v1/health"), ("post", "/api/v1/session")}
        assert [set(way) for way in each["security"]] == ([] if public else [{"session"}, {"token"}])


def test_references_lead_somewhere() -> None:
    text = json.dumps(DOCUMENT)
    for kind in ("schemas", "responses"):
        named = {part.split('"', 1)[0] for part in text.split(f'"#/components/{kind}/')[1:]}
        assert named <= DOCUMENT["components"][kind].keys()
