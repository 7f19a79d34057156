"""The first start, and the demonstration that is loaded only where nobody works."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cli import demonstration
from cli.first_start import OPERATOR, Wishes, first_start
from engine.bootstrap import Engine
from engine.calendars import calendar_from
from engine.commands.organisation.change_customer import CreateCustomer
from engine.commands.organisation.load_demonstration import LoadDemonstration
from engine.commands.organisation.save_calendar import SaveCalendar, SaveCatalogueService
from engine.commands.organisation.set_up_organisation import SetUpOrganisation
from engine.commands.people.create_user import CreateUser
from engine.commands.people.sign_in import SignIn
from engine.identity.built_in_roles import BUILT_IN_ROLES
from engine.identity.rules import ANONYMOUS
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, StaleVersion
from engine.kernel.texts import Text
from engine.queries.cases.incidents import Incidents
from engine.queries.cases.instances import Instances
from engine.queries.evidence.verify import VerifyEvidence
from engine.queries.organisation.calendars import CalendarRow, Calendars
from engine.queries.organisation.organisation import ShowOrganisation
from engine.queries.organisation.services import Services
from engine.queries.people.users import ShowUser, Users

SET_UP = SetUpOrganisation(Text("Sample", "示例"), "Asia/Shanghai", "admin", "one time only!")


def calendar(engine: Engine, calendar_id: str) -> CalendarRow:
    return next(row for row in engine.ask(Calendars(), actor=SYSTEM) if row.id == calendar_id)


def test_the_first_start_makes_organisation_roles_calendars_and_administrator(sqlite_engine: Engine) -> None:
    found = first_start(sqlite_engine, Wishes(Text("Sample", "示例")))
    assert found is not None
    organisation = sqlite_engine.ask(ShowOrganisation(), actor=SYSTEM)
    assert organisation is not None
    assert (organisation.name_zh, organisation.demonstration) == ("示例", False)
    made = sqlite_engine.execute(SignIn("admin", found.password, "127.0.0.1"), actor=ANONYMOUS).or_refuse()
    assert made.must_change_password
    assert [held.role.id for held in sqlite_engine.ask(ShowUser(made.user_id), actor=SYSTEM).assignments] == ["administrator"]


def test_the_second_start_changes_nothing(sqlite_engine: Engine) -> None:
    first_start(sqlite_engine, Wishes())
    assert first_start(sqlite_engine, Wishes(Text("Other", "别的"))) is None
    with pytest.raises(Conflict):
        sqlite_engine.execute(SET_UP, actor=SYSTEM)


def test_only_the_system_sets_up(sqlite_engine: Engine) -> None:
    with pytest.raises(Forbidden):
        sqlite_engine.execute(SET_UP, actor=Actor("person", "u1"))


def test_the_office_calendar_knows_the_chinese_holidays(sqlite_engine: Engine) -> None:
    sqlite_engine.execute(SET_UP, actor=SYSTEM)
    office = calendar(sqlite_engine, "office")
    working = calendar_from({"time_zone": office.time_zone, "weekly": office.weekly, "exceptions": office.exceptions})
    eve = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)  # 17:00 in Shanghai, before a week of holidays
    assert working.add(eve, timedelta(hours=2)) == datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
    assert working.is_working(datetime(2026, 10, 10, 2, 0, tzinfo=UTC)), "a Saturday that makes up"
    assert {day[:4] for day in office.exceptions} == {"2026", "2027"}, "this year and the next"


def test_the_year_of_the_first_holidays_is_the_one_on_the_wall(sqlite_engine: Engine, clock: ManualClock) -> None:
    clock.set(datetime(2026, 12, 31, 16, 0, tzinfo=UTC))  # midnight in Shanghai
    sqlite_engine.execute(SET_UP, actor=SYSTEM)
    assert {day[:4] for day in calendar(sqlite_engine, "office").exceptions} == {"2027", "2028"}


def test_a_later_start_leaves_the_calendars_alone(sqlite_engine: Engine, clock: ManualClock) -> None:
    """An organisation keeps its own days: neither a new year nor a library that knows more changes them silently."""
    sqlite_engine.execute(SET_UP, actor=SYSTEM)
    before = sqlite_engine.ask(Calendars(), actor=SYSTEM)
    clock.set(datetime(2028, 1, 3, tzinfo=UTC))
    assert first_start(sqlite_engine, Wishes()) is None
    assert sqlite_engine.ask(Calendars(), actor=SYSTEM) == before


def test_a_calendar_is_changed_with_its_version_and_checked(sqlite_engine: Engine) -> None:
    sqlite_engine.execute(SET_UP, actor=SYSTEM)
    hours = {"mon": [["08:00", "20:00"]]}
    saved = sqlite_engine.execute(SaveCalendar("office", "时间", "Hours", "Asia/Shanghai", hours, {}, expected_version=1), actor=SYSTEM)
    assert (saved.version, calendar(sqlite_engine, "office").weekly) == (2, hours)
    with pytest.raises(StaleVersion):
        sqlite_engine.execute(SaveCalendar("office", "x", "x", "Asia/Shanghai", hours, {}, expected_version=1), actor=SYSTEM)
    with pytest.raises(InvalidInput):
        sqlite_engine.execute(SaveCalendar("office", "x", "x", "Nowhere", hours, {}), actor=SYSTEM)
    with pytest.raises(InvalidInput):
        sqlite_engine.execute(SaveCatalogueService("s", "x", "x", calendar_id="none"), actor=SYSTEM)


def test_the_demonstration_has_people_for_all_roles(sqlite_engine: Engine) -> None:
    sqlite_engine.execute(SET_UP, actor=SYSTEM)
    sqlite_engine.execute(LoadDemonstration("a known password"), actor=SYSTEM)
    for role in BUILT_IN_ROLES:
        assert sqlite_engine.ask(Users(role=role.id), actor=SYSTEM).items, role.id
    organisation = sqlite_engine.ask(ShowOrganisation(), actor=SYSTEM)
    assert organisation is not None
    assert organisation.demonstration
    assert len(sqlite_engine.ask(Services(), actor=SYSTEM)) == 4
    made = sqlite_engine.execute(SignIn("wangxiaoyu", "a known password", "127.0.0.1"), actor=ANONYMOUS).or_refuse()
    assert not made.must_change_password
    (huang,) = sqlite_engine.ask(Users(text="huanglei"), actor=SYSTEM).items
    (held,) = sqlite_engine.ask(ShowUser(huang.id), actor=SYSTEM).assignments
    assert held.customer is not None
    assert held.customer.name_zh == "明德医院"


@pytest.mark.parametrize(
    "use", [CreateUser("li", "李", "Li"), CreateCustomer("bank", "银行", "Bank"), LoadDemonstration("a known password")]
)
def test_an_organisation_in_use_takes_no_demonstration(sqlite_engine: Engine, use: CreateUser | CreateCustomer | LoadDemonstration) -> None:
    with pytest.raises(Conflict):
        sqlite_engine.execute(LoadDemonstration("a known password"), actor=SYSTEM)
    sqlite_engine.execute(SET_UP, actor=SYSTEM)
    sqlite_engine.execute(use, actor=SYSTEM)
    with pytest.raises(Conflict, match="already"):
        sqlite_engine.execute(LoadDemonstration("a known password"), actor=SYSTEM)


def test_only_those_who_manage_the_organisation_load_it(sqlite_engine: Engine) -> None:
    sqlite_engine.execute(SET_UP, actor=SYSTEM)
    with pytest.raises(Forbidden):
        sqlite_engine.execute(LoadDemonstration("a known password"), actor=Actor("person", "u1"))


def test_the_cases_of_the_demonstration_are_really_worked_on(engine: Engine) -> None:
    first_start(engine, Wishes())
    with pytest.raises(Conflict, match="real"):
        next(demonstration.play_cases(engine))
    demonstration.load_demonstration(engine)
    numbers = list(demonstration.play_cases(engine))
    assert len(numbers) >= 12
    rows = engine.ask(Instances(), actor=OPERATOR).items
    assert {row.number for row in rows} == set(numbers)
    assert engine.ask(Incidents(), actor=OPERATOR).items == ()
    assert engine.ask(VerifyEvidence(), actor=OPERATOR).intact
    with pytest.raises(Conflict, match="some"):
        next(demonstration.play_cases(engine))


@pytest.mark.parametrize("weekly", [{}, {"mon": [], "sun": []}])
def test_a_calendar_without_hours_is_not_saved(sqlite_engine: Engine, weekly: dict[str, object]) -> None:
    once = {"2026-10-01": [["09:00", "10:00"]]}
    with pytest.raises(InvalidInput, match="working hours on at least one day"):
        sqlite_engine.execute(SaveCalendar("shut", "关", "Shut", "Asia/Shanghai", weekly, once), actor=SYSTEM)
