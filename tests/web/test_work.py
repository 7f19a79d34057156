"""Nothing that was typed is lost: drafts, lost connections, ended sessions, somebody who was faster."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.web.conftest import SignIn
from tests.web.forms import FilledForm
from tests.web.people import PASSWORD

NOTE = "The line card blinks red"


def origin(page: Page) -> str:
    return page.evaluate("location.origin")


def raise_request(person: SignIn, summary: str) -> None:
    """Over the API, as the portal does it: these tests are about what comes after."""
    page = person("hejia", "en")
    token = page.evaluate("fetch('/api/v1/session').then(answer => answer.json()).then(session => session.csrf_token)")
    submission = {
        "type": "incident",
        "service": "network",
        "summary": summary,
        "description": "No connection",
        "impact": "low",
        "urgency": "low",
    }
    answer = page.request.post(
        f"{origin(page)}/api/v1/instances",
        headers={"X-CSRF-Token": token, "Origin": origin(page)},
        data={"procedure_id": "request_handling", "start_form": "request_new", "submission": submission},
    )
    assert answer.status == 201, answer.text()


def open_task(page: Page, summary: str, view: str = "all") -> None:
    page.goto(f"{origin(page)}/inbox?view={view}&text={summary}")
    page.locator("[data-task]", has_text=summary).first.locator("a.task-link").click()
    expect(page.locator(".fjs-form")).to_be_visible()


def dispatch_note(page: Page) -> FilledForm:
    form = FilledForm(page, "diagnose", "en")
    form.fill({"diagnosis": "dispatch", "dispatch_note": NOTE})
    return form


def test_a_draft_comes_back(person: SignIn) -> None:
    raise_request(person, "Draft")
    page = person("lina")
    open_task(page, "Draft")
    dispatch_note(page)
    expect(page.locator("[data-draft=saved]")).to_be_visible()
    page.reload()
    expect(page.get_by_text("was restored")).to_be_visible()
    expect(FilledForm(page, "diagnose", "en").field("dispatch_note").locator("textarea")).to_have_value(NOTE)

    elsewhere = person("lina")  # another browser: it was the server that kept it
    open_task(elsewhere, "Draft")
    expect(FilledForm(elsewhere, "diagnose", "en").field("dispatch_note").locator("textarea")).to_have_value(NOTE)

    page.get_by_role("button", name="Discard draft").click()
    expect(page.get_by_text("was restored")).to_have_count(0)
    page.reload()
    expect(page.locator(".fjs-form")).to_be_visible()
    expect(page.locator(".fjs-form-field-radio input:checked")).to_have_count(0)


def test_without_a_connection_the_draft_stays_on_the_device(person: SignIn) -> None:
    raise_request(person, "Offline")
    page = person("lina")
    open_task(page, "Offline")
    page.context.set_offline(True)
    form = dispatch_note(page)
    expect(page.locator("[data-draft=offline]")).to_be_visible()
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(form.field("dispatch_note").locator("textarea")).to_have_value(NOTE)
    page.context.set_offline(False)
    expect(page.locator("[data-draft=saved]")).to_be_visible()
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_text("Completed:")).to_be_visible()


def test_an_ended_session_asks_to_sign_in_and_goes_on(person: SignIn) -> None:
    raise_request(person, "Session")
    page = person("lina")
    open_task(page, "Session")
    page.context.clear_cookies()
    dispatch_note(page)
    page.get_by_role("button", name="Complete").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Your session has ended")
    dialog.locator("#password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Completed:")).to_be_visible()


def test_who_is_slower_is_told_and_keeps_the_words(person: SignIn) -> None:
    raise_request(person, "Race")
    slow, fast = person("lina"), person("zhangmin")
    open_task(slow, "Race")
    open_task(fast, "Race")
    dispatch_note(slow)
    FilledForm(fast, "diagnose", "en").fill({"diagnosis": "dispatch", "dispatch_note": "Mine"})
    fast.get_by_role("button", name="Complete").click()
    expect(fast.get_by_text("Completed:")).to_be_visible()

    slow.get_by_role("button", name="Complete").click()
    expect(slow.get_by_text("moved on in the meantime")).to_be_visible()
    expect(FilledForm(slow, "diagnose", "en").field("dispatch_note").locator("textarea")).to_have_value(NOTE)
    slow.get_by_role("button", name="Show the present state").click()
    expect(slow.get_by_text("This task is completed")).to_be_visible()


def test_faults_stand_at_their_fields(person: SignIn) -> None:
    raise_request(person, "Faults")
    page = person("lina")
    open_task(page, "Faults")
    page.get_by_role("button", name="Complete").click()
    expect(page.locator(".fjs-has-errors")).to_contain_text("Field is required.")
    expect(page.get_by_text("One field needs attention.")).to_be_visible()


def test_the_servers_faults_stand_at_their_fields_too(person: SignIn) -> None:
    raise_request(person, "Server faults")
    page = person("lina")
    open_task(page, "Server faults")
    form = dispatch_note(page)

    def spoil(route: Route) -> None:
        """The server's own check is stricter than the browser's copy of it: here the note arrives empty."""
        route.continue_(post_data={"submission": {"diagnosis": "dispatch", "dispatch_note": ""}})

    page.route("**/complete", spoil)
    page.get_by_role("button", name="Complete").click()
    expect(form.field("dispatch_note").locator(".fjs-form-field-error")).to_be_visible()
    expect(form.field("dispatch_note").locator("textarea")).to_have_value(NOTE)


def test_the_inbox_is_worked_with_the_keyboard(person: SignIn) -> None:
    raise_request(person, "Keyboard")
    page = person("zhangmin")
    expect(page.locator(".inbox-list, .empty").first).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator(".view-tabs button", has_text="My roles")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("/")
    page.keyboard.type("Keyboard")
    expect(page.locator("[data-task]")).to_have_count(1)
    page.wait_for_url("**text=Keyboard**")
    page.locator("body").click(position={"x": 700, "y": 5})
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.get_by_text("Claimed:")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/**")
