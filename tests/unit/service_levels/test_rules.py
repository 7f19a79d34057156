"""Service clocks: what counts, what rests, and sums that a person can check."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendars import ALWAYS_OPEN, BusinessCalendar, calendar_data, calendar_from
from engine.service_levels import rules
from engine.service_levels.rules import Hold, ServiceClock

ZONE = ZoneInfo("Asia/Shanghai")
WORK = calendar_from(
    calendar_data("Asia/Shanghai", {key: [["09:00", "12:00"], ["13:00", "18:00"]] for key in ("mon", "tue", "wed", "thu", "fri")}, {})
)
HOUR = 3600
REQUESTER, OTHER = Hold("w1", "wait_requester"), Hold("w2", "wait_answer")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=ZONE)


def started(target_hours: float = 4, when: str = "02 10:00", calendar: BusinessCalendar = WORK) -> ServiceClock:
    return rules.start("resolution", calendar, int(target_hours * HOUR), at(when))


def test_a_clock_is_due_after_its_target_in_working_time() -> None:
    assert started().due_at == at("02 15:00")


def test_stopped_in_time_it_is_met_to_the_second() -> None:
    assert rules.stop(started(), at("02 15:00:00")).state == "met"
    assert rules.stop(started(), at("02 15:00:01")).state == "missed"


def test_elapsed_time_is_working_time() -> None:
    clock = rules.stop(started(), at("02 14:30"))
    assert clock.elapsed_seconds == 3.5 * HOUR
    assert rules.remaining(clock, at("09 10:00")) == 0.5 * HOUR, "it no longer runs"


def test_an_open_clock_past_its_target_is_overdue() -> None:
    clock = started()
    assert not rules.is_overdue(clock, at("02 15:00"))
    assert rules.is_overdue(clock, at("02 15:00:01"))
    assert rules.remaining(clock, at("02 16:00")) == -HOUR


def test_a_pause_moves_the_due_time_by_the_working_time_it_took() -> None:
    paused = rules.pause(started(), REQUESTER, at("02 11:00"))
    assert (paused.state, paused.due_at, paused.elapsed_seconds) == ("paused", None, HOUR)
    running = rules.resume(paused, "w1", at("03 09:30"))
    assert (running.state, running.due_at) == ("running", at("03 13:30"))
    assert rules.elapsed(running, at("03 10:30")) == 2 * HOUR


def test_overlapping_pauses_end_with_the_last() -> None:
    clock = rules.pause(started(), REQUESTER, at("02 11:00"))
    clock = rules.pause(clock, OTHER, at("02 11:30"))
    clock = rules.resume(clock, "w1", at("02 14:00"))
    assert clock.state == "paused"
    clock = rules.resume(clock, "w2", at("02 15:00"))
    assert (clock.state, clock.due_at) == ("running", at("02 18:00"))
    assert [(each.state, each.element_id) for each in clock.segments] == [
        ("running", None),
        ("paused", "wait_requester"),
        ("paused", "wait_answer"),
        ("running", None),
    ]


def test_the_same_wait_holds_once() -> None:
    clock = rules.pause(rules.pause(started(), REQUESTER, at("02 11:00")), REQUESTER, at("02 11:30"))
    assert rules.resume(clock, "w1", at("02 12:00")).state == "running"


def test_a_stranger_cannot_let_go() -> None:
    paused = rules.pause(started(), REQUESTER, at("02 11:00"))
    assert rules.resume(paused, "w9", at("02 12:00")) == paused


def test_a_pause_outside_working_hours_changes_no_due_time() -> None:
    clock = rules.pause(started(10), REQUESTER, at("02 19:00"))
    assert rules.resume(clock, "w1", at("03 08:00")).due_at == started(10).due_at


def test_a_pause_that_took_no_time_leaves_no_trace() -> None:
    clock = rules.resume(rules.pause(started(), REQUESTER, at("02 11:00")), "w1", at("02 11:00"))
    assert [each.state for each in clock.segments] == ["running", "running"]
    assert clock.due_at == started().due_at


def test_paused_when_stopped_counts_up_to_the_pause() -> None:
    clock = rules.stop(rules.pause(started(), REQUESTER, at("02 11:00")), at("05 11:00"))
    assert (clock.state, clock.elapsed_seconds, clock.holds) == ("met", HOUR, ())


def test_a_new_target_keeps_what_has_elapsed() -> None:
    clock = rules.retarget(started(4), 2 * HOUR, at("02 11:00"))
    assert (clock.target_seconds, clock.due_at) == (2 * HOUR, at("02 12:00"))
    assert rules.elapsed(clock, at("02 11:30")) == 1.5 * HOUR
    assert [each.target_seconds for each in clock.segments] == [4 * HOUR, 2 * HOUR]


def test_a_target_already_used_up_is_due_in_the_past() -> None:
    clock = rules.retarget(started(8), HOUR, at("02 16:00"))
    assert clock.due_at == at("02 11:00")
    assert rules.is_overdue(clock, at("02 16:00"))


def test_a_reopened_case_goes_on_where_it_stopped() -> None:
    clock = rules.restart(rules.stop(started(), at("02 12:00")), at("04 09:00"))
    assert (clock.state, clock.ended_at, clock.due_at) == ("running", None, at("04 11:00"))
    assert [each.state for each in clock.segments] == ["running", "stopped", "running"]
    assert rules.stop(clock, at("04 11:00")).elapsed_seconds == 4 * HOUR


def test_a_cancelled_clock_is_neither_met_nor_missed() -> None:
    assert rules.cancel(started(), at("06 12:00")).state == "cancelled"


@pytest.mark.parametrize("end", [rules.stop, rules.cancel])
def test_an_ended_clock_stays_as_it_ended(end: object) -> None:
    ended = end(started(), at("02 11:00"))  # type: ignore[operator]
    later = at("05 11:00")
    assert (
        rules.stop(ended, later)
        == rules.cancel(ended, later)
        == rules.pause(ended, REQUESTER, later)
        == rules.retarget(ended, 1, later)
        == ended
    )


def test_a_server_clock_set_back_does_not_make_negative_time() -> None:
    clock = rules.pause(started(), REQUESTER, at("02 09:00"))
    assert clock.elapsed_seconds == 0
    assert all(each.end is None or each.end >= each.start for each in clock.segments)


def test_the_present_segment_is_closed_for_showing() -> None:
    shown = rules.segments_until(started(), at("02 13:30"))
    assert (shown[-1].end, shown[-1].working_seconds) == (at("02 13:30"), 2.5 * HOUR)


actions = st.lists(
    st.tuples(st.sampled_from(["pause1", "pause2", "resume1", "resume2", "retarget", "stop", "restart"]), st.integers(0, 400 * 60)),
    max_size=14,
)


def played(steps: list[tuple[str, int]], calendar: BusinessCalendar) -> tuple[ServiceClock, list[tuple[datetime, bool]], datetime]:
    """The clock after ``steps``, and beside it a plain list of (moment, does it run from here) kept without the rules."""
    moment = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    clock = rules.start("c", calendar, 4 * HOUR, moment)
    holders: set[str] = set()
    stopped = False
    switches = [(moment, True)]
    for action, wait in steps:
        moment += timedelta(seconds=wait)
        match action:
            case "pause1" | "pause2":
                clock = rules.pause(clock, Hold(action[-1], action), moment)
                holders |= set() if stopped else {action[-1]}
            case "resume1" | "resume2":
                clock = rules.resume(clock, action[-1], moment)
                holders -= {action[-1]}
            case "retarget":
                clock = rules.retarget(clock, clock.target_seconds + 600, moment)
            case "stop":
                clock, stopped, holders = rules.stop(clock, moment), True, set()
            case "restart":
                clock, stopped = rules.restart(clock, moment), False
        switches.append((moment, not stopped and not holders))
    return clock, switches, moment


@settings(max_examples=200, deadline=None)
@given(actions, st.sampled_from([WORK, ALWAYS_OPEN]))
def test_elapsed_time_is_what_a_person_adds_up(steps: list[tuple[str, int]], calendar: BusinessCalendar) -> None:
    clock, switches, now = played(steps, calendar)
    by_hand = sum((calendar.between(begin, end) for (begin, runs), (end, _) in pairwise(switches) if runs), timedelta(0))
    assert rules.elapsed(clock, now) == by_hand.total_seconds()


@settings(max_examples=200, deadline=None)
@given(actions, st.sampled_from([WORK, ALWAYS_OPEN]))
def test_the_segments_are_seamless_and_sum_to_the_elapsed_time(steps: list[tuple[str, int]], calendar: BusinessCalendar) -> None:
    clock, _, now = played(steps, calendar)
    shown = rules.segments_until(clock, now)
    assert sum(each.working_seconds for each in shown if each.state == "running") == rules.elapsed(clock, now)
    for one, next_ in pairwise(shown):
        assert one.end == next_.start


@settings(max_examples=200, deadline=None)
@given(actions, st.sampled_from([WORK, ALWAYS_OPEN]))
def test_a_running_clock_has_used_its_target_when_it_is_due(steps: list[tuple[str, int]], calendar: BusinessCalendar) -> None:
    clock, _, now = played(steps, calendar)
    if clock.state == "running" and rules.remaining(clock, now) > 0:
        assert clock.due_at is not None
        assert rules.elapsed(clock, clock.due_at) == clock.target_seconds
        assert rules.elapsed(clock, clock.due_at - timedelta(seconds=1)) == clock.target_seconds - 1
