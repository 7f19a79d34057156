"""Who sees the inside of a case: persons × versions × doors. Every list and every door give the same answer."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import update

from engine.attachments.tables import attachment
from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance
from engine.commands.cases.send_message import CorrelateMessage
from engine.commands.tasks.add_attachment import AddAttachment
from engine.commands.tasks.assign_task import ClaimTask, DelegateTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import Actor
from engine.kernel.errors import Forbidden, NotFound
from engine.kernel.permissions import Permission
from engine.queries.cases.attachments import AttachmentContent
from engine.queries.cases.case_list import InstanceDiagram, InstanceHistory, ShowInstance
from engine.queries.cases.clocks import InstanceClocks
from engine.queries.cases.decisions import CaseDecisions
from engine.queries.cases.instances import Instances, MyRequests
from engine.queries.cases.portal import ShowRequest
from engine.queries.evidence.entries import AuditTrail
from engine.queries.evidence.verify import VerifyEvidence
from engine.queries.tasks.inbox import Inbox
from engine.queries.tasks.one_task import ShowTask
from engine.store.database import writing
from engine.tasks.rules import View
from engine.unit_of_work.verbs import Query
from tests.support.bundles import deploy, end_event, files, flow, form, start, start_event, user_task
from tests.support.looking import open_task
from tests.support.people import People

PARTS = ("work", "lent", "named", "answer", "other")
EXTRA = 'customer = "customer"\ndepartment = "department"\nrequester = "requester"\nreaders = ["{reader}"]\npublic = ["text"]\n'
FACT = '[[facts]]\nvariable = "{name}"\nkind = "text"\nname = {{zh = "x", en = "x"}}\n'
KEY = '<bpmn:extensionElements><zeebe:subscription correlationKey="=&quot;k&quot;"/></bpmn:extensionElements>'
MESSAGE = f'<bpmn:message id="m" name="news">{KEY}</bpmn:message>'


def bundle(reader: str) -> dict[str, bytes]:
    body = [
        start_event(),
        user_task("before", groups="finisher"),
        '<bpmn:parallelGateway id="fork"/>',
        user_task("work", groups="worker"),
        user_task("lent", groups=None, assignee="owner"),
        user_task("named", groups=None, users="chosen"),
        user_task("answer", groups="asked_one", properties={"zhidu:portal": "true"}),
        user_task("other", groups="nobody"),
        '<bpmn:intermediateCatchEvent id="news" name="news"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>',
        end_event(),
        flow("start", "before"),
        flow("before", "fork"),
        *(flow("fork", part) + flow(part, "end") for part in (*PARTS, "news")),
    ]
    forms = {"ask": form("ask", "text", "secret", "customer", "department", "requester")}
    tables = FACT.format(name="text") + FACT.format(name="secret")
    return files("seen", "".join(body), before=MESSAGE, forms=forms, start_form="ask", extra=EXTRA.format(reader=reader), tables=tables)


@dataclass
class House:
    engine: Engine
    people: dict[str, Actor]
    case: str
    tasks: dict[str, str]
    file: str


READING = {
    "reads_all": "always",
    "administrator": "always",
    "assignee": "always",
    "ender": "always",
    "owner": "always",
    "helper": "always",
    "chosen": "always",
    "candidate": "always",
    "candidate_here": "always",
    "candidate_ended": "always",
    "candidate_elsewhere": "never",
    "candidate_for_the_portal": "never",
    "old_reader": "old",
    "old_reader_here": "old",
    "new_reader": "new",
    "new_reader_here": "new",
    "new_reader_elsewhere": "never",
    "new_reader_of_department": "new",
    "new_reader_of_other_department": "never",
    "reads_old_and_new": "always",
    "requester": "never",
    "starter": "never",
    "customers_person": "never",
    "auditor": "never",
    "stranger": "never",
}
"""Person → when they see the inside of the case: with the old readers, with the new ones, always or never."""


def hired(people: People) -> dict[str, Actor]:
    for role in ("nobody", "asked_one", "worker", "finisher", "old", "new"):
        people.role(role)
    return {
        "reads_all": people.hire("reads_all", permissions=(Permission.CASES_READ_ALL,)),
        "administrator": people.hire("administrator", permissions=(Permission.INSTANCES_ADMINISTER,)),
        "assignee": people.hire("assignee", "worker"),
        "ender": people.hire("ender", "finisher"),
        "owner": people.hire("owner"),
        "helper": people.hire("helper"),
        "chosen": people.hire("chosen"),
        "candidate": people.hire("candidate", "worker"),
        "candidate_here": people.hire("candidate_here", "worker", customer="c1", department="d1"),
        "candidate_ended": people.hire("candidate_ended", "finisher"),
        "candidate_elsewhere": people.hire("candidate_elsewhere", "worker", customer="c2"),
        "candidate_for_the_portal": people.hire("candidate_for_the_portal", "asked_one"),
        "old_reader": people.hire("old_reader", "old"),
        "old_reader_here": people.hire("old_reader_here", "old", customer="c1"),
        "new_reader": people.hire("new_reader", "new"),
        "new_reader_here": people.hire("new_reader_here", "new", customer="c1"),
        "new_reader_elsewhere": people.hire("new_reader_elsewhere", "new", customer="c2"),
        "new_reader_of_department": people.hire("new_reader_of_department", "new", department="d1"),
        "new_reader_of_other_department": people.hire("new_reader_of_other_department", "new", department="d2"),
        "reads_old_and_new": people.hire("reads_old_and_new", "old", "new"),
        "requester": people.hire("requester", "clerk", belongs_to="c1"),
        "starter": people.hire("starter", "clerk"),
        "customers_person": people.hire("customers_person", belongs_to="c1"),
        "auditor": people.hire("auditor", permissions=(Permission.EVIDENCE_READ,)),
        "stranger": people.hire("stranger", "guard"),
    }


@pytest.fixture
def house(engine: Engine, people: People) -> House:
    persons = hired(people)
    deploy(engine, bundle("old"))
    values = {"text": "open", "secret": "inside", "customer": "c1", "department": "d1", "requester": persons["requester"].id}
    case = start(engine, "seen", persons["starter"], **values).instance_id
    engine.execute(CompleteTask(open_task(engine, case, "before").id), actor=persons["ender"])
    tasks = {part: open_task(engine, case, part).id for part in PARTS}
    engine.execute(ClaimTask(tasks["work"]), actor=persons["assignee"])
    engine.execute(DelegateTask(tasks["lent"], "helper"), actor=persons["owner"])
    file = engine.execute(AddAttachment("a.pdf", io.BytesIO(b"%PDF-1.7\n")), actor=people.hire("uploader")).attachment_id
    with writing(engine.database) as db:
        db.execute(update(attachment).where(attachment.c.id == file).values(instance_id=case))
    return House(engine, persons, case, tasks, file)


def opens(house: House, question: Query[Any], person: Actor) -> bool:
    try:
        house.engine.ask(question, actor=person)
    except NotFound:
        return False
    return True


def refused_as_seen(act: Callable[[], object]) -> bool:
    """What somebody may not do with a case that they see is forbidden; one that they do not see is not found."""
    with pytest.raises((Forbidden, NotFound)) as refusal:
        act()
    return isinstance(refusal.value, Forbidden)


def answers(house: House, person: Actor) -> dict[str, bool]:
    """Each list and each door: whether it shows the inside of the case."""
    engine, case = house.engine, house.case
    doors: dict[str, Query[Any]] = {
        "case": ShowInstance(case),
        "history": InstanceHistory(case),
        "diagram": InstanceDiagram(case),
        "clocks": InstanceClocks(case),
        "decisions": CaseDecisions(case),
        "attachment": AttachmentContent(house.file),
        "somebody else's task": ShowTask(house.tasks["other"]),
    }
    found = {name: opens(house, question, person) for name, question in doors.items()}
    for name, lists in {"cases": Instances(), "search": Instances(text="inside"), "of procedure": Instances(procedure_id="seen")}.items():
        found[name] = any(row.id == case and "secret" in row.facts for row in engine.ask(lists, actor=person).items)
    found["inbox"] = any(row.task_id == house.tasks["other"] for row in engine.ask(Inbox(View.ALL), actor=person).items)
    if not person.may(Permission.INSTANCES_ADMINISTER):
        message = CorrelateMessage("news", "k", instance_id=case)
        found["message"] = refused_as_seen(lambda: engine.execute(message, actor=person))
        found["cancel"] = refused_as_seen(lambda: engine.execute(CancelInstance(case, "why"), actor=person))
        found["claim"] = refused_as_seen(lambda: engine.execute(ClaimTask(house.tasks["other"]), actor=person))
    return found


def disagreeing(house: House, now: str) -> dict[str, dict[str, bool]]:
    """Person → the lists and doors that do not answer as they should."""
    wrong = {}
    for name, person in house.people.items():
        expected = READING[name] in ("always", now)
        if found := {door: seen for door, seen in answers(house, person).items() if seen != expected}:
            wrong[name] = found
    return wrong


def test_the_newest_version_says_who_reads_whatever_version_a_case_runs(house: House) -> None:
    assert set(READING) == set(house.people)
    assert disagreeing(house, "old") == {}
    deploy(house.engine, bundle("new"))
    assert disagreeing(house, "new") == {}
    deploy(house.engine, bundle("old"))
    assert disagreeing(house, "old") == {}


def test_a_task_is_listed_for_whoever_it_opens(house: House) -> None:
    for name, person in house.people.items():
        listed = {row.task_id for view in View for row in house.engine.ask(Inbox(view), actor=person).items}
        opened = {task for task in house.tasks.values() if opens(house, ShowTask(task), person)}
        assert listed == opened, name


def test_facts_of_a_task_are_for_those_who_see_the_case(house: House) -> None:
    person = house.people["candidate_for_the_portal"]
    (row,) = house.engine.ask(Inbox(View.ROLES), actor=person).items
    assert row.task_id == house.tasks["answer"]
    assert row.facts == house.engine.ask(ShowTask(row.task_id), actor=person).facts == {}


def test_the_requester_has_the_portal_and_the_public_row(house: House) -> None:
    for name, person in house.people.items():
        theirs = name == "requester"
        assert opens(house, ShowRequest(house.case), person) == theirs
        assert [row.id for row in house.engine.ask(MyRequests(), actor=person).items] == [house.case] * theirs
    for name in ("requester", "starter"):
        (row,) = house.engine.ask(Instances(), actor=house.people[name]).items
        assert row.facts == {"text": "open"}


def test_evidence_is_for_those_who_may_read_evidence(house: House) -> None:
    for name, person in house.people.items():
        questions: tuple[Query[Any], ...] = (AuditTrail(instance_id=house.case), VerifyEvidence(instance_id=house.case))
        for question in questions:
            if name == "auditor":
                assert house.engine.ask(question, actor=person)
            else:
                with pytest.raises(Forbidden):
                    house.engine.ask(question, actor=person)
