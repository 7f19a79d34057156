"""What must hold on every screen: the makers' logo, both languages, no barrier that axe can see."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.conftest import SignIn
from tests.web.product import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"

_IS_UNCOVERED = """logo => {
  const box = logo.getBoundingClientRect()
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return box.width > 20 && box.height > 10 && logo.contains(top)
}"""


def first_task(page: Page) -> None:
    page.goto(f"{page.url.split('/inbox')[0]}/inbox?view=roles")
    page.locator("a.task-link").first.click()
    expect(page.locator(".fjs-form")).to_be_visible()


def uncovered(logo: Locator) -> bool:
    logo.scroll_into_view_if_needed()
    return bool(logo.evaluate(_IS_UNCOVERED))


def test_the_makers_logo_of_a_form_is_seen(person: SignIn) -> None:
    page = person("lina")
    first_task(page)
    logo = page.locator(".fjs-powered-by-link")
    logo.evaluate("logo => logo.scrollIntoView({block: 'center'})")
    assert uncovered(logo)


@pytest.mark.parametrize("width", [1360, 400])
def test_the_makers_logo_of_a_diagram_is_seen(person: SignIn, width: int) -> None:
    page = person("lina")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{page.url.split('/inbox')[0]}/cases")
    page.locator(".data-table a").first.click()
    expect(page.locator(".diagram .mark-passed").first).to_be_visible()
    assert uncovered(page.locator(".bjs-powered-by"))


def test_a_diagram_shows_the_place_and_the_way(person: SignIn) -> None:
    page = person("lina")
    first_task(page)
    page.get_by_role("tab", name="Diagram").click()
    expect(page.locator(".djs-shape.mark-here")).not_to_have_count(0)
    expect(page.locator(".djs-connection.mark-passed")).not_to_have_count(0)
    expect(page.get_by_text("Diagnose the")).not_to_have_count(0)
    page.get_by_role("button", name="中文").click()
    expect(page.locator(".djs-shape text", has_text="诊断请求")).not_to_have_count(0)


def test_the_language_changes_everywhere_at_once(person: SignIn) -> None:
    page = person("zhouqian", "en")
    first_task(page)
    task_en = page.locator("h1").inner_text()
    radio = page.locator(".fjs-form-field-radio input").first
    radio.check()
    page.get_by_role("button", name="中文").click()
    expect(page.locator("h1")).not_to_have_text(task_en)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator(".fjs-form")).to_contain_text("概要")
    expect(page.locator(".fjs-form-field-radio input").first).to_be_checked()  # nothing that was entered is lost
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text(task_en)


def test_the_server_remembers_the_language_of_a_person(person: SignIn, browser: Browser, address: str) -> None:
    page = person("huwei", "zh")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.get_by_role("button", name="English").click()
    elsewhere = person("huwei", "zh")  # the sign-in page was in Chinese and the person chose it there
    expect(elsewhere.locator("h1")).to_have_text("待办")
    fresh = browser.new_context(locale="en-GB").new_page()
    fresh.goto(address)
    fresh.locator("#username").fill("huwei")
    fresh.locator("#password").fill("zhidu-demo-2026")
    fresh.keyboard.press("Enter")
    expect(fresh.locator("h1")).to_have_text("待办")  # what the person chose last, not what this browser speaks
    fresh.context.close()


PLACES = ["/inbox?view=roles", "/start", "/cases", "/evidence", "/definitions", "/incidents", "/users", "/roles", "/account", "/portal"]


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_no_page_has_barriers_that_axe_finds(person: SignIn, address: str, locale: str) -> None:
    page = person("xiaogang", locale)
    found = {}
    for place in PLACES:
        page.goto(address + place)
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_load_state("networkidle")
        found[place] = barriers(page)
    assert found == {place: [] for place in PLACES}


def test_the_pages_of_a_task_and_a_case_have_no_barriers(person: SignIn) -> None:
    page = person("lina")
    first_task(page)
    assert barriers(page) == []
    page.get_by_role("link", name="Open the case").click()
    expect(page.locator(".diagram .mark-passed").first).to_be_visible()
    assert barriers(page) == []


def barriers(page: Page) -> list[str]:
    """What axe finds (WCAG 2.1 A and AA): rule and place. What form-js draws itself is not ours to mend."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run make web.")
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate(
        """async () => (await axe.run({exclude: [['.fjs-container'], ['.djs-container']]},
             {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})).violations
             .flatMap(each => each.nodes.map(node => `${each.id}: ${node.target} ${node.failureSummary}`))"""
    )
    return [str(each) for each in found]
