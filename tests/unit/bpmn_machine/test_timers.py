"""Dates, durations and cycles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.formulas.timers import Schedule, TimerFormula
from engine.bpmn.halts import Halt
from engine.bpmn.model import TimerKind, Value

from .play import NOW

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")


def schedule(kind: TimerKind, text: str, *, now: datetime = NOW, zone: ZoneInfo = SHANGHAI) -> Schedule:
    value = Value(text[1:], True) if text.startswith("=") else Value(text)
    return TimerFormula(kind, Formula(value)).schedule(Visible({}, ()), now, zone)


def dues(first: Schedule, count: int) -> list[datetime]:
    """Each fired exactly when it is due."""
    found = [first.due_at]
    present = first
    while len(found) < count and (following := present.next(present.due_at)) is not None:
        found.append(following.due_at)
        assert Schedule.from_json(following.as_json()) == following
        present = following
    return found


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-02-01T10:00:00Z", datetime(2026, 2, 1, 10, tzinfo=UTC)),
        ("2026-02-01T10:00:00+08:00", datetime(2026, 2, 1, 2, tzinfo=UTC)),
        ("2026-02-01T10:00:00", datetime(2026, 2, 1, 2, tzinfo=UTC)),
        ("2026-02-01", datetime(2026, 1, 31, 16, tzinfo=UTC)),
        ('=date("2026-02-01")', datetime(2026, 1, 31, 16, tzinfo=UTC)),
        ('=date and time("2026-02-01T10:00:00@Europe/Paris")', datetime(2026, 2, 1, 9, tzinfo=UTC)),
        ('="2026-02-01T10:00:00Z"', datetime(2026, 2, 1, 10, tzinfo=UTC)),
        ('=now() + duration("PT2H")', NOW + timedelta(hours=2)),
        ("2020-01-01T00:00:00Z", datetime(2020, 1, 1, tzinfo=UTC)),
    ],
)
def test_dates(text, due):
    assert schedule(TimerKind.DATE, text).due_at == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("PT1H30M", NOW + timedelta(minutes=90)),
        ("P1DT0.5S", NOW + timedelta(days=1, seconds=0.5)),
        ("P2W", NOW + timedelta(weeks=2)),
        ("PT0S", NOW),
        ('=duration("PT15M") * 2', NOW + timedelta(minutes=30)),
        ('="PT15M"', NOW + timedelta(minutes=15)),
        ("P1M", datetime(2026, 2, 28, 9, tzinfo=UTC)),
        ('=duration("P1Y1M")', datetime(2027, 2, 28, 9, tzinfo=UTC)),
        ("P1Y2M3DT4H", datetime(2027, 4, 3, 13, tzinfo=UTC)),
    ],
)
def test_durations(text, due):
    assert schedule(TimerKind.DURATION, text).due_at == due


def test_months_are_counted_where_the_organisation_is():
    late = datetime(2026, 1, 31, 17, tzinfo=UTC)  # in Shanghai it is February already
    assert schedule(TimerKind.DURATION, "P1M", now=late).due_at == datetime(2026, 2, 28, 17, tzinfo=UTC)
    assert schedule(TimerKind.DURATION, "P1M", now=late, zone=ZoneInfo("UTC")).due_at == datetime(2026, 2, 28, 17, tzinfo=UTC)
    early = datetime(2026, 3, 30, 17, tzinfo=UTC)  # the 31st there, and April has no 31st
    assert schedule(TimerKind.DURATION, "P1M", now=early).due_at == datetime(2026, 4, 29, 17, tzinfo=UTC)
    assert schedule(TimerKind.DURATION, "P1M", now=early, zone=ZoneInfo("UTC")).due_at == datetime(2026, 4, 30, 17, tzinfo=UTC)


def test_a_monthly_cycle_keeps_its_day_and_its_hour():
    first = schedule(TimerKind.CYCLE, "R5/2026-01-31T09:00:00-05:00/P1M", now=datetime(2026, 1, 1, tzinfo=UTC), zone=NEW_YORK)
    assert [due.astimezone(NEW_YORK).strftime("%m-%d %H") for due in dues(first, 9)] == [
        "01-31 09",
        "02-28 09",
        "03-31 09",
        "04-30 09",
        "05-31 09",
    ]


@pytest.mark.parametrize(
    ("text", "count"), [("R3/PT1H", 3), ("R1/PT1H", 1), ("R/PT1H", 9), ("PT1H", 9), ('=duration("PT1H")', 9), ('="R2/PT1H"', 2)]
)
def test_cycles_count(text, count):
    assert dues(schedule(TimerKind.CYCLE, text), 9) == [NOW + timedelta(hours=hour + 1) for hour in range(count)]


def test_a_cycle_with_a_start_in_the_past_goes_on_from_now():
    first = schedule(TimerKind.CYCLE, "R1000000000/2001-01-01T00:30:00Z/PT1H")
    assert first.due_at == datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    assert schedule(TimerKind.CYCLE, "R/2026-01-31T09:00:00Z/PT1H").due_at == NOW


def test_what_was_missed_is_not_made_up_for():
    first = schedule(TimerKind.CYCLE, "R4/PT1H")
    late = first.next(NOW + timedelta(days=400, minutes=30))
    assert late is not None
    assert (late.due_at, late.left) == (NOW + timedelta(days=400, hours=1), 3)


@pytest.mark.parametrize("text", ["", "soon", "P", "PT", "P1", "-PT1H", "R/P", "2026-13-01T00:00:00Z", "=5", "=true", "=[]", "P999999999Y"])
@pytest.mark.parametrize("kind", list(TimerKind))
def test_what_is_no_timer_halts(kind, text):
    with pytest.raises(Halt) as halt:
        schedule(kind, text)
    assert halt.value.code == "timer_unreadable"


@pytest.mark.parametrize(
    "text", ["R0/PT1H", "R3/PT0S", "R3/PT0.5S", "R2/2001-01-01T00:00:00Z/PT1H", "R3", "R/PT1H/PT1H/PT1H", "Rx/PT1H", "R-1/PT1H", "R3/-PT1H"]
)
def test_what_is_no_cycle_halts(text):
    with pytest.raises(Halt):
        schedule(TimerKind.CYCLE, text)


def test_a_date_beyond_the_calendar_halts():
    with pytest.raises(Halt):
        schedule(TimerKind.DURATION, "P9999Y")


@pytest.mark.parametrize(
    "text",
    [
        "R99999999999999999999/PT1S",
        "R0/PT1S",
        "R-5/PT1S",
        "R+5/PT1S",
        "R１/PT1S",
        "R/9001-01-01T00:00:00Z/P1D",
        "R/P8000Y",
        f"R{'9' * 5_000}/PT1S",
    ],
)
def test_cycles_are_bounded(text):
    with pytest.raises(Halt):
        schedule(TimerKind.CYCLE, text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "1899-12-31T00:00:00Z", "9001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_dates_are_of_years_that_somebody_means(text):
    with pytest.raises(Halt):
        schedule(TimerKind.DATE, text)


def test_a_cycle_ends_where_the_calendar_ends():
    first = schedule(TimerKind.CYCLE, "R/2026-02-01T09:00:00Z/P6000Y")
    assert dues(first, 9) == [datetime(2026, 2, 1, 9, tzinfo=UTC), datetime(8026, 2, 1, 9, tzinfo=UTC)]
