"""The organisation in which scenarios are played: its calendars, customers and services."""

from __future__ import annotations

from collections.abc import Mapping

from engine.calendars import BusinessCalendar, calendar_data, calendar_from

TIME_ZONE = "Asia/Shanghai"
_OFFICE_DAY = [["09:00", "12:00"], ["13:00", "18:00"]]
_WHOLE_DAY = [["00:00", "24:00"]]
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

CALENDARS: Mapping[str, Mapping[str, object]] = {
    "office": calendar_data(TIME_ZONE, dict.fromkeys(_WEEK[:5], _OFFICE_DAY), {}),
    "always": calendar_data(TIME_ZONE, dict.fromkeys(_WEEK, _WHOLE_DAY), {}),
}
CUSTOMERS = ("huarui_bank", "mingde_hospital")
SERVICES = ("business_system", "network", "desktop", "mail")


def calendars() -> dict[str, BusinessCalendar]:
    """By id: working hours of eight hours a day, and round the clock."""
    return {name: calendar_from(data) for name, data in CALENDARS.items()}
