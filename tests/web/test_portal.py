"""What requesters may say without being asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import SignIn
from tests.web.forms import FilledForm
from tests.web.test_work import origin, raise_request

WORDS = {"en": ("Withdraw the request", "Withdrawn"), "zh": ("撤销请求", "已撤销")}


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_request_is_withdrawn_in_the_portal(person: SignIn, locale: str) -> None:
    summary = f"No longer needed {locale}"
    raise_request(person, summary)
    page = person("hejia", locale)
    page.goto(f"{origin(page)}/portal")
    page.get_by_text(summary).first.click()
    button, status = WORDS[locale]
    page.locator("[data-action='message:request_cancelled']").click()
    FilledForm(page, "request_cancel", locale).fill({"withdrawal_reason": "It works again"})
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(status, exact=True).first).to_be_visible()
    expect(page.locator("[data-action='message:request_cancelled']")).to_have_count(0)
