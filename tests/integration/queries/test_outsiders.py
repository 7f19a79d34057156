"""What people from outside get to know: a supplier's and a customer's people, at every list and door that is not about one case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer
from engine.commands.organisation.save_calendar import SaveCalendar, SaveCatalogueService
from engine.commands.tasks.assign_task import ClaimTask, DelegateTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import SYSTEM, Actor, Affiliation
from engine.kernel.errors import Forbidden, InvalidInput, NotFound, Refusal
from engine.queries.cases.case_list import InstanceDiagram, InstanceHistory, ShowInstance
from engine.queries.cases.instances import Instances
from engine.queries.organisation.calendars import Calendars
from engine.queries.organisation.customers import Customers, ShowCustomer
from engine.queries.organisation.services import Services
from engine.queries.people.colleagues import Colleagues
from engine.queries.people.roles import Roles
from engine.queries.people.users import Users
from engine.queries.procedures.definitions import DefinitionFile, Definitions, DefinitionVersions
from engine.queries.procedures.words import ProcedureWords
from engine.queries.tasks.inbox import Inbox
from engine.queries.tasks.one_task import ShowTask, StartForm
from engine.tasks.rules import View
from tests.support import bundles
from tests.support.bundles import call_activity, end_event, flow, start_event, user_task
from tests.support.looking import open_task
from tests.support.people import People

FACTS = "".join(
    f'[[facts]]\nvariable = "{name}"\nkind = "{kind}"\nname = {{zh = "x", en = "x"}}\n'
    for name, kind in (("text", "text"), ("secret", "text"), ("customer", "customer"), ("service", "service"), ("engineer", "user"))
)
EXTRA = 'customer = "customer"\nrequester = "requester"\ntitle = "text"\npublic = ["text"]\nreaders = ["desk"]\nclauses = ["4.2"]\n{portal}'
FIELDS = ("text", "secret", "customer", "service", "engineer", "requester")


@dataclass
class House:
    """``case``: of the first customer, about mail, with an open task for suppliers; ``other``: of the second, about the network."""

    engine: Engine
    people: dict[str, Actor]
    customers: tuple[str, str]
    case: str
    other: str

    def ask(self, name: str, question: Any) -> Any:
        return self.engine.ask(question, actor=self.people[name])

    def do(self, name: str, command: Any) -> Any:
        return self.engine.execute(command, actor=self.people[name])


def lists(form_id: str) -> bytes:
    """A form with the lists that the server provides."""
    wanted = (("customer", "customers"), ("own", "my_customers"), ("service", "services"), ("engineer", "people_engineer"))
    fields = ",".join(f'{{"key":"{key}","id":"{key}","type":"select","label":"{key}","valuesKey":"{name}"}}' for key, name in wanted)
    return f'{{"id":"{form_id}","type":"default","schemaVersion":16,"components":[{fields}]}}'.encode()


def procedure(process_id: str, child: str | None = None) -> dict[str, bytes]:
    steps = ["start", "check", *(["call"] if child else []), "support", "end"]
    body = [start_event(), user_task("check", groups="desk"), user_task("support", form="support", groups="supplier"), end_event()]
    body += [call_activity("call", child)] if child else []
    body += [flow(a, b) for a, b in pairwise(steps)]
    forms = {"ask": bundles.form("ask", *FIELDS), "support": lists("support"), "raise": lists("raise")}
    return bundles.files(
        process_id,
        "".join(body),
        forms=forms,
        start_form="ask",
        start_roles=("desk",),
        extra=EXTRA.format(portal=""),
        tables='[[start]]\nform = "raise"\nroles = ["requester"]\nportal = true\n'
        + FACTS
        + ("" if child else "\n" + bundles.accepts("parent", start=("text", "customer", "requester"))),
    )


@pytest.fixture
def house(engine: Engine, people: People) -> House:
    first, second = (engine.execute(CreateCustomer(code, code, code), actor=SYSTEM) for code in ("first", "second"))
    week = {day: [["09:00", "18:00"]] for day in ("mon", "tue")}
    engine.execute(SaveCalendar("office", "o", "o", "Asia/Shanghai", week, {}), actor=SYSTEM)
    for code in ("mail", "network"):
        engine.execute(SaveCatalogueService(code, code, code, "office"), actor=SYSTEM)
    outside = Affiliation.SUPPLIER
    staff = {
        "supplier": people.hire("supplier", "supplier", affiliation=outside),
        "rival": people.hire("rival", "supplier", affiliation=outside),
        "asker": people.hire("asker", "requester", belongs_to=first),
        "other": people.hire("other", "requester", belongs_to=second),
        "desk": people.hire("desk", "desk"),
        "engineer": people.hire("engineer", "engineer"),
        "unnamed": people.hire("unnamed", "engineer"),
    }
    people.role("clerk")
    bundles.deploy(engine, procedure("handled"))
    bundles.deploy(engine, procedure("unrelated"))
    cases = [
        raised(engine, staff, whose=whose, customer=customer, service=service)
        for whose, customer, service in (("asker", first, "mail"), ("other", second, "network"))
    ]
    engine.execute(CompleteTask(open_task(engine, cases[0], "check").id), actor=staff["desk"])
    return House(engine, staff, (first, second), *cases)


def raised(engine: Engine, staff: dict[str, Actor], whose: str, **values: str) -> str:
    named = {"engineer": str(staff["engineer"].id), "requester": str(staff[whose].id)}
    return bundles.start(engine, "handled", staff["desk"], text=f"of {whose}", secret="hidden", **named, **values).instance_id


def names(found: Any) -> set[str]:
    return {each.name_en for each in getattr(found, "items", found)}


SUPPLIER: dict[str, tuple[Any, Callable[[Any], set[str]], set[str]]] = {
    "people": (Colleagues(), names, {"supplier", "asker", "desk", "engineer"}),
    "people by name": (Colleagues(text="unnamed"), names, set()),
    "people by address": (Colleagues(text="engineer@example.com"), names, set()),
    "customers": (Customers(), lambda found: {each.code for each in found}, {"first"}),
    "services": (Services(), lambda found: {each.code for each in found}, {"mail"}),
    "procedures": (Definitions(), lambda found: {each.procedure_id for each in found}, {"handled"}),
    "roles": (Roles(), lambda found: {each.id for each in found.items}, {"supplier"}),
    "cases": (Instances(), lambda found: {each.title for each in found.items}, {"of asker"}),
    "cases by customer": (Instances(text="network"), lambda found: {each.title for each in found.items}, set()),
    "tasks": (Inbox(View.ALL), lambda found: {each.title for each in found.items}, {"of asker"}),
}


@pytest.mark.parametrize("asked", SUPPLIER)
def test_a_suppliers_people_know_what_their_cases_name(house: House, asked: str) -> None:
    question, read, expected = SUPPLIER[asked]
    assert read(house.ask("supplier", question)) == expected


REFUSED = {
    "people with addresses": Users(),
    "calendars": Calendars(),
    "versions": DefinitionVersions("handled"),
    "file": DefinitionFile("handled"),
}


@pytest.mark.parametrize("asked", REFUSED)
@pytest.mark.parametrize("who", ["supplier", "asker"])
def test_nobody_from_outside_gets_the_houses_own(house: House, who: str, asked: str) -> None:
    with pytest.raises(Forbidden):
        house.ask(who, REFUSED[asked])


def test_a_procedure_that_does_not_concern_them_is_none(house: House) -> None:
    for question in (ProcedureWords("unrelated"), ProcedureWords("nothing")):
        with pytest.raises(NotFound):
            house.ask("supplier", question)
    with pytest.raises(NotFound):
        house.ask("supplier", ShowCustomer(house.customers[1]))
    (handled,) = house.ask("supplier", Definitions())
    assert (handled.owner_role, handled.clauses) == (None, ())
    assert {fact["variable"] for fact in handled.facts} == {"text", "secret", "customer", "service", "engineer"}


def test_a_customers_people_know_their_own(house: House) -> None:
    assert {each.code for each in house.ask("asker", Customers())} == {"first"}
    assert {each.procedure_id for each in house.ask("asker", Definitions())} == {"handled", "unrelated"}
    assert [[fact["variable"] for fact in each.facts] for each in house.ask("asker", Definitions())] == [["text"], ["text"]]
    assert {each.id for each in house.ask("asker", Roles()).items} == {"requester"}
    with pytest.raises(Forbidden):
        house.ask("asker", Colleagues())


def test_lists_of_a_form_hold_what_the_reader_may_know(house: House) -> None:
    task = open_task(house.engine, house.case, "support").id
    chosen = house.ask("supplier", ShowTask(task)).form.lists
    assert {name: [each["label"] for each in options] for name, options in chosen.items()} == {
        "customers": ["first"],
        "my_customers": ["first"],
        "services": ["mail"],
        "people_engineer": ["engineer"],
    }
    raising = house.ask("asker", StartForm("handled", "raise")).lists
    assert {name: len(options) for name, options in raising.items()} == {
        "customers": 1,
        "my_customers": 1,
        "services": 2,
        "people_engineer": 0,
    }
    with pytest.raises(InvalidInput):  # nor does an id that was guessed
        house.do("supplier", CompleteTask(task, {"customer": house.customers[1]}))


def test_a_rival_loses_sight_of_a_case_when_another_takes_its_task(house: House) -> None:
    task = open_task(house.engine, house.case, "support").id
    assert house.ask("rival", ShowInstance(house.case))
    house.do("supplier", ClaimTask(task))
    for question in (ShowInstance(house.case), ShowTask(task)):
        with pytest.raises(NotFound):
            house.ask("rival", question)
    house.do("supplier", CompleteTask(task))
    assert house.ask("supplier", ShowInstance(house.case))
    assert house.ask("supplier", ShowTask(task))
    assert names(house.ask("rival", Colleagues())) == {"rival"}


def test_who_worked_on_a_case_is_told_without_the_roles_held(house: House) -> None:
    whole, told = (house.ask(name, InstanceHistory(house.case)).items for name in ("desk", "supplier"))
    assert {name for entry in told for name in entry.actor} == {"kind", "id", "name"}
    assert "roles" in {name for entry in whole for name in entry.actor}


def test_a_case_names_the_cases_around_it_that_the_reader_sees(house: House) -> None:
    bundles.deploy(house.engine, procedure("parent", child="handled"))
    values = {"text": "around", "customer": house.customers[0], "requester": str(house.people["asker"].id)}
    parent = bundles.start(house.engine, "parent", house.people["desk"], **values).instance_id
    house.do("desk", CompleteTask(open_task(house.engine, parent, "check").id))
    (child,) = house.ask("desk", ShowInstance(parent)).children
    house.do("desk", CompleteTask(open_task(house.engine, child.id, "check").id))
    assert house.ask("desk", ShowInstance(child.id)).parent.id == parent
    assert house.ask("supplier", ShowInstance(child.id)).parent is None


@pytest.mark.parametrize("whom", ["unnamed", "rival", "nobody"])
def test_who_is_there_cannot_be_found_out_by_handing_on_a_task(house: House, whom: str) -> None:
    task = open_task(house.engine, house.case, "support").id
    house.do("supplier", ClaimTask(task))
    told = refusal(house, "supplier", DelegateTask(task, "nobody"))
    if whom == "rival":  # who could claim it may do it for somebody
        house.do("supplier", DelegateTask(task, whom))
    else:
        assert refusal(house, "supplier", DelegateTask(task, whom)) == told


def test_the_house_hands_no_task_to_people_from_outside_who_could_not_claim_it(house: House) -> None:
    task = open_task(house.engine, house.other, "check").id
    house.do("desk", ClaimTask(task))
    for whom in ("supplier", "asker"):
        with pytest.raises(InvalidInput):
            house.do("desk", DelegateTask(task, whom))
    house.do("desk", DelegateTask(task, "unnamed"))


def refusal(house: House, who: str, command: Any) -> tuple[str, str]:
    with pytest.raises(Refusal) as refused:
        house.do(who, command)
    return refused.value.reason_code, refused.value.message


@pytest.mark.parametrize("text", ["hidden", "mail"])
def test_what_a_row_does_not_show_is_not_found_in_it(house: House, text: str) -> None:
    assert house.ask("asker", Instances(text=text)).items == ()
    assert [row.id for row in house.ask("asker", Instances(text="OF ASK")).items] == [house.case]
    assert [row.id for row in house.ask("desk", Instances(text="mail")).items] == [house.case]


def test_how_the_machines_work_went_is_for_people_of_the_house(house: House) -> None:
    """Incidents, failed jobs and calls tell of other systems: whoever takes part from outside reads the rest of the case."""
    steps = [start_event(), '<bpmn:parallelGateway id="fork"/>', user_task("support", groups="supplier"), end_event()]
    steps += [user_task("ghost", groups=None, assignee="nobody there"), flow("start", "fork")]
    steps += [flow("fork", each) + flow(each, "end") for each in ("support", "ghost")]
    bundles.deploy(house.engine, bundles.files("broken", "".join(steps), start_roles=("desk",), extra='readers = ["desk"]'))
    case = bundles.start(house.engine, "broken", house.people["desk"]).instance_id
    whole, told = ({entry.kind for entry in house.ask(name, InstanceHistory(case)).items} for name in ("desk", "supplier"))
    assert whole - told == {"incident.raised"}
    for name, count in (("desk", 1), ("supplier", 0)):
        shown = house.ask(name, ShowInstance(case))
        assert (len(shown.incidents), shown.case.open_incidents, len(house.ask(name, InstanceDiagram(case)).incidents)) == (count,) * 3
        assert len(house.ask(name, Instances(with_incidents=True)).items) == count
