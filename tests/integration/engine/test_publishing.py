"""Who may publish which procedure, and the second person that it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, insert

from engine.bootstrap import Engine
from engine.commands.organisation.change_organisation import ChangeOrganisation
from engine.commands.procedures.deploy import Deploy
from engine.commands.procedures.review import ApproveVersion, RejectVersion, WithdrawVersion
from engine.definitions.publishing import State
from engine.definitions.tables import bundle_file, procedure, version_review
from engine.identity.tables import organisation, role
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, Refusal, StaleVersion
from engine.kernel.permissions import Permission
from engine.queries.people.notices import Notices
from engine.queries.procedures.definitions import Definitions, DefinitionVersions
from engine.store.database import writing
from engine.unit_of_work.verbs import Command
from tests.support.bundles import deploy, start
from tests.support.looking import evidence, open_task, rows
from tests.support.people import People
from tests.support.review import DEPLOYS, Desk, owned_by, read_by


@pytest.fixture
def desk(engine: Engine, people: People) -> Desk:
    return Desk.of(engine, people)


def refused(engine: Engine, command: Command[object], actor: Actor, code: str, error: type[Refusal] = Forbidden) -> None:
    with pytest.raises(error) as refusal:
        engine.execute(command, actor=actor)
    assert refusal.value.reason_code == code


def active(engine: Engine) -> list[int]:
    """The numbers of the active versions."""
    return [each.active_version for each in engine.ask(Definitions(), actor=SYSTEM)]


def kinds(engine: Engine) -> list[str]:
    """What the organisation's evidence says of procedures, in order."""
    return [each["kind"] for each in evidence(engine, "organisation") if each["kind"].startswith("procedure.")]


# --- the owner's role


def test_the_owners_role_decides_and_not_the_one_that_the_new_version_names(desk: Desk, people: People) -> None:
    intruder = people.hire("wu", "guard", permissions=DEPLOYS)
    refused(desk.engine, Deploy(owned_by("clerk")), intruder, "not_of_the_owner")
    deploy(desk.engine, owned_by("clerk"))
    for content in (owned_by("clerk", 2), owned_by("guard", 2)):
        refused(desk.engine, Deploy(content), intruder, "not_of_the_owner")
    refused(desk.engine, ApproveVersion("two_steps", desk.submit(owned_by("clerk", 2)).number), intruder, "not_of_the_owner")
    refused(desk.engine, RejectVersion("two_steps", 2, "mine"), intruder, "not_of_the_owner")


def test_the_owners_role_alone_puts_nothing_forward(desk: Desk) -> None:
    refused(desk.engine, Deploy(owned_by("clerk")), desk.reviewer, "forbidden")


def test_a_procedure_changes_hands_through_somebody_of_both_owners(desk: Desk, people: People) -> None:
    both = people.hire("wu", "clerk", "guard")
    deploy(desk.engine, owned_by("clerk"))
    given = desk.submit(owned_by("guard", 2))
    refused(desk.engine, ApproveVersion("two_steps", given.number), desk.reviewer, "not_of_the_owner")
    refused(desk.engine, ApproveVersion("two_steps", given.number), people.hire("guard", "guard"), "not_of_the_owner")
    desk.approve(given, both)
    refused(desk.engine, Deploy(owned_by("guard", 3)), desk.author, "not_of_the_owner")


def test_whoever_put_the_first_version_forward_does_not_own_what_is_not_deployed(desk: Desk, people: People) -> None:
    """The name of a procedure cannot be taken by a version that nobody approved."""
    squatter = people.hire("wu", "guard", permissions=DEPLOYS)
    desk.engine.execute(Deploy(owned_by("guard")), actor=squatter)
    desk.approve(desk.submit(owned_by("clerk")))
    assert [each.owner_role for each in desk.engine.ask(Definitions(), actor=SYSTEM)] == ["clerk"]
    refused(desk.engine, Deploy(owned_by("guard", 2)), squatter, "not_of_the_owner")


@pytest.mark.parametrize("customer, department", [("c1", None), (None, "d1")])
def test_an_owners_role_in_a_scope_is_not_enough(desk: Desk, people: People, customer: str | None, department: str | None) -> None:
    scoped = people.hire("li", "clerk", permissions=DEPLOYS, customer=customer, department=department)
    refused(desk.engine, Deploy(owned_by("clerk")), scoped, "not_of_the_owner")
    version = desk.submit(owned_by("clerk"))
    refused(desk.engine, ApproveVersion("two_steps", version.number), scoped, "not_of_the_owner")


# --- two people


def test_a_version_waits_for_a_second_person(desk: Desk) -> None:
    deploy(desk.engine, owned_by("clerk"))
    version = desk.submit(owned_by("clerk", 2), "two years")
    assert (version.number, version.state, version.new, active(desk.engine)) == (2, State.IN_REVIEW, True, [1])
    assert kinds(desk.engine) == ["procedure.deployed", "procedure.submitted"]
    approved = desk.approve(version)
    assert (approved.state, active(desk.engine)) == (State.DEPLOYED, [2])
    assert kinds(desk.engine)[2:] == ["procedure.approved", "procedure.deployed"]
    (entry,) = evidence(desk.engine, "organisation", "procedure.approved")
    assert (entry["actor"]["id"], entry["details"]["author"]) == (desk.reviewer.id, desk.author.id)


def test_cases_begin_with_the_active_version_while_another_is_in_review(desk: Desk) -> None:
    first = deploy(desk.engine, owned_by("clerk"))
    second = desk.submit(owned_by("clerk", 2))
    assert open_task(desk.engine, start(desk.engine, "two_steps", desk.reviewer).instance_id).version_id == first.version_id
    desk.approve(second)
    assert open_task(desk.engine, start(desk.engine, "two_steps", desk.reviewer).instance_id).version_id == second.version_id


def test_a_new_procedure_is_not_there_before_it_is_approved(desk: Desk) -> None:
    version = desk.submit(owned_by("clerk"))
    assert active(desk.engine) == []
    with pytest.raises(NotFound):
        start(desk.engine, "two_steps", desk.reviewer)
    desk.approve(version)
    assert start(desk.engine, "two_steps", desk.reviewer).state == "running"


def test_the_author_is_not_the_second_person_nor_is_a_token(desk: Desk, people: People) -> None:
    version = desk.submit(owned_by("clerk"))
    for command in (ApproveVersion("two_steps", version.number), RejectVersion("two_steps", version.number, "no")):
        refused(desk.engine, command, desk.author, "four_eyes")
        refused(desk.engine, command, replace(desk.reviewer, authenticated_by="token"), "reviewed_by_a_program")
        refused(desk.engine, command, SYSTEM, "four_eyes")
    assert rows(desk.engine, version_review)[0].state == State.IN_REVIEW


def test_whoever_made_the_token_that_put_it_forward_is_its_author(desk: Desk, people: People) -> None:
    """Otherwise one person would write with a program and approve by hand."""
    program = replace(
        people.hire("program", "clerk", permissions=DEPLOYS), kind="technical", authenticated_by="token", token_maker=desk.reviewer.id
    )
    version = desk.engine.execute(Deploy(owned_by("clerk")), actor=program)
    refused(desk.engine, ApproveVersion("two_steps", version.number), desk.reviewer, "four_eyes")
    assert desk.approve(version, desk.author).state == State.DEPLOYED


def test_who_belongs_to_a_customer_decides_nothing(desk: Desk, people: People) -> None:
    version = desk.submit(owned_by("clerk"))
    outsider = people.hire("wu", "clerk", belongs_to="c1")
    for command in (ApproveVersion("two_steps", version.number), RejectVersion("two_steps", version.number, "no")):
        refused(desk.engine, command, outsider, "forbidden")


def test_a_rejected_version_stays_as_it_was_and_says_why(desk: Desk) -> None:
    version = desk.submit(owned_by("clerk"))
    with pytest.raises(InvalidInput):
        desk.engine.execute(RejectVersion("two_steps", 1, " "), actor=desk.reviewer)
    desk.engine.execute(RejectVersion("two_steps", 1, "too short"), actor=desk.reviewer)
    (row,) = desk.engine.ask(DefinitionVersions("two_steps"), actor=desk.reviewer)
    assert (row.state, row.remarks, row.active, row.deployed_at) == (State.REJECTED, "too short", False, None)
    assert row.decided_by is not None
    assert row.decided_by.id == desk.reviewer.id
    (entry,) = evidence(desk.engine, "organisation", "procedure.rejected")
    assert entry["details"]["reason"] == "too short"
    assert len(rows(desk.engine, bundle_file)) == 3
    refused(desk.engine, ApproveVersion("two_steps", version.number), desk.reviewer, "not_in_review", Conflict)


def test_an_author_withdraws_and_nobody_else_does(desk: Desk) -> None:
    desk.submit(owned_by("clerk"))
    refused(desk.engine, WithdrawVersion("two_steps", 1), desk.reviewer, "forbidden")
    desk.engine.execute(WithdrawVersion("two_steps", 1), actor=desk.author)
    assert kinds(desk.engine) == ["procedure.submitted", "procedure.withdrawn"]
    refused(desk.engine, ApproveVersion("two_steps", 1), desk.reviewer, "not_in_review", Conflict)


def test_a_version_that_was_overtaken_is_put_forward_again(desk: Desk) -> None:
    """What the reviewer was shown is the difference to the version that was active then."""
    deploy(desk.engine, owned_by("clerk"))
    second, third = desk.submit(owned_by("clerk", 2)), desk.submit(owned_by("clerk", 3))
    desk.approve(third)
    refused(desk.engine, ApproveVersion("two_steps", second.number), desk.reviewer, "version_overtaken", Conflict)
    again = desk.submit(owned_by("clerk", 4))
    desk.approve(again)
    assert active(desk.engine) == [4]


def test_a_decision_is_about_the_procedure_that_was_seen(desk: Desk) -> None:
    desk.submit(owned_by("clerk"))
    desk.submit(owned_by("clerk", 2))
    for command in (ApproveVersion, RejectVersion):
        more = {"reason": "no"} if command is RejectVersion else {}
        with pytest.raises(StaleVersion):
            desk.engine.execute(command("two_steps", 1, expected_version=1, **more), actor=desk.reviewer)
    with pytest.raises(StaleVersion):
        desk.engine.execute(WithdrawVersion("two_steps", 1, expected_version=1), actor=desk.author)
    desk.engine.execute(ApproveVersion("two_steps", 1, expected_version=2), actor=desk.reviewer)
    assert [row.version for row in rows(desk.engine, procedure)] == [3]


def test_the_same_content_of_the_same_author_is_in_review_once(desk: Desk, people: People) -> None:
    first, again = desk.submit(owned_by("clerk")), desk.submit(owned_by("clerk"))
    assert (again.version_id, again.new, again.state) == (first.version_id, False, State.IN_REVIEW)
    other = desk.engine.execute(Deploy(owned_by("clerk")), actor=people.hire("wu", "clerk", permissions=DEPLOYS))
    assert other.number == 2


def test_what_a_version_names_must_exist_when_it_is_approved(desk: Desk) -> None:
    content = owned_by("clerk")
    content["procedure.toml"] = content["procedure.toml"].replace(b"[[start]]", b'readers = ["leaving"]\n[[start]]')
    People(desk.engine).role("leaving")
    version = desk.submit(content)
    with writing(desk.engine.database) as db:
        db.execute(delete(role).where(role.c.id == "leaving"))
    refused(desk.engine, ApproveVersion("two_steps", version.number), desk.reviewer, "bundle_invalid", InvalidInput)


def test_reviewers_are_told_and_the_author_is_told_what_became_of_it(desk: Desk, people: People) -> None:
    def told(actor: Actor) -> list[str]:
        return [each.subject for each in desk.engine.ask(Notices(), actor=actor).items]

    scoped, stranger = people.hire("wu", "clerk", customer="c1"), people.hire("zhao", "guard")
    version = desk.submit(owned_by("clerk"), "first")
    assert told(desk.reviewer) == ["“two_steps”第 1 版等待您审核"]
    assert told(desk.author) == told(scoped) == told(stranger) == []
    desk.approve(version)
    assert told(desk.author) == ["“two_steps”第 1 版已批准并部署"]


# --- readers


def test_more_readers_of_the_cases_that_there_are_take_a_right_of_their_own(desk: Desk, people: People) -> None:
    people.role("guard")
    deploy(desk.engine, read_by("clerk"))
    wider = desk.submit(read_by("clerk", "guard", "guard"))
    refused(desk.engine, ApproveVersion("two_steps", wider.number), desk.reviewer, "readers_wider")
    may = people.hire("zhao", "clerk", permissions=(Permission.DEFINITIONS_WIDEN_READERS,))
    desk.approve(wider, may)
    (entry,) = evidence(desk.engine, "organisation", "procedure.readers_widened")
    assert (entry["details"]["roles"], entry["details"]["number"], entry["actor"]["id"]) == (["guard"], 2, may.id)


def test_that_right_alone_approves_nothing(desk: Desk, people: People) -> None:
    people.role("guard")
    deploy(desk.engine, read_by("clerk"))
    wider = desk.submit(read_by("clerk", "guard"))
    right_alone = people.hire("zhao", permissions=(Permission.DEFINITIONS_WIDEN_READERS,))
    refused(desk.engine, ApproveVersion("two_steps", wider.number), right_alone, "not_of_the_owner")


def test_the_same_or_fewer_readers_and_those_of_a_new_procedure_take_none(desk: Desk, people: People) -> None:
    people.role("guard")
    for content in (read_by("clerk", "guard"), read_by("guard", "clerk", years=2), read_by("guard", years=3), read_by(years=4)):
        desk.approve(desk.submit(content))
    assert evidence(desk.engine, "organisation", "procedure.readers_widened") == []
    again = desk.submit(read_by("guard", years=5))
    refused(desk.engine, ApproveVersion("two_steps", again.number), desk.reviewer, "readers_wider")


# --- without a second person


def test_the_operator_of_the_machine_deploys_at_once_and_evidence_says_so(desk: Desk) -> None:
    deployed = deploy(desk.engine, owned_by("clerk"))
    assert (deployed.state, kinds(desk.engine)) == (State.DEPLOYED, ["procedure.deployed"])
    (entry,) = evidence(desk.engine, "organisation", "procedure.deployed")
    assert entry["actor"]["kind"] == "system"


def test_an_organisation_may_do_without_a_second_person(desk: Desk, people: People) -> None:
    with writing(desk.engine.database) as db:
        row = {"id": 1, "name_zh": "甲", "name_en": "A", "time_zone": "Asia/Shanghai", "created_at": desk.engine.clock.now()}
        db.execute(insert(organisation), row)
    assert desk.submit(owned_by("clerk")).state == State.IN_REVIEW
    refused(desk.engine, ChangeOrganisation(second_person=False), desk.author, "forbidden")
    manager = people.hire("zhao", permissions=(Permission.ORGANISATION_MANAGE,))
    assert desk.engine.execute(ChangeOrganisation(second_person=False), actor=manager)
    assert not desk.engine.execute(ChangeOrganisation(second_person=False), actor=manager)
    (entry,) = evidence(desk.engine, "organisation", "organisation.changed")
    assert entry["details"]["changes"] == [{"name": "second_person", "new": False, "old": True}]
    assert desk.submit(owned_by("clerk", 2)).state == State.DEPLOYED
    people.role("guard")
    refused(desk.engine, Deploy(owned_by("guard", 3)), desk.author, "not_of_the_owner")
    refused(desk.engine, Deploy(read_by("guard")), desk.author, "readers_wider")
    desk.engine.execute(ChangeOrganisation(second_person=True), actor=manager)
    assert desk.submit(owned_by("clerk", 3)).state == State.IN_REVIEW
