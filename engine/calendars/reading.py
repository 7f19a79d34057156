"""Calendars as data: checked, read, and kept for reuse."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from engine.calendars.calendar import MINUTES_A_DAY, BusinessCalendar, Hours
from engine.calendars.texts import say
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.texts import Text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_LARGEST_EXCEPTIONS = 2_000


def calendar_data(time_zone: str, weekly: Mapping[str, object], exceptions: Mapping[str, object]) -> dict[str, object]:
    """A calendar as JSON, the form in which rows and clocks keep it."""
    return {"time_zone": time_zone, "weekly": dict(weekly), "exceptions": dict(exceptions)}


def calendar_from(data: Mapping[str, object]) -> BusinessCalendar:
    """The calendar of ``{"time_zone", "weekly": {"mon": [["09:00", "18:00"]]}, "exceptions": {"2026-10-01": []}}``.

    The same data gives the same object. Raises ``InvalidInput`` with every fault.
    """
    return _read(json.dumps(data, sort_keys=True))


@lru_cache(maxsize=64)
def _read(text: str) -> BusinessCalendar:
    data = json.loads(text)
    faults = faults_of(data)
    if faults:
        raise InvalidInput(say("calendar_invalid", count=len(faults), first=faults[0].text), faults=faults)
    return BusinessCalendar(
        time_zone=ZoneInfo(data["time_zone"]),
        weekly=tuple(_hours(data["weekly"].get(name, [])) for name in WEEKDAYS),
        exceptions={date.fromisoformat(day): _hours(hours) for day, hours in data.get("exceptions", {}).items()},
    )


def faults_of(data: Mapping[str, object]) -> tuple[Fault, ...]:
    """Everything that is wrong with a calendar as data; ``where`` is a path such as ``weekly.mon``."""
    return tuple(_faults(data))


def closed_for_ever(data: Mapping[str, object]) -> Iterator[Fault]:
    """The fault of a calendar without hours in its week, for one that is about to be saved: what was saved before goes on being read."""
    weekly = data.get("weekly")
    if isinstance(weekly, Mapping) and not any(weekly.values()):
        yield _fault("weekly", say("no_hours"))


def _faults(data: Mapping[str, object]) -> Iterator[Fault]:
    zone = data.get("time_zone")
    if not isinstance(zone, str) or zone not in available_timezones():
        yield _fault("time_zone", say("time_zone_unknown", zone=zone))
    weekly, exceptions = data.get("weekly"), data.get("exceptions", {})
    if not isinstance(weekly, Mapping) or not isinstance(exceptions, Mapping):
        yield _fault("weekly", say("weekly_not_by_day"))
        return
    if len(exceptions) > _LARGEST_EXCEPTIONS:
        yield _fault("exceptions", say("too_many_exceptions", most=_LARGEST_EXCEPTIONS, count=len(exceptions)))
    for name, hours in weekly.items():
        if name not in WEEKDAYS:
            yield _fault(f"weekly.{name}", say("day_unknown", name=name))
        yield from _hours_faults(f"weekly.{name}", hours)
    for day, hours in exceptions.items():
        if not _is_date(day):
            yield _fault(f"exceptions.{day}", say("date_invalid", day=day))
        yield from _hours_faults(f"exceptions.{day}", hours)


def _hours_faults(where: str, hours: object) -> Iterator[Fault]:
    """Intervals must be pairs of times, in order, and not overlap; only the last may run over midnight."""
    if not isinstance(hours, Sequence) or isinstance(hours, str) or not all(_is_interval(pair) for pair in hours):
        yield _fault(where, say("intervals_invalid", hours=hours))
        return
    minutes = _hours(hours)
    if any(earlier[1] > later[0] for earlier, later in itertools.pairwise(minutes)):
        yield _fault(where, say("intervals_overlap"))


def _is_interval(pair: object) -> bool:
    return (
        isinstance(pair, Sequence)
        and len(pair) == 2
        and all(isinstance(text, str) and _TIME.fullmatch(text) for text in pair)
        and pair[0] != "24:00"
    )


def _hours(intervals: Sequence[Sequence[str]]) -> Hours:
    pairs = ((_minutes(start), _minutes(end)) for start, end in intervals)
    return tuple((start, end if end > start else end + MINUTES_A_DAY) for start, end in pairs)


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _is_date(text: object) -> bool:
    if not isinstance(text, str):
        return False
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fault(where: str, text: Text) -> Fault:
    return Fault(where, "calendar_invalid", text)


ALWAYS_OPEN = calendar_from(calendar_data("UTC", {name: [["00:00", "24:00"]] for name in WEEKDAYS}, {}))
"""Every hour of every day."""
