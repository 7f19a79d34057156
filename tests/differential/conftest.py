"""One Node process for the expressions, one for the forms."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.differential.locating import Locator
from tests.differential.sides import Browser, Node, Server, missing

REQUIRED = os.environ.get("ZHIDU_REQUIRE_SERVERS") == "1"


@pytest.fixture(scope="session")
def form_js() -> None:
    """Skips, or fails where nothing may be missing, unless form-js can be run."""
    reason = missing()
    if reason is None:
        return
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def locator(form_js: None) -> Iterator[Locator]:
    with Node("expressions.mjs") as node:
        yield Locator(Browser(node), Server())


@pytest.fixture(scope="session")
def forms_in_browser(form_js: None) -> Iterator[Node]:
    with Node("forms.mjs") as node:
        yield node
