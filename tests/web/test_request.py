"""One request from the portal through desk, engineer, supplier and requester to closed, in either language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import SignIn
from tests.web.forms import FilledForm

WORDS = {
    "en": {
        "send": "Send request",
        "claim": "Claim",
        "take_over": "Take over",
        "complete": "Complete",
        "answer": "Send answer",
        "completed": "Completed",
        "waiting": "We need something from you",
        "finished": "Finished",
        "closed": "Closed",
        "verify": "Verify evidence",
        "intact": "The evidence is intact",
        "roles": "My roles",
        "timeline": "Timeline",
        "network": "Network",
        "solved": "Solved",
    },
    "zh": {
        "send": "提交请求",
        "claim": "认领",
        "take_over": "接手",
        "complete": "完成",
        "answer": "提交答复",
        "completed": "已完成",
        "waiting": "需要您处理",
        "finished": "已结束",
        "closed": "已关闭",
        "verify": "校验证据",
        "intact": "证据完整",
        "roles": "我的角色",
        "timeline": "时间线",
        "network": "网络",
        "solved": "已解决",
    },
}


class Course:
    """A request on its way, and the words of the language in which all concerned work."""

    def __init__(self, person: SignIn, locale: str) -> None:
        self.person = person
        self.locale = locale
        self.words = WORDS[locale]
        self.summary = {"en": "Branch office is offline", "zh": "分行网络中断"}[locale]

    def form(self, page: Page, form_id: str) -> FilledForm:
        return FilledForm(page, form_id, self.locale)

    def raise_request(self, page: Page) -> None:
        page.locator(".offers a").first.click()
        form = self.form(page, "request_new")
        form.fill(
            {
                "type": "incident",
                "service": self.words["network"],
                "summary": self.summary,
                "description": "No connection since 08:50",
                "impact": "high",
                "urgency": "medium",
            }
        )
        form.upload("attachments", "traceroute.txt", b"1  * * *")
        page.get_by_role("button", name=self.words["send"]).click()
        page.wait_for_url(re.compile(r"/portal/requests/"))
        expect(page.locator("h1")).to_have_text(self.summary)

    def open_task(self, page: Page, view: str) -> None:
        page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}/inbox?view={view}")
        row = page.locator("[data-task]", has_text=self.summary).first
        row.locator("a.task-link").click()
        page.wait_for_url(re.compile(r"/tasks/"))

    def complete(self, page: Page, form_id: str, values: dict[str, str]) -> None:
        self.form(page, form_id).fill(values)
        here = page.url
        page.get_by_role("button", name=self.words["complete"], exact=True).click()
        page.wait_for_url(lambda url: url != here)
        expect(page.get_by_text(self.words["completed"]).first).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_request_goes_from_the_portal_to_closed(person: SignIn, locale: str) -> None:
    course = Course(person, locale)
    words = course.words
    requester, desk, engineer = person("wangxiaoyu", locale), person("lina", locale), person("liuqiang", locale)

    desk.goto(desk.url.replace("/inbox", "/inbox?view=roles"))
    course.raise_request(requester)

    # The desk's list shows it without being loaded again; the task is claimed there and done on its own page.
    row = desk.locator("[data-task]", has_text=course.summary)
    expect(row).to_be_visible()
    row.get_by_role("button", name=words["claim"]).click()
    course.open_task(desk, "mine")
    course.complete(desk, "diagnose", {"diagnosis": "dispatch", "dispatch_note": "Please look at the line card"})

    # Taking over is all of that task; the next one in the same case comes up by itself.
    course.open_task(engineer, "roles")
    take_over = engineer.url
    engineer.get_by_role("button", name=words["take_over"]).click()
    engineer.wait_for_url(lambda url: "/tasks/" in url and url != take_over)
    course.complete(engineer, "solve", {"work_result": "supplier", "supplier_order": "Please replace the line card"})

    supplier = person("xiejun", locale)
    course.open_task(supplier, "roles")
    course.complete(supplier, "supplier_work", {"supplier_result": "Line card replaced", "supplier_cause": "Defective part"})

    course.open_task(engineer, "mine")
    course.complete(engineer, "solve", {"work_result": "solved", "cause": "Defective line card", "solution": "Line card replaced"})

    course.open_task(desk, "roles")
    course.complete(desk, "tell_requester", {"told_by": "phone", "told_text": "It works again"})

    requester.goto(f"{requester.url.split('/portal')[0]}/portal")
    waiting = requester.get_by_role("region", name=words["waiting"])
    waiting.locator("a", has_text=course.summary).click()
    course.form(requester, "confirm").fill({"confirmation": "solved", "satisfaction": "9"})
    requester.get_by_role("button", name=words["answer"]).click()
    expect(requester.locator(".question")).to_have_count(0)

    _call_back_if_sampled(course, requester)
    course.open_task(desk, "roles")
    case_url = desk.get_by_role("tab").first.locator("xpath=ancestor::section").get_by_role("link").get_attribute("href")
    closing = {"cause_category": "supplier", "cause": "Defective line card", "solution": "Line card replaced"}
    course.complete(desk, "close_request", closing)

    expect(requester.locator(".progress .is-now")).to_contain_text(words["finished"])
    _look_at_the_case(course, f"{desk.url.split('/inbox')[0]}{case_url}")


def _call_back_if_sampled(course: Course, requester: Page) -> None:
    """One request in five is called back, chosen by its number: which one this is depends on how many there were before."""
    inspector = course.person("zhulin", course.locale)
    inspector.goto(f"{requester.url.split('/portal')[0]}/inbox?view=roles")
    expect(inspector.locator(".inbox-list, .empty").first).to_be_visible()
    if inspector.locator("[data-task]", has_text=course.summary).count() == 0:
        return
    course.open_task(inspector, "roles")
    values = {"call_back_solved": "yes", "call_back_attitude": "good", "call_back_charged": "no", "call_back_score": "9"}
    course.complete(inspector, "call_back", values)


def _look_at_the_case(course: Course, url: str) -> None:
    """The auditor sees who did what, downloads the file that came with the request, and finds the evidence intact."""
    auditor = course.person("shenming", course.locale)
    auditor.goto(url)
    expect(auditor.locator(".page-head .tag", has_text=course.words["closed"])).to_be_visible()
    auditor.get_by_role("tab", name=course.words["timeline"]).click()
    expect(auditor.locator("[data-kind='task.completed']")).not_to_have_count(0)
    expect(auditor.locator("[data-kind='task.completed']", has_text="Line card replaced").first).to_be_visible()
    auditor.get_by_role("button", name=course.words["verify"]).click()
    expect(auditor.get_by_text(course.words["intact"])).to_be_visible()
