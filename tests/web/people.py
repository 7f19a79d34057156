"""People of the demonstration organisation, each with a browser window of their own."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

PASSWORD = "zhidu-demo-2026"  # the demonstration's, printed at its start

LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
SIGN_IN = {"zh": "登录", "en": "Sign in"}


def sign_in(browser: Browser, address: str, username: str, locale: str) -> Page:
    """A signed-in person who reads ``locale``; faults of scripts and of the security policy fail the test that looks."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=LANGUAGE_NAMES[locale]).click()
    page.locator("#username").fill(username)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=SIGN_IN[locale], exact=True).click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    expect(page.locator("h1")).to_be_visible()
    return page
