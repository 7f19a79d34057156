"""Who may publish which procedure."""

from __future__ import annotations

import pytest

from engine.bootstrap import Engine
from engine.commands.procedures.deploy import Deploy
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.errors import Forbidden
from engine.kernel.permissions import Permission
from tests.support.bundles import two_steps
from tests.support.people import People

DEPLOYS = (Permission.DEFINITIONS_DEPLOY,)


def owned_by(role: str, years: int = 1) -> dict[str, bytes]:
    content = two_steps(extra=f"retention_years = {years}")
    content["procedure.toml"] = content["procedure.toml"].replace(b'owner_role = "clerk"', f'owner_role = "{role}"'.encode())
    return content


def refused(engine: Engine, content: dict[str, bytes], actor: Actor) -> None:
    with pytest.raises(Forbidden) as refusal:
        engine.execute(Deploy(content), actor=actor)
    assert refusal.value.reason_code == "not_of_the_owner"


def test_the_owners_role_decides_and_not_the_one_that_the_new_version_names(engine: Engine, people: People) -> None:
    owner, intruder = people.hire("li", "clerk", permissions=DEPLOYS), people.hire("wu", "guard", permissions=DEPLOYS)
    refused(engine, owned_by("clerk"), intruder)
    engine.execute(Deploy(owned_by("clerk")), actor=owner)
    for content in (owned_by("clerk", 2), owned_by("guard", 2)):
        refused(engine, content, intruder)


def test_a_procedure_changes_hands_through_somebody_of_both_owners(engine: Engine, people: People) -> None:
    owner, both = people.hire("li", "clerk", permissions=DEPLOYS), people.hire("wu", "clerk", "guard", permissions=DEPLOYS)
    engine.execute(Deploy(owned_by("clerk")), actor=owner)
    refused(engine, owned_by("guard", 2), owner)
    engine.execute(Deploy(owned_by("guard", 2)), actor=both)
    refused(engine, owned_by("guard", 3), owner)


def test_an_owners_role_for_one_customer_is_not_enough(engine: Engine, people: People) -> None:
    refused(engine, owned_by("clerk"), people.hire("li", "clerk", customer="c1", permissions=DEPLOYS))
    refused(engine, owned_by("clerk"), people.hire("wu", "clerk", department="d1", permissions=DEPLOYS))


def test_the_operator_of_the_machine_deploys_what_there_is(engine: Engine, people: People) -> None:
    people.role("clerk")
    assert engine.execute(Deploy(owned_by("clerk")), actor=SYSTEM).new
