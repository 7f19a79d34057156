"""People see decisions: a case shows which rule matched and with which inputs; a procedure's tables are drawn and can be tried."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.deciding import OVERLAPPING, ROUTE, deciding
from tests.web.conftest import SignIn
from tests.web.test_screens import barriers
from tests.web.test_work import origin, raise_request

MATCHED = re.compile("dt-matched")


def open_case(page: Page, summary: str) -> None:
    page.goto(f"{origin(page)}/cases?text={summary}")
    page.locator(".data-table a", has_text="GL-ITSMS").first.click()
    expect(page.locator("h1")).to_have_text(summary)


def rule(place: Locator, number: int) -> Locator:
    return place.locator(f"tr[data-rule='{number}']")


def test_a_case_shows_which_rule_matched_and_with_which_inputs(person: SignIn) -> None:
    raise_request(person, "Decided")  # impact and urgency low: the last rule of the table
    page = person("lina", "zh")
    open_case(page, "Decided")
    panel = page.get_by_role("region", name="决策", exact=True)
    priority = panel.locator("[data-decision='priority']")
    expect(priority).to_contain_text("P4 低")
    expect(priority).to_contain_text("命中第 9 条规则（共 9 条）")
    expect(priority).to_contain_text("Urgency 紧急度 低：可以等待")
    expect(priority).to_contain_text("步骤：判定优先级")
    assert priority.get_by_title("low").count() == 2  # the raw values

    priority.get_by_role("button").first.click()
    table = priority.get_by_role("table")
    expect(table).to_be_visible()
    expect(rule(table, 9)).to_have_class(MATCHED)
    expect(table.locator(".dt-matched")).to_have_count(1)
    expect(table.locator(".dt-decided")).to_have_count(2)
    expect(table.locator(".dt-values")).to_contain_text("低：可以等待")
    expect(rule(table, 1)).to_contain_text("P1 紧急")
    priority.get_by_label("显示原文（FEEL）").check()
    expect(rule(table, 1).locator("code").first).to_have_text('"high"')
    assert barriers(page) == []


def test_the_timeline_leads_to_the_decision(person: SignIn) -> None:
    raise_request(person, "Leads on")
    page = person("lina", "zh")
    open_case(page, "Leads on")
    page.get_by_role("tab", name="时间线").click()
    told = page.locator("[data-kind='decision.made']", has_text="Targets 服务级别目标")
    expect(told).to_contain_text("命中第")
    told.get_by_role("link", name="Targets 服务级别目标").click()
    page.wait_for_url("**decision=**")
    targets = page.locator("[data-decision='targets']")
    expect(targets.locator(".dt-matched")).to_be_in_viewport()
    expect(page.locator("[data-decision='priority'] table")).to_have_count(0)


def test_a_case_without_decisions_says_nothing_of_them(person: SignIn) -> None:
    raise_request(person, "Silent")
    page = person("lina")
    page.route("**/instances/*/decisions?*", lambda route: route.fulfill(json={"items": [], "next_cursor": None}))
    open_case(page, "Silent")
    expect(page.get_by_role("tab", name="Timeline")).to_be_visible()
    expect(page.get_by_role("region", name="Decisions", exact=True)).to_have_count(0)


def test_a_table_is_tried_on_the_page_of_its_procedure(person: SignIn) -> None:
    page = person("xiaogang", "en")
    page.goto(f"{origin(page)}/definitions/request_handling")
    sheet = page.locator("[data-decision='priority']")
    expect(sheet.get_by_role("table")).to_contain_text("P3 medium")
    expect(sheet).to_contain_text("Exactly one rule may match.")
    sheet.get_by_role("button", name="Try it").click()
    sheet.get_by_label("Impact 影响度").select_option("high")
    sheet.get_by_label("Urgency 紧急度").select_option("medium")
    sheet.get_by_role("button", name="Work it out").click()
    expect(sheet.locator(".try-outcome")).to_contain_text("P2 high")
    expect(sheet.locator(".try-outcome")).to_contain_text("Rule 2 of 9 matched")
    expect(rule(sheet, 2)).to_have_class(MATCHED)
    expect(sheet.locator(".dt-matched")).to_have_count(1)
    assert barriers(page) == []
    sheet.get_by_role("button", name="Clear").click()
    expect(sheet.locator(".dt-matched")).to_have_count(0)

    sampling = page.locator("[data-decision='sampling']")
    sampling.get_by_role("button", name="Try it").click()
    sampling.get_by_label("Reopened 曾重新打开").select_option("false")
    sampling.get_by_label("Last two digits of the number 编号末两位").fill("7")
    sampling.get_by_role("button", name="Work it out").click()
    expect(rule(sampling, 3)).to_have_class(MATCHED)
    expect(sampling.locator(".try-outcome")).to_contain_text("yes")


OWNER = b'owner_role = "service_desk_lead"'


def choose_files(page: Page, decisions: bytes) -> None:
    page.goto(f"{origin(page)}/definitions")
    page.get_by_role("button", name="提交版本…").click()
    bundle = deciding(decisions=decisions, groups="service_desk")
    bundle["procedure.toml"] = re.sub(rb'owner_role = "\w+"', OWNER, bundle["procedure.toml"])
    files = [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in bundle.items()]
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]  # a list of payloads
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^提 ?交$")).click()  # the button's look parts two characters


def approve_newest(page: Page) -> None:
    """As somebody else who holds the owner's role."""
    page.goto(f"{origin(page)}/definitions")
    page.get_by_role("region", name="审核中").get_by_role("link").last.click()
    page.get_by_role("button", name="批准并部署").click()
    expect(page.get_by_role("region", name="版本")).not_to_contain_text("审核中")


def test_faults_and_hints_are_told_at_deployment_and_stay_beside_the_table(person: SignIn) -> None:
    page = person("zengmin", "zh")
    choose_files(page, ROUTE.replace(b"&gt;= 100", b"&gt;= 100 and"))
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("未提交")
    expect(refused.locator("section", has_text="routing.dmn")).to_contain_text("heavy")

    choose_files(page, OVERLAPPING)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("版已提交，等待负责角色的另一人审核。")
    expect(dialog.locator("section", has_text="routing.dmn").last).to_contain_text("规则 2 和 3 会同时匹配")
    dialog.get_by_role("button", name=re.compile("^关 ?闭$")).last.click()  # the first is the cross above

    approve_newest(person("wufang", "zh"))
    page.goto(f"{origin(page)}/definitions/deciding")
    expect(page.get_by_role("region", name="版本")).to_contain_text("生效中")
    expect(page.locator("[data-decision='foreign'] [data-code='external_function']")).to_be_visible()
    route = page.locator("[data-decision='route']")
    expect(route.get_by_label("请留意")).to_have_count(3)  # a mark at each rule concerned
    hint = route.locator("[data-code='table_rules_overlap']", has_text=re.compile("^规则 2 和 3"))
    hint.get_by_role("button", name="用此例试算").click()
    expect(route.get_by_label("Text 内容")).to_have_value("urgent")
    expect(route.locator(".try-outcome")).to_contain_text("空")
    expect(route).to_contain_text("命中策略为“唯一”")
    expect(rule(route, 2)).to_have_class(MATCHED)
    expect(rule(route, 3)).to_have_class(MATCHED)


def test_a_try_shows_every_step_of_a_graph(person: SignIn) -> None:
    page = person("zengmin", "zh")
    choose_files(page, ROUTE)
    expect(page.get_by_role("dialog")).to_contain_text("已提交")
    approve_newest(person("wufang", "zh"))
    page.goto(f"{origin(page)}/definitions/deciding")
    route = page.locator("[data-decision='route']")
    route.get_by_role("button", name="试算").click()
    route.get_by_label("amount").fill("400")
    route.get_by_role("button", name="开始试算").click()
    expect(route.locator(".try-outcome")).to_contain_text("board")
    steps = route.get_by_role("region", name="推算过程").locator("summary")
    expect(steps).to_contain_text(["Net 净额", "Weight 权重"])
    steps.first.click()
    expect(route.get_by_role("region", name="推算过程")).to_contain_text("gross / 2")
