"""One case, one task, one request: what each reader sees of them."""

from __future__ import annotations

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.send_message import CorrelateMessage
from engine.commands.tasks.complete_task import CompleteTask
from engine.commands.tasks.save_draft import SaveDraft
from engine.kernel.actor import Actor
from engine.kernel.errors import NotFound
from engine.kernel.ids import new_id
from engine.queries.cases.case_list import InstanceDiagram, InstanceHistory, ShowInstance, TimelineEntry
from engine.queries.cases.instances import Instances, MyRequests
from engine.queries.cases.portal import MessageForm, ShowRequest
from engine.queries.procedures.definitions import DefinitionFile, Definitions, DefinitionVersions, StartableProcedures
from engine.queries.tasks.one_task import ShowTask, StartForm
from tests.support.bundles import deploy, end_event, files, flow, form, start, start_event, two_steps, user_task
from tests.support.looking import open_task
from tests.support.people import People


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("clerk", "clerk")


@pytest.fixture
def stranger(people: People) -> Actor:
    return people.hire("stranger", "porter")


def test_a_task_shows_its_form_its_values_and_what_may_be_done(engine: Engine, clerk: Actor) -> None:
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk)
    engine.execute(CompleteTask(open_task(engine, case.instance_id).id, {"text": "hello", "amount": 3}), actor=clerk)
    task = engine.ask(ShowTask(open_task(engine, case.instance_id).id, "en"), actor=clerk)
    assert task.element_id == "second"
    assert task.form is not None
    assert task.form.data == {"text": "hello", "amount": 3}
    assert [field["key"] for field in task.form.schema["components"]] == ["text", "amount"]
    assert {"claim", "complete"} <= set(task.actions)
    assert task.instance_number == case.number


def test_a_form_is_given_only_the_values_of_its_own_fields(engine: Engine, clerk: Actor) -> None:
    body = start_event() + user_task("first", form="wide") + user_task("second", form="narrow") + end_event()
    body += flow("start", "first") + flow("first", "second") + flow("second", "end")
    deploy(engine, files("secretive", body, forms={"wide": form("wide", "text", "secret"), "narrow": form("narrow", "text")}))
    case = start(engine, "secretive", clerk)
    engine.execute(CompleteTask(open_task(engine, case.instance_id).id, {"text": "a", "secret": "b"}), actor=clerk)
    task = engine.ask(ShowTask(open_task(engine, case.instance_id).id), actor=clerk)
    assert task.form is not None
    assert task.form.data == {"text": "a"}


def test_a_draft_comes_back_to_the_one_who_typed_it(engine: Engine, clerk: Actor, people: People) -> None:
    deploy(engine, two_steps())
    task_id = open_task(engine, start(engine, "two_steps", clerk).instance_id).id
    engine.execute(SaveDraft(f"task:{task_id}", {"text": "half a sen"}), actor=clerk)
    own = engine.ask(ShowTask(task_id), actor=clerk).form
    other = engine.ask(ShowTask(task_id), actor=people.hire("other", "clerk")).form
    assert own is not None
    assert other is not None
    assert own.draft == {"text": "half a sen"}
    assert other.draft is None


def test_a_stranger_is_told_that_there_is_nothing(engine: Engine, clerk: Actor, stranger: Actor) -> None:
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk)
    task_id = open_task(engine, case.instance_id).id
    for question in (
        ShowTask(task_id),
        ShowInstance(case.instance_id),
        InstanceHistory(case.instance_id),
        InstanceDiagram(case.instance_id),
    ):
        with pytest.raises(NotFound):
            engine.ask(question, actor=stranger)
    assert engine.ask(Instances(), actor=stranger).items == ()


def test_a_case_shows_its_tasks_and_variables(engine: Engine, clerk: Actor) -> None:
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk)
    engine.execute(CompleteTask(open_task(engine, case.instance_id).id, {"text": "hello"}), actor=clerk)
    shown = engine.ask(ShowInstance(case.instance_id), actor=clerk)
    assert shown.variables["text"] == "hello"
    assert [(task.element_id, task.state) for task in shown.tasks] == [("first", "completed"), ("second", "open")]
    assert shown.tasks[0].ended_by is not None
    assert shown.tasks[0].ended_by.id == clerk.id
    assert shown.evidence_count > 3


def test_the_picture_shows_the_path_taken_and_the_present_place(engine: Engine, clerk: Actor) -> None:
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk)
    engine.execute(CompleteTask(open_task(engine, case.instance_id).id, {}), actor=clerk)
    picture = engine.ask(InstanceDiagram(case.instance_id), actor=clerk)
    assert picture.active == ("second",)
    assert picture.completed == {"start": 1, "first": 1}
    assert picture.flows == {"start_first": 1, "first_second": 1}
    assert picture.labels["first"] == {"zh": "first", "en": "first"}
    assert picture.xml.startswith("<?xml")


def test_the_timeline_tells_who_did_what_in_pages(engine: Engine, clerk: Actor) -> None:
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk)
    engine.execute(CompleteTask(open_task(engine, case.instance_id).id, {"text": "hello"}), actor=clerk)
    whole: list[TimelineEntry] = []
    cursor: str | None = None
    while True:
        page = engine.ask(InstanceHistory(case.instance_id, whole=True, cursor=cursor, limit=3), actor=clerk)
        whole.extend(page.items)
        if (cursor := page.next_cursor) is None:
            break
    assert [entry.position for entry in whole] == list(range(1, len(whole) + 1))
    done = next(entry for entry in whole if entry.kind == "task.completed")
    assert done.actor["id"] == clerk.id
    assert done.element_zh == "first"
    changed = [change for entry in whole for change in entry.changes if change["name"] == "text"]
    assert changed[-1]["new"] == "hello"
    short = engine.ask(InstanceHistory(case.instance_id), actor=clerk).items
    assert not any(entry.kind.startswith("element.") for entry in short)


def test_definitions_their_versions_and_files(engine: Engine, clerk: Actor, stranger: Actor) -> None:
    content = two_steps()
    deploy(engine, content)
    changed = two_steps(extra='clauses = ["001 §5.5"]')
    deploy(engine, changed)
    (row,) = engine.ask(Definitions(), actor=clerk)
    assert (row.procedure_id, row.active_version) == ("two_steps", 2)
    assert row.clauses == ("001 §5.5",)
    versions = engine.ask(DefinitionVersions("two_steps"), actor=clerk)
    assert [(version.number, version.active) for version in versions] == [(2, True), (1, False)]
    diagram = engine.ask(DefinitionFile("two_steps", 1), actor=clerk)
    assert diagram.content == content["two_steps.bpmn"]
    with pytest.raises(NotFound):
        engine.ask(DefinitionFile("two_steps", 3), actor=clerk)
    assert [each.procedure_id for each in engine.ask(StartableProcedures(), actor=clerk)] == ["two_steps"]
    assert engine.ask(StartableProcedures(), actor=stranger) == ()


def test_the_start_form_is_for_those_who_may_start(engine: Engine, clerk: Actor, stranger: Actor) -> None:
    deploy(engine, two_steps(start_form="note"))
    shown = engine.ask(StartForm("two_steps", locale="en"), actor=clerk)
    assert shown is not None
    assert shown.form_id == "note"
    for question in (StartForm("two_steps", "other"), StartForm("nothing")):
        with pytest.raises(NotFound):
            engine.ask(question, actor=clerk)
    with pytest.raises(NotFound):
        engine.ask(StartForm("two_steps"), actor=stranger)


def test_the_requester_sees_what_is_public_and_no_more(engine: Engine, clerk: Actor, people: People) -> None:
    body = (
        start_event() + user_task("first", form="note") + user_task("second", groups=None, assignee="=requester", form="note") + end_event()
    )
    body += flow("start", "first") + flow("first", "second") + flow("second", "end")
    extra = 'requester = "requester"\npublic = ["text"]'
    forms = {"note": form("note", "text", "remark"), "ask": form("ask", "text", "requester")}
    deploy(engine, files("asked", body, forms=forms, start_form="ask", extra=extra))
    client = people.hire("client")
    case = start(engine, "asked", clerk, text="help", requester=client.id)
    assert [row.id for row in engine.ask(MyRequests(), actor=client).items] == [case.instance_id]
    engine.execute(CompleteTask(open_task(engine, case.instance_id).id, {"text": "helped", "remark": "a nuisance"}), actor=clerk)
    shown = engine.ask(ShowRequest(case.instance_id), actor=client)
    assert shown.values == {"text": "helped"}
    assert [task.element_id for task in shown.tasks] == ["second"]
    assert {change["name"] for step in shown.steps for change in step.changes} == {"text"}
    assert "nuisance" not in repr(shown)
    with pytest.raises(NotFound):
        engine.ask(ShowRequest(case.instance_id), actor=clerk)
    with pytest.raises(NotFound):
        engine.ask(ShowInstance(case.instance_id), actor=people.hire("passer_by"))


def test_the_requester_may_say_what_the_case_waits_for(engine: Engine, clerk: Actor, people: People) -> None:
    start_of = '<bpmn:startEvent id="told" name="told"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>'
    end = end_event("gone") + flow("told", "gone")
    withdrawn = f'<bpmn:subProcess id="withdrawn" name="withdrawn" triggeredByEvent="true">{start_of}{end}</bpmn:subProcess>'
    message = '<bpmn:message id="m" name="withdrawal"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.number"/>'
    body = start_event() + user_task("first") + end_event() + flow("start", "first") + flow("first", "end") + withdrawn
    tables = '[messages.withdrawal]\nname = {zh = "撤销", en = "Withdraw"}\nroles = ["client"]\nform = "why"\nportal = true'
    bundle = files(
        "asked",
        body,
        before=message + "</bpmn:extensionElements></bpmn:message>",
        forms={"ask": form("ask", "requester"), "why": form("why", "reason!")},
        start_form="ask",
        start_roles=("clerk", "client"),
        extra='requester = "requester"\npublic = ["reason"]',
        tables=tables,
    )
    people.role("client")
    deploy(engine, bundle)
    client = people.hire("asker", "client")
    case = start(engine, "asked", clerk, requester=client.id)
    (offered,) = engine.ask(ShowRequest(case.instance_id), actor=client).messages
    assert (offered.name, offered.name_zh, offered.form_id) == ("withdrawal", "撤销", "why")
    shown = engine.ask(MessageForm(case.instance_id, "withdrawal"), actor=client)
    assert shown is not None
    assert shown.form_id == "why"
    for question in (MessageForm(case.instance_id, "other"), MessageForm(new_id(), "withdrawal")):
        with pytest.raises(NotFound):
            engine.ask(question, actor=client)
    with pytest.raises(NotFound):
        engine.ask(MessageForm(case.instance_id, "withdrawal"), actor=people.hire("other", "client"))
    engine.execute(CorrelateMessage("withdrawal", instance_id=case.instance_id, variables={"reason": "solved itself"}), actor=client)
    after = engine.ask(ShowRequest(case.instance_id), actor=client)
    assert after.messages == ()
    assert after.values == {"reason": "solved itself"}
