"""Handing work on in a house of more than a hundred people: the server is searched, and the list goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import SignIn
from tests.web.people import sign_in
from tests.web.test_work import open_task, raise_request

HOW_MANY = 120


@pytest.fixture(scope="module")
def many_people(browser: Browser, address: str) -> None:
    page = sign_in(browser, address, "xiaogang", "en")
    added = page.evaluate(
        """async count => {
          const session = await (await fetch('/api/v1/session')).json()
          const statuses = new Set()
          for (let n = 1; n <= count; n += 1) {
            const digits = String(n).padStart(3, '0')
            const body = { username: `zz-${digits}`, display_name_zh: `第${digits}号员工`, display_name_en: `Member ${digits}` }
            const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token }
            statuses.add((await fetch('/api/v1/users', { method: 'POST', headers, body: JSON.stringify(body) })).status)
          }
          return [...statuses]
        }""",
        HOW_MANY,
    )
    assert added == [201]
    page.context.close()


def open_dialog(person: SignIn, summary: str) -> Page:
    raise_request(person, summary)
    page = person("wufang")
    open_task(page, summary)
    page.get_by_role("button", name="Assign…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


@pytest.mark.usefixtures("many_people")
def test_the_last_of_many_is_found_by_typing_with_one_question(person: SignIn) -> None:
    page = open_dialog(person, "Handed")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/v1/people?" in request.url and "text=" in request.url else None)
    field = page.get_by_role("combobox", name="Person")
    field.press_sequentially("Member 119", delay=20)
    page.get_by_title("Member 119").click()
    assert len(asked) == 1  # not one for each letter
    chosen = page.get_by_role("dialog").locator(".ant-select")
    expect(chosen).to_contain_text("Member 119")

    field.press_sequentially("Member 00", delay=20)  # looks on: the one who was chosen keeps the name
    expect(page.get_by_title("Member 001")).to_be_visible()
    page.keyboard.press("Escape")
    expect(chosen).to_contain_text("Member 119")

    with page.expect_request("**/assign"):
        page.get_by_role("button", name="Assign the task").click()


@pytest.mark.usefixtures("many_people")
def test_whoever_scrolls_reaches_everybody(person: SignIn) -> None:
    page = open_dialog(person, "Scrolled")
    page.get_by_role("combobox", name="Person").click()
    people = page.locator(".ant-select-dropdown")
    expect(page.locator(".ant-select-item-option").first).to_be_visible()
    last = page.get_by_title("Zhu Lin")  # of the demonstration: behind all members, in the order of English names
    for _ in range(200):  # pages come one by one: as long as a slow machine needs
        if last.count():
            break
        people.hover()  # anew each time: the list may have moved when it opened
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(150)
    expect(last).to_be_attached()
