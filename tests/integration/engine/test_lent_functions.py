"""What expressions of diagrams and decisions may ask the organisation: roles and what it knows. (Working time: service_levels.)"""

from __future__ import annotations

from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.permissions import Permission
from tests.support.bundles import deploy, end_event, files, flow, service_task, start, start_event, user_task
from tests.support.looking import variables
from tests.support.people import People

DECISION = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:d">
  <inputData id="i" name="person"><variable name="person"/></inputData>
  <decision id="level" name="level"><variable name="level"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input id="c"><inputExpression><text>roles.has(person, "lead")</text></inputExpression></input>
      <output id="o" name="level"/>
      <rule id="r1"><inputEntry><text>true</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule>
      <rule id="r2"><inputEntry><text>-</text></inputEntry><outputEntry><text>"low"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"""


@pytest.fixture
def clerk(engine: Engine, people: People) -> Actor:
    return people.hire("li", "clerk", permissions=(Permission.CASES_READ_ALL, Permission.INSTANCES_ADMINISTER))


def value_of(engine: Engine, clerk: Actor, expression: str) -> Any:
    """The value of the expression in an output mapping of a running case."""
    notify = service_task("tell", "notify", {"to": '="role:clerk"', "subject": '="x"', "text": '="x"'}, outputs={"found": f"={expression}"})
    body = start_event() + notify + user_task("work") + end_event() + flow("start", "tell") + flow("tell", "work") + flow("work", "end")
    deploy(engine, files("asking", body))
    return variables(engine, start(engine, "asking", clerk).instance_id)["found"]


def test_roles(engine: Engine, clerk: Actor, people: People) -> None:
    customer = engine.execute(CreateCustomer("acme", "甲公司", "Acme"), actor=SYSTEM)
    everywhere, for_one = people.hire("wu", "lead"), people.hire("xu", "lead", customer=customer)
    people.hire("yu", "lead", department="north")
    asked = (
        f'{{all: roles.members("lead"), theirs: roles.members("lead", "{customer}"), of: roles.of(actor.id),'
        f' one: roles.has("{for_one.id}", "lead"), other: roles.has("{for_one.id}", "lead", "{customer}"), none: roles.members("nobody")}}'
    )
    assert value_of(engine, clerk, asked) == {
        "all": [everywhere.id],
        "theirs": sorted([str(everywhere.id), str(for_one.id)]),
        "of": ["clerk"],
        "one": False,
        "other": True,
        "none": None,
    }


def test_the_organisation(engine: Engine, clerk: Actor) -> None:
    customer = engine.execute(CreateCustomer("acme", "甲公司", "Acme"), actor=SYSTEM)
    looked_up = (
        f'organisation.customer("{customer}").code',
        'organisation.customer("acme").id',
        'organisation.customer("x")',
        "organisation.customer(null)",
    )
    asked = f"[{', '.join(looked_up)}]"
    assert value_of(engine, clerk, asked) == ["acme", customer, None, None]
    assert value_of(engine, clerk, f'organisation.person("{clerk.id}")') == {
        "id": clerk.id,
        "username": "li",
        "name_zh": "li",
        "name_en": "li",
        "customer": None,
        "department": None,
        "active": True,
    }


def test_decisions_are_lent_them_too(engine: Engine, clerk: Actor, people: People) -> None:
    lead = people.hire("wu", "lead")
    task = (
        '<bpmn:businessRuleTask id="decide"><bpmn:extensionElements><zeebe:calledDecision decisionId="level" resultVariable="found"/>'
        "</bpmn:extensionElements></bpmn:businessRuleTask>"
    )
    script = (
        '<bpmn:scriptTask id="who"><bpmn:extensionElements>'
        f'<zeebe:script expression="=&quot;{lead.id}&quot;" resultVariable="person"/></bpmn:extensionElements></bpmn:scriptTask>'
    )
    chain = flow("start", "who") + flow("who", "decide") + flow("decide", "work") + flow("work", "end")
    deploy(engine, files("asking", start_event() + script + task + user_task("work") + end_event() + chain) | {"level.dmn": DECISION})
    assert variables(engine, start(engine, "asking", clerk).instance_id)["found"] == "high"


def test_a_version_deployed_before_goes_on_saying_records(engine: Engine, clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its expressions never change; what is deployed today says ``organisation``."""
    asked = f'records.person("{clerk.id}").username'
    with pytest.raises(KeyError, match="found"):  # no value: the case stands in an incident
        value_of(engine, clerk, asked)
    monkeypatch.setattr("engine.commands.procedures.version_rows.LATEST", 1)
    both = f'[{asked}, organisation.person("{clerk.id}").username]'
    assert value_of(engine, clerk, both) == ["li", "li"]
