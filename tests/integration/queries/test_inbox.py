"""The inbox shows each actor what is theirs, sorted, in pages, in at most three statements."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, insert, update

from bench.inbox import NOW, _calendar, _case, _procedure, _user, _version, counted
from engine.bpmn.dialect import PORTAL
from engine.definitions.tables import procedure, procedure_version
from engine.identity.tables import app_user, customer
from engine.instances.finding import index_case
from engine.instances.tables import process_instance
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.errors import InvalidInput
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.kernel.settings import Settings
from engine.kernel.texts import Text
from engine.queries.pages import LARGEST_PAGE, Page
from engine.queries.tasks.inbox import CountInbox, Inbox, InboxRow
from engine.service_levels.tables import business_calendar, service_clock
from engine.store.database import open_database
from engine.tasks.names import KnownNames, keep_name
from engine.tasks.rules import Due, Sort, View
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import ReadContext

ANN, BEN = new_id(), new_id()
ALPHA, BETA = new_id(), new_id()


@pytest.fixture
def db(database_url: str) -> Iterator[Connection]:
    database = open_database(database_url)
    with database.begin() as connection:
        version = new_id()
        connection.execute(insert(app_user), [_user(ANN, 1), _user(BEN, 2)])
        connection.execute(
            insert(customer), [{"id": each, "code": each, "name_zh": "客户", "name_en": "Customer"} for each in (ALPHA, BETA)]
        )
        connection.execute(insert(procedure), [_procedure(version)])
        connection.execute(insert(procedure_version), [_version(version)])
        connection.execute(insert(business_calendar), [_calendar()])
        yield connection
    database.dispose()


class Pile:
    """Puts tasks into the database, each with the one thing that a test is about."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self._draw = random.Random(1)
        self._made = 0

    def add(self, *, role: str = "service_desk", of: str = ALPHA, assignee: str | None = None, **task: Any) -> str:
        self._made += 1
        rows = _case(self._draw, self._made, "v", [ANN], [of])
        rows["task"] |= {"assignee_id": assignee} | task
        rows["candidate"] |= {"candidate": f"role:{role}", "assigned": assignee is not None}
        if "due_at" in task:
            rows["candidate"]["due_at"] = task["due_at"]
        for table, key in ((process_instance, "instance"), (user_task, "task"), (task_candidate, "candidate"), (service_clock, "clock")):
            self.db.execute(insert(table), [rows[key]])
        index_case(self.db, rows["instance"]["id"], rows["instance"]["search_text"], new=True)
        keep_name(self.db, KnownNames(), Text(rows["task"]["name_en"], rows["task"]["name_zh"]))
        return str(rows["task"]["id"])


@pytest.fixture
def pile(db: Connection) -> Pile:
    return Pile(db)


def ask(db: Connection, question: Any, *roles: RoleHeld, user: str = ANN, permissions: tuple[str, ...] = ()) -> Any:
    actor = Actor("person", user, roles=roles, permissions=frozenset(permissions))
    return question.answer(ReadContext(db, actor, NOW, Settings()))


def ids(page: Page[InboxRow]) -> list[str]:
    return [row.task_id for row in page.items]


def test_mine_holds_what_is_assigned_to_me_and_nothing_else(db: Connection, pile: Pile) -> None:
    own = pile.add(assignee=ANN)
    pile.add(assignee=BEN)
    pile.add()
    assert ids(ask(db, Inbox(View.MINE), RoleHeld("service_desk"))) == [own]


def test_roles_holds_free_tasks_of_my_roles(db: Connection, pile: Pile) -> None:
    free = pile.add()
    pile.add(assignee=BEN)
    pile.add(role="quality_inspector")
    assert ids(ask(db, Inbox(View.ROLES), RoleHeld("service_desk"))) == [free]
    assert ids(ask(db, Inbox(View.ROLES))) == []


def test_a_role_held_for_one_customer_shows_only_that_customers_tasks(db: Connection, pile: Pile) -> None:
    alpha, beta = pile.add(of=ALPHA), pile.add(of=BETA)
    assert ids(ask(db, Inbox(View.ROLES), RoleHeld("service_desk", customer=BETA))) == [beta]
    assert set(ids(ask(db, Inbox(View.ROLES), RoleHeld("service_desk", customer=BETA), RoleHeld("service_desk")))) == {alpha, beta}


def test_a_task_of_two_roles_of_mine_is_shown_once(db: Connection, pile: Pile) -> None:
    task = pile.add()
    db.execute(insert(task_candidate), [{"task_id": task, "candidate": "role:service_engineer", "due_at": NOW, "customer_id": ALPHA}])
    held = (RoleHeld("service_desk"), RoleHeld("service_engineer"))
    assert ids(ask(db, Inbox(View.ROLES), *held)) == [task]
    assert ask(db, CountInbox(), *held).roles == 1


def test_a_task_offered_to_me_by_name_is_among_my_roles(db: Connection, pile: Pile) -> None:
    task = pile.add(role="nobody")
    db.execute(update(task_candidate).values(candidate=f"user:{ANN}"))
    assert ids(ask(db, Inbox(View.ROLES))) == [task]


def test_all_follows_the_readers_of_the_procedure_and_their_scope(db: Connection, pile: Pile) -> None:
    alpha, beta = pile.add(of=ALPHA, role="x"), pile.add(of=BETA, role="x")
    assert set(ids(ask(db, Inbox(View.ALL), RoleHeld("service_desk_lead")))) == {alpha, beta}
    assert ids(ask(db, Inbox(View.ALL), RoleHeld("service_desk_lead", customer=ALPHA))) == [alpha]
    assert ids(ask(db, Inbox(View.ALL), RoleHeld("purchasing"))) == []
    assert set(ids(ask(db, Inbox(View.ALL), permissions=(Permission.CASES_READ_ALL,)))) == {alpha, beta}


def test_a_reader_for_one_department_sees_the_tasks_of_that_department(db: Connection, pile: Pile) -> None:
    own, _others = (pile.add(role="x", department=name) for name in ("north", "south"))
    pile.add(role="x")
    assert ids(ask(db, Inbox(View.ALL), RoleHeld("service_desk_lead", department="north"))) == [own]
    assert ids(ask(db, Inbox(View.ALL), RoleHeld("service_desk_lead", customer=BETA, department="north"))) == []


def test_a_requesters_own_task_tells_no_facts_of_the_case(db: Connection, pile: Pile) -> None:
    portal, inside = pile.add(assignee=ANN, properties={PORTAL: "true"}), pile.add(assignee=ANN)
    shown = {row.task_id: bool(row.facts) for row in ask(db, Inbox(View.MINE)).items}
    assert shown == {portal: False, inside: True}


def test_ended_tasks_are_not_shown(db: Connection, pile: Pile) -> None:
    pile.add(assignee=ANN, state="completed")
    assert ids(ask(db, Inbox(View.MINE))) == []
    assert ids(ask(db, Inbox(View.ALL), permissions=(Permission.CASES_READ_ALL,))) == []


@pytest.mark.parametrize("view", ["mine", "roles", "all"])
@pytest.mark.parametrize("sort", ["due", "-due", "created", "-created", "priority", "-priority"])
def test_pages_hold_every_task_once_and_in_order(db: Connection, pile: Pile, view: Any, sort: Any) -> None:
    made = {pile.add(assignee=ANN if view == "mine" else None) for _ in range(23)}
    seen: list[InboxRow] = []
    cursor: str | None = None
    while True:
        page: Page[InboxRow] = ask(db, Inbox(view, sort=sort, cursor=cursor, limit=5), RoleHeld("service_desk"))
        seen.extend(page.items)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == 23
    assert {row.task_id for row in seen} == made
    far = NOW + timedelta(days=10_000)
    by_sort: dict[str, list[Any]] = {
        "due": [(row.due_at or far, row.task_id) for row in seen],
        "created": [row.task_id for row in seen],
        "priority": [(row.priority, row.task_id) for row in seen],
    }
    keys = by_sort[sort.removeprefix("-")]
    assert keys == sorted(keys, reverse=sort.startswith("-"))


def test_a_last_page_that_is_full_names_no_next_one(db: Connection, pile: Pile) -> None:
    tasks = [pile.add(assignee=ANN) for _ in range(4)]
    first: Page[InboxRow] = ask(db, Inbox(View.MINE, sort=Sort.CREATED, limit=2))
    last: Page[InboxRow] = ask(db, Inbox(View.MINE, sort=Sort.CREATED, limit=2, cursor=first.next_cursor))
    assert [*ids(first), *ids(last)] == tasks
    assert last.next_cursor is None


def test_a_page_holds_a_hundred_rows_at_most_and_one_at_least(db: Connection, pile: Pile) -> None:
    for _ in range(LARGEST_PAGE + 1):
        pile.add(assignee=ANN)
    for asked, given in ((10_000, 100), (100, 100), (1, 1), (0, 1), (-5, 1)):
        page: Page[InboxRow] = ask(db, Inbox(View.MINE, limit=asked))
        assert len(page.items) == given
        assert page.next_cursor


@pytest.mark.parametrize("view", ["mine", "roles", "all"])
def test_a_page_costs_at_most_three_statements(db: Connection, pile: Pile, view: Any) -> None:
    for _ in range(10):
        pile.add(assignee=ANN if view == "mine" else None)
    with counted(db) as statements:
        page = ask(db, Inbox(view), RoleHeld("service_desk"))
    assert len(page.items) == 10
    assert len(statements) <= 3


def test_text_is_looked_for_in_the_case_and_taken_literally(db: Connection, pile: Pile) -> None:
    tasks = [pile.add(assignee=ANN) for _ in range(12)]
    assert ids(ask(db, Inbox(View.MINE, text="PRINTER 12"))) == [tasks[11]]
    assert ids(ask(db, Inbox(View.MINE, text="printer_12"))) == []
    assert ids(ask(db, Inbox(View.MINE, text="%"))) == []
    assert len(ids(ask(db, Inbox(View.MINE, text="诊断")))) == 12


def test_overdue_and_working_time_left(db: Connection, pile: Pile) -> None:
    late = pile.add(assignee=ANN, due_at=NOW - timedelta(hours=2))
    soon = pile.add(assignee=ANN, due_at=NOW + timedelta(days=1))
    page: Page[InboxRow] = ask(db, Inbox(View.MINE))
    assert [(row.task_id, row.overdue) for row in page.items] == [(late, True), (soon, False)]
    # NOW is Monday 16:00 in Shanghai; two hours before is 14:00, the day after has 2 + 3 + 3 working hours until 16:00.
    assert [row.due_working_seconds for row in page.items] == [-2 * 3600, 8 * 3600]
    assert ids(ask(db, Inbox(View.MINE, due=Due.OVERDUE))) == [late]
    counts = ask(db, CountInbox())
    assert (counts.mine, counts.overdue) == (2, 1)


@pytest.mark.parametrize("view", ["mine", "roles", "all"])
@pytest.mark.parametrize(("due", "days"), [("today", 1), ("week", 7)])
def test_today_and_this_week_end_at_midnight_where_the_organisation_is(db: Connection, pile: Pile, view: Any, due: Any, days: int) -> None:
    midnight = datetime(2026, 6, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert midnight <= NOW < midnight + timedelta(days=1)
    end = midnight + timedelta(days=days)
    assignee = ANN if view == "mine" else None
    before, _after = (pile.add(assignee=assignee, due_at=at, due_order=at) for at in (end - timedelta(seconds=1), end))
    assert ids(ask(db, Inbox(view, due=due), RoleHeld("service_desk"), permissions=(Permission.CASES_READ_ALL,))) == [before]


def test_the_revision_changes_when_a_task_does(db: Connection, pile: Pile) -> None:
    before = ask(db, CountInbox(), RoleHeld("service_desk")).revision
    task = pile.add()
    arrived = ask(db, CountInbox(), RoleHeld("service_desk")).revision
    db.execute(update(user_task).where(user_task.c.id == task).values(assignee_id=ANN, version=2))
    assert len({before, arrived, ask(db, CountInbox(), RoleHeld("service_desk")).revision}) == 3


@pytest.mark.parametrize("cursor", ["", "nonsense", "W10", "WzFd", "bnVsbA"])
def test_a_foreign_cursor_is_refused_with_a_sentence(db: Connection, pile: Pile, cursor: str) -> None:
    pile.add(assignee=ANN)
    if not cursor:
        assert len(ids(ask(db, Inbox(View.MINE, cursor=cursor)))) == 1
        return
    with pytest.raises(InvalidInput, match="Expected a cursor"):
        ask(db, Inbox(View.MINE, cursor=cursor))
