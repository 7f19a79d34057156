"""Who may do what, for every operation of the OpenAPI document: what docs/rights.md says is what the application does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.rights.__main__ import PAGE
from tests.rights.matrix import ALLOWED, UNKNOWN, document, operations, page, tried
from tests.rights.requests import REQUESTS
from tests.rights.scene import PEOPLE, Scene
from tests.support.fixtures import MONDAY_NINE

Found = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def described() -> Mapping[str, Any]:
    return document()


@pytest.fixture(scope="module")
def found(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, described: Mapping[str, Any]) -> Found:
    return tried(Scene(tmp_path_factory.mktemp("rights"), sqlite_template, MONDAY_NINE), described)


def test_every_operation_is_tried(described: Mapping[str, Any]) -> None:
    assert {operation for operation, *_ in operations(described)} == set(REQUESTS)


def test_every_operation_is_done_by_somebody(found: Found) -> None:
    """Otherwise the others' refusals say nothing: the request may be wrong."""
    assert [operation for operation, told in found.items() if ALLOWED not in {told[who] for who in PEOPLE}] == []


def test_without_a_live_credential_only_what_is_public_is_done(found: Found, described: Mapping[str, Any]) -> None:
    public = {operation for operation, _, _, each in operations(described) if each["security"] == []}
    for who in ("deactivated", "nobody"):
        assert {operation for operation, told in found.items() if told[who] != UNKNOWN} == public


def test_the_page_says_what_is_so(found: Found, described: Mapping[str, Any]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(found, described), "write it anew: make generate"
