"""Permissions, scopes, throttling and sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.identity.built_in_roles import BUILT_IN_ROLES
from engine.identity.rules import (
    ADMINISTERING,
    OF_ADDRESS,
    OF_ALL,
    OF_NAME,
    SCOPES,
    Patience,
    permissions_of,
    require,
    require_not_above,
    scope_allows,
    session_is_over,
    unknown_scopes,
    username_fault,
    wait_after_failures,
)
from engine.kernel.actor import SYSTEM, Actor, RoleHeld
from engine.kernel.errors import Forbidden
from engine.kernel.permissions import Permission

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CLERK = Actor("person", "u1", "Wang", permissions=frozenset({Permission.USERS_MANAGE}))
ADMINISTRATOR = replace(CLERK, permissions=frozenset(Permission))

# The roles of the documented procedures.
DOCUMENTED = """
requester customer_representative service_desk service_engineer service_desk_lead customer_service_supervisor
project_manager quality_inspector service_level_manager agreement_owner service_management_group
technical_operations system_integration internal_supplier external_supplier sales business_department
purchasing department_manager management management_system_owner quality_department human_resources auditor
process_owner administrator
"""


def test_all_documented_roles_are_built_in_with_names_in_both_languages() -> None:
    assert [each.id for each in BUILT_IN_ROLES] == DOCUMENTED.split()
    assert all(each.name.zh and each.name.en and each.description.zh and each.description.en for each in BUILT_IN_ROLES)


def test_the_administrator_sees_no_cases_and_the_auditor_changes_nothing() -> None:
    held = {each.id: set(each.permissions) for each in BUILT_IN_ROLES}
    assert Permission.CASES_READ_ALL not in held["administrator"]
    assert held["administrator"] >= ADMINISTERING
    assert held["auditor"] == {Permission.EVIDENCE_READ, Permission.CASES_READ_ALL, Permission.JOBS_READ}
    assert held["requester"] == set()


def test_a_permission_is_required() -> None:
    require(CLERK, Permission.USERS_MANAGE)
    require(SYSTEM, Permission.ROLES_MANAGE)
    with pytest.raises(Forbidden, match=r"roles\.manage"):
        require(CLERK, Permission.ROLES_MANAGE)


def test_nobody_hands_out_what_they_lack() -> None:
    require_not_above(CLERK, {Permission.USERS_MANAGE})
    require_not_above(ADMINISTRATOR, {Permission.CASES_READ_ALL})
    with pytest.raises(Forbidden):
        require_not_above(CLERK, {Permission.ROLES_MANAGE})


def test_a_role_for_one_customer_gives_no_permission_for_all() -> None:
    everywhere, scoped = RoleHeld("auditor"), RoleHeld("auditor", customer="c1")
    assert permissions_of([(everywhere, [Permission.EVIDENCE_READ])]) == {Permission.EVIDENCE_READ}
    assert permissions_of([(scoped, [Permission.EVIDENCE_READ])]) == set()
    assert permissions_of([(RoleHeld("auditor", department="d"), [Permission.EVIDENCE_READ])]) == set()


@pytest.mark.parametrize(
    ("granted", "needed", "allowed"),
    [
        (["read"], "users:read", True),
        (["read"], "users:write", False),
        (["tasks"], "tasks:write", True),
        (["tasks"], "inbox:read", True),
        (["tasks"], "instances:write", False),
        (["instances"], "instances:write", True),
        (["admin"], "users:write", True),
        (["admin"], "evidence:read", False),
        (["users:read"], "users:read", True),
        (["users:read"], "users:write", False),
        (["messages"], "messages:write", True),
        (["read", "tasks"], "definitions:write", False),
        ([], "tasks:read", False),
    ],
)
def test_a_token_does_what_its_scopes_say(granted: list[str], needed: str, allowed: bool) -> None:
    assert scope_allows(granted, needed) is allowed


def test_scopes_that_do_not_exist() -> None:
    assert unknown_scopes(["read", "tasks", "users:write", "everything", "users:delete"]) == ["everything", "users:delete"]


def test_every_noun_of_the_api_is_opened_by_a_scope() -> None:
    from api.app import NOUNS

    covered = frozenset().union(*SCOPES.values()) | {"session", "health"}
    assert {routes.name for routes in NOUNS} <= covered


@pytest.mark.parametrize("username", ["wang", "wang.xiaoyu", "w", "a1", "wang@example.com"])
def test_user_names(username: str) -> None:
    assert username_fault(username) is None


@pytest.mark.parametrize("username", ["", ".wang", "wang ", "Wang", "王小雨", "a" * 101, "a\n", "<b>"])
def test_names_that_are_no_user_names(username: str) -> None:
    fault = username_fault(username)
    assert fault is not None
    assert fault.where == "username"


def test_the_first_failures_are_free_and_each_further_one_doubles_the_wait() -> None:
    waits = [wait_after_failures(count, NOW, NOW).total_seconds() for count in range(4, 16)]
    assert waits == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]
    assert wait_after_failures(5000, NOW, NOW) == timedelta(minutes=15)


def test_the_wait_passes() -> None:
    assert wait_after_failures(10, NOW, NOW + timedelta(seconds=31)).total_seconds() == 1
    assert wait_after_failures(10, NOW, NOW + timedelta(seconds=32)) == timedelta(0)
    assert wait_after_failures(10, None, NOW) == timedelta(0)


@pytest.mark.parametrize("patience", [OF_NAME, OF_ADDRESS, OF_ALL])
def test_what_meets_others_too_is_gentle(patience: Patience) -> None:
    assert wait_after_failures(patience.free - 1, NOW, NOW, patience) == timedelta(0)
    assert timedelta(0) < wait_after_failures(10_000, NOW, NOW, patience) == patience.longest <= timedelta(seconds=30)


@pytest.mark.parametrize(("idle", "left", "over"), [(59, 1, False), (60, 1, True), (0, 0, True), (0, 1, False)])
def test_a_session_ends_by_idleness_or_by_age(idle: int, left: int, over: bool) -> None:
    found = session_is_over(last_seen_at=NOW - timedelta(seconds=idle), expires_at=NOW + timedelta(seconds=left), idle_seconds=60, now=NOW)
    assert found is over
