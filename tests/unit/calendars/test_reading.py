"""Calendars as data: every fault is told, with its place."""

from __future__ import annotations

import pytest

from engine.calendars import calendar_data, calendar_from, faults_of
from engine.kernel.errors import InvalidInput


@pytest.mark.parametrize(
    ("zone", "weekly", "exceptions", "where"),
    [
        ("Mars/Olympus", {}, {}, ["time_zone"]),
        ("Asia/Shanghai", {"monday": []}, {}, ["weekly.monday"]),
        ("Asia/Shanghai", {"mon": [["9:00", "18:00"]]}, {}, ["weekly.mon"]),
        ("Asia/Shanghai", {"mon": [["09:00", "25:00"]]}, {}, ["weekly.mon"]),
        ("Asia/Shanghai", {"mon": ["09:00", "18:00"]}, {}, ["weekly.mon"]),
        ("Asia/Shanghai", {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}, {}, ["weekly.mon"]),
        ("Asia/Shanghai", {"mon": [["13:00", "14:00"], ["09:00", "12:00"]]}, {}, ["weekly.mon"]),
        ("Asia/Shanghai", {"mon": [["22:00", "06:00"], ["23:00", "23:30"]]}, {}, ["weekly.mon"]),
        ("Asia/Shanghai", {}, {"2026-02-30": []}, ["exceptions.2026-02-30"]),
        ("Asia/Shanghai", {}, {"20260228": []}, ["exceptions.20260228"]),
        ("Nowhere", {"mon": "x"}, {"never": "x"}, ["time_zone", "weekly.mon", "exceptions.never", "exceptions.never"]),
    ],
)
def test_a_fault_names_its_place(zone: str, weekly: dict[str, object], exceptions: dict[str, object], where: list[str]) -> None:
    faults = faults_of(calendar_data(zone, weekly, exceptions))
    assert [fault.where for fault in faults] == where
    assert all(fault.en.startswith("Expected") and fault.zh for fault in faults)


def test_a_faulty_calendar_is_not_read() -> None:
    with pytest.raises(InvalidInput) as refusal:
        calendar_from(calendar_data("Nowhere", {"mon": "x"}, {}))
    assert len(refusal.value.faults) == 2


def test_a_sound_calendar_has_no_faults() -> None:
    assert faults_of(calendar_data("Asia/Shanghai", {"mon": [["09:00", "12:00"], ["13:00", "24:00"]]}, {"2026-10-01": []})) == ()


def test_the_same_data_gives_the_same_calendar() -> None:
    data = calendar_data("Asia/Shanghai", {"mon": [["09:00", "18:00"]]}, {})
    assert calendar_from(data) is calendar_from(dict(data))
