"""A running product and a browser, once for all tests of the screens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.people import sign_in
from tests.web.product import ROOT, running_product

CHROMIUM = Path(os.environ.get("ZHIDU_TEST_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REQUIRED = os.environ.get("ZHIDU_REQUIRE_SERVERS") == "1"

SignIn = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def _skip_or_fail(reason: str) -> None:
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the product runs."""
    if not (ROOT / "web" / "dist" / "index.html").is_file():
        _skip_or_fail("The web application is not built: run make web.")
    with running_product(tmp_path_factory.mktemp("product")) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        _skip_or_fail(f"There is no Chromium at {CHROMIUM}: set ZHIDU_TEST_CHROMIUM.")
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def person(browser: Browser, address: str) -> Iterator[SignIn]:
    """``person("lina", "en")``: a window in which that person is signed in. What the scripts complain of fails the test."""
    pages: list[Page] = []
    faults: list[str] = []

    def enter(username: str, locale: str = "en") -> Page:
        page = sign_in(browser, address, username, locale)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
        pages.append(page)
        return page

    yield enter
    for page in pages:
        page.context.close()
    assert faults == []
