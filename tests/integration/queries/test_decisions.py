"""What people see of decisions: those of a case with what was looked at, the tables of a version, and a try."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from sqlalchemy import select

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.events.instances import DecisionMade
from engine.evidence.rules import Head, make_entry
from engine.evidence.tables import evidence_entry
from engine.feel import FeelLimitExceeded
from engine.kernel.actor import Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Forbidden, InvalidInput, NotFound
from engine.queries.cases.decisions import CaseDecision, CaseDecisions, TriedDecision, TryDecision, VersionDecisions
from engine.store.database import reading
from tests.support.bundles import deploy, start, two_steps
from tests.support.deciding import OVERLAPPING, ROUTE, deciding
from tests.support.looking import open_task
from tests.support.people import People


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("clerk", "clerk")


def decide(engine: Engine, clerk: Actor, *steps: tuple[str, int]) -> str:
    """A case that decides once for each text and amount; gives its id."""
    case = start(engine, "deciding", clerk, text="begin", amount=1).instance_id
    for text, amount in steps:
        engine.execute(CompleteTask(open_task(engine, case).id, {"text": text, "amount": amount}), actor=clerk)
    return case


def only(engine: Engine, clerk: Actor, case: str) -> CaseDecision:
    (found,) = engine.ask(CaseDecisions(case), actor=clerk).items
    return found


def test_a_case_tells_what_it_decided_and_why(engine: Engine, clerk: Actor, clock: ManualClock) -> None:
    deploy(engine, deciding())
    found = only(engine, clerk, decide(engine, clerk, ("urgent", 20)))
    assert (found.decision_id, found.name, found.result) == ("route", "Route 去向", "desk")
    assert (found.element_id, found.element_zh, found.element_en) == ("choose", "选择去向", "Choose the way")
    assert (found.procedure_id, found.procedure_version, found.at) == ("deciding", 1, clock.now())
    assert [(step.kind, step.name, step.label, step.logic, step.value) for step in found.trace] == [
        ("knowledge", "net", "Net 净额", "literalExpression", 10),
        ("decision", "weight", "Weight 权重", "literalExpression", 10),
        ("decision", "route", "Route 去向", "decisionTable", "desk"),
    ]
    last = found.trace[-1]
    assert [(each.name, each.label, each.value) for each in last.inputs] == [
        ("weight", "Weight 权重", 10),
        ("text", "Text 内容", "urgent"),
    ]
    (table,) = last.tables
    assert (table.id, table.hit_policy, table.rule_count, table.value) == ("route_table", "FIRST", 3, "desk")
    assert [(each.expression, each.label, each.value) for each in table.inputs] == [
        ("weight", "Weight 权重", 10),
        ("text", "Text 内容", "urgent"),
    ]
    assert [(each.name, each.label) for each in table.outputs] == [("to", "To 去向")]
    assert [(rule.index, rule.id, rule.outputs) for rule in table.rules] == [(2, "urgent", {"to": "desk"})]


def test_decisions_come_in_order_and_by_pages_with_the_version_that_made_them(engine: Engine, clerk: Actor) -> None:
    deploy(engine, deciding())
    case = decide(engine, clerk, ("a", 2), ("urgent", 4), ("b", 400))
    deploy(engine, deciding(decisions=ROUTE.replace("Route 去向".encode(), b"Newer")))
    first = engine.ask(CaseDecisions(case, limit=2), actor=clerk)
    second = engine.ask(CaseDecisions(case, cursor=first.next_cursor, limit=2), actor=clerk)
    assert second.next_cursor is None
    assert [each.result for each in (*first.items, *second.items)] == ["post", "desk", "board"]
    assert {(each.name, each.procedure_version) for each in (*first.items, *second.items)} == {("Route 去向", 1)}
    assert only(engine, clerk, decide(engine, clerk, ("x", 1))).name == "Newer"
    with pytest.raises(InvalidInput):
        engine.ask(CaseDecisions(case, cursor="nonsense"), actor=clerk)


def test_only_who_sees_the_case_sees_its_decisions(engine: Engine, clerk: Actor, people: People) -> None:
    deploy(engine, deciding())
    deploy(engine, two_steps(start_form="note"))
    case = decide(engine, clerk, ("a", 2))
    for stranger in (people.hire("stranger", "other"), people.hire("of_a_customer", "requester", belongs_to="c1")):
        with pytest.raises(NotFound):
            engine.ask(CaseDecisions(case), actor=stranger)
    without = start(engine, "two_steps", clerk, text="a").instance_id
    assert engine.ask(CaseDecisions(without), actor=clerk).items == ()


FIRST_FORMAT = {
    "decision_id": "route",
    "decision": "route",
    "hit_policy": "FIRST",
    "inputs": [{"expression": "weight", "value": 10}, {"expression": "text", "value": "urgent"}],
    "rules": [{"id": "urgent", "index": 2, "outputs": {"to": "desk"}}],
    "value": "desk",
}


def test_records_of_the_first_format_are_still_read(engine: Engine, clerk: Actor) -> None:
    """Evidence is never rewritten: what an earlier release recorded must be shown, too."""
    deploy(engine, deciding())
    case = decide(engine, clerk, ("urgent", 20))
    with engine.database.begin() as db:
        row = db.execute(select(evidence_entry).where(evidence_entry.c.kind == DecisionMade.kind)).one()
        db.execute(evidence_entry.insert().values(**old_record(row, case)))
    new, old = engine.ask(CaseDecisions(case), actor=clerk).items
    (step,) = old.trace
    (table,) = step.tables
    assert (step.label, step.value, table.id, table.rule_count) == ("Route 去向", "desk", "route_table", 3)
    assert [(each.label, each.value) for each in table.inputs] == [(each.label, each.value) for each in new.trace[-1].tables[0].inputs]
    assert [rule.index for rule in table.rules] == [2]


def old_record(row: Any, case: str) -> dict[str, object]:
    body = orjson.loads(row.body)
    return make_entry(
        Head(1000, "0" * 64),
        stream=case,
        kind=row.kind,
        at=row.at,
        actor=body["actor"],
        instance_id=case,
        procedure=body["procedure"],
        element=body["element"],
        details={"decision": "route", "result": "desk", "trace": [FIRST_FORMAT]},
    ).row()


def test_the_tables_of_a_version_are_drawn(engine: Engine, clerk: Actor, people: People) -> None:
    deploy(engine, deciding())
    deploy(engine, deciding(decisions=ROUTE.replace(b"&gt;= 100", b"&gt;= 200")))
    shown = {number: engine.ask(VersionDecisions("deciding", number), actor=clerk) for number in (1, 2)}
    assert [sheet.logic.id for sheet in shown[1].sheets] == ["net", "foreign", "weight", "weekend", "route"]
    cells = {number: next(found.sheets[-1].logic.tables()).rules[0].inputs for number, found in shown.items()}
    assert cells == {1: (">= 100", "-"), 2: (">= 200", "-")}
    sheets = {sheet.logic.id: sheet for sheet in shown[1].sheets}
    assert [(each.name, each.label, each.type) for each in sheets["route"].inputs] == [
        ("amount", "amount", "number"),
        ("text", "Text 内容", "string"),
    ]
    assert [each.name for each in sheets["weekend"].inputs] == ["day"]
    assert sheets["net"].inputs == ()
    assert {sheet.file for sheet in shown[1].sheets} == {"routing.dmn"}
    for procedure, number in (("deciding", 0), ("deciding", 3), ("deciding", 2**40), ("nothing", 1)):
        with pytest.raises(NotFound):
            engine.ask(VersionDecisions(procedure, number), actor=clerk)
    deploy(engine, two_steps())
    assert engine.ask(VersionDecisions("two_steps", 1), actor=clerk).sheets == ()


def test_what_looks_wrong_stands_beside_its_decision(engine: Engine, clerk: Actor) -> None:
    deploy(engine, deciding())
    shown = engine.ask(VersionDecisions("deciding", 1), actor=clerk)
    hints = {sheet.logic.id: [hint.code for hint in sheet.hints] for sheet in shown.sheets if sheet.hints}
    assert hints == {"foreign": ["external_function"]}
    assert shown.hints == ()


def test_an_overlap_names_the_rules_and_an_example_that_shows_it(engine: Engine, clerk: Actor) -> None:
    """Two rules of a table with hit policy unique both match; trying the example gives null for just this reason."""
    deploy(engine, deciding(decisions=OVERLAPPING))
    (sheet,) = (each for each in engine.ask(VersionDecisions("deciding", 1), actor=clerk).sheets if each.logic.id == "route")
    hint = next(each for each in sheet.hints if each.rules == (2, 3))
    assert (hint.code, hint.fault) == ("table_rules_overlap", False)
    assert {rule.id for table in sheet.logic.tables() for rule in table.rules} > {hint.where}
    found = tried(engine, clerk, "route", **{"amount": 1, **hint.example})
    assert found.value is None
    assert [rule.index for rule in found.trace[-1].tables[0].rules] == [2, 3]


LENDING = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="l" name="l" namespace="urn:test:lending">
  <businessKnowledgeModel id="foreign" name="lent"><variable name="lent"/>
    <encapsulatedLogic kind="Java"><formalParameter name="x"/><context/></encapsulatedLogic></businessKnowledgeModel>
  <decision id="own" name="own"><variable name="own"/><literalExpression><text>1</text></literalExpression></decision>
</definitions>"""
BORROWS = (
    b'<import name="lending" namespace="urn:test:lending" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    b'<inputData id="in_amount"'
)


def test_what_looks_wrong_in_an_imported_file_stands_there_once(engine: Engine, clerk: Actor) -> None:
    deploy(engine, deciding(decisions=ROUTE.replace(b'<inputData id="in_amount"', BORROWS)) | {"lending.dmn": LENDING})
    shown = engine.ask(VersionDecisions("deciding", 1), actor=clerk)
    hints = [(sheet.file, sheet.logic.id, hint.file) for sheet in shown.sheets for hint in sheet.hints]
    assert hints == [("lending.dmn", "foreign", "lending.dmn"), ("routing.dmn", "foreign", "routing.dmn")]
    assert shown.hints == ()


def tried(engine: Engine, actor: Actor, decision_id: str, **inputs: object) -> TriedDecision:
    return engine.ask(TryDecision("deciding", 1, decision_id, inputs), actor=actor)


def test_a_try_gives_what_a_case_would_get_and_stores_nothing(engine: Engine, clerk: Actor) -> None:
    deploy(engine, deciding())
    with reading(engine.database) as db:
        before = len(db.execute(select(evidence_entry.c.event_id)).all())
    found = tried(engine, clerk, "route", amount=20, text="urgent")
    assert found.value == "desk"
    assert found.problems == ()
    made = only(engine, clerk, decide(engine, clerk, ("urgent", 20)))
    assert found.trace == made.trace
    tried(engine, clerk, "route", amount=20, text="urgent")
    with reading(engine.database) as db:
        after = db.execute(select(evidence_entry.c.kind)).all()
    assert sum(kind == DecisionMade.kind for (kind,) in after) == 1
    assert before == 1  # that the procedure was deployed


def test_a_try_reads_texts_where_dates_are_asked_for(engine: Engine, clerk: Actor) -> None:
    deploy(engine, deciding())
    assert tried(engine, clerk, "weekend", day="2026-03-07").value is True
    assert tried(engine, clerk, "weekend", day="2026-03-06").value is False


def test_a_try_says_why_something_is_null(engine: Engine, clerk: Actor) -> None:
    deploy(engine, deciding())
    found = tried(engine, clerk, "weekend", day="some day")
    assert found.value is None
    assert any("day" in problem.en and "day" in problem.zh for problem in found.problems)
    missing = tried(engine, clerk, "route", text="x")
    assert missing.value == "post"
    assert [problem for step in missing.trace for problem in step.problems] == list(missing.problems) != []


def test_a_try_is_bounded(engine: Engine, clerk: Actor) -> None:
    endless = ROUTE.replace(b"day.weekday > 5", b"count(for a in 1..100000, b in 1..100000 return a) > 5")
    deploy(engine, deciding(decisions=endless))
    with pytest.raises(FeelLimitExceeded):
        tried(engine, clerk, "weekend", day="2026-03-07")
    deep: object = 1
    for _ in range(900):
        deep = [deep]
    with pytest.raises(FeelLimitExceeded):
        tried(engine, clerk, "route", amount=deep, text="x")


def test_who_may_try(engine: Engine, clerk: Actor, people: People) -> None:
    deploy(engine, deciding())
    customer = people.hire("client", "clerk", belongs_to="c1")
    for question in (VersionDecisions("deciding", 1), TryDecision("deciding", 1, "route", {})):
        with pytest.raises(Forbidden):
            engine.ask(question, actor=customer)
    for procedure, number, decision in (("deciding", 1, "nothing"), ("deciding", 9, "route"), ("other", 1, "route")):
        with pytest.raises(NotFound):
            engine.ask(TryDecision(procedure, number, decision, {}), actor=clerk)
