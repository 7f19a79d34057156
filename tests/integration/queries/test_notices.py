"""Notices reach those whom a procedure names, in the scope in which they hold the role, and count as new until seen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from engine.bootstrap import Engine
from engine.commands.people.see_notices import SeeNotices
from engine.kernel.actor import SYSTEM
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Forbidden
from engine.notifications.tables import notice
from engine.queries.people.notices import CountUnseenNotices, Notices
from engine.store.database import writing
from tests.support.bundles import deploy, end_event, files, flow, form, service_task, start, start_event, user_task
from tests.support.people import People

ALPHA, BETA = "customer-alpha", "customer-beta"


def tell(engine: Engine, to: str) -> None:
    """A procedure that tells ``to`` something about a case of ALPHA's, and goes on."""
    inputs = {"to": f'="{to}"', "subject": '="Look at " + case.number', "text": '="please"'}
    body = start_event() + service_task("tell", "notify", inputs) + user_task("after") + end_event()
    body += flow("start", "tell") + flow("tell", "after") + flow("after", "end")
    deploy(engine, files("telling", body, forms={"ask": form("ask", "customer")}, start_form="ask", extra='customer = "customer"'))


def test_holders_of_a_role_are_told_within_their_scope(engine: Engine, people: People) -> None:
    clerk = people.hire("clerk", "clerk")
    told, other = people.hire("told", "watcher", customer=ALPHA), people.hire("other", "watcher", customer=BETA)
    everywhere = people.hire("everywhere", "watcher")
    tell(engine, "role:watcher")
    case = start(engine, "telling", clerk, customer=ALPHA)
    (shown,) = engine.ask(Notices(), actor=told).items
    assert (shown.subject, shown.text, shown.instance_number) == (f"Look at {case.number}", "please", case.number)
    assert len(engine.ask(Notices(), actor=everywhere).items) == 1
    assert engine.ask(Notices(), actor=other).items == ()
    assert engine.ask(Notices(), actor=clerk).items == ()


def test_who_holds_a_role_in_one_department_is_told_of_that_department(engine: Engine, people: People) -> None:
    clerk = people.hire("clerk", "clerk")
    told, other = (people.hire(name, "watcher", department=name) for name in ("north", "south"))
    tell(engine, "role:watcher")
    start(engine, "telling", clerk)
    with writing(engine.database) as db:
        db.execute(update(notice).values(department="north"))
    for reader, expected in ((told, 1), (other, 0)):
        assert len(engine.ask(Notices(), actor=reader).items) == expected
        assert engine.ask(CountUnseenNotices(), actor=reader).count == expected


def test_a_notice_is_new_until_it_was_seen(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk, told = people.hire("clerk", "clerk"), people.hire("told")
    tell(engine, "user:told")
    start(engine, "telling", clerk)
    assert engine.ask(CountUnseenNotices(), actor=told).count == 1
    assert engine.ask(CountUnseenNotices(), actor=clerk).count == 0
    engine.execute(SeeNotices(), actor=told)
    assert engine.ask(CountUnseenNotices(), actor=told).count == 0
    clock.advance(timedelta(minutes=1))
    start(engine, "telling", clerk)
    assert engine.ask(CountUnseenNotices(), actor=told).count == 1
    assert [row.seen for row in engine.ask(Notices(), actor=told).items] == [False, True]
    engine.execute(SeeNotices(), actor=told)
    assert engine.ask(CountUnseenNotices(), actor=told).count == 0


def test_notices_come_in_pages_newest_first(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk, told = people.hire("clerk", "clerk"), people.hire("told")
    tell(engine, "user:told")
    for _ in range(5):
        clock.advance(timedelta(minutes=1))
        start(engine, "telling", clerk)
    seen: list[datetime] = []
    cursor: str | None = None
    while True:
        page = engine.ask(Notices(cursor=cursor, limit=2), actor=told)
        seen.extend(row.created_at for row in page.items)
        if (cursor := page.next_cursor) is None:
            break
    assert len(seen) == 5
    assert seen == sorted(seen, reverse=True)


def test_only_people_see_notices(engine: Engine) -> None:
    with pytest.raises(Forbidden):
        engine.execute(SeeNotices(), actor=SYSTEM)
