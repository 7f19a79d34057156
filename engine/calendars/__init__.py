"""Business calendars: working time on the line of instants. Pure; usable alone."""

from engine.calendars.calendar import HORIZON_DAYS, BusinessCalendar
from engine.calendars.reading import ALWAYS_OPEN, WEEKDAYS, calendar_data, calendar_from, closed_for_ever, faults_of

__all__ = ["ALWAYS_OPEN", "HORIZON_DAYS", "WEEKDAYS", "BusinessCalendar", "calendar_data", "calendar_from", "closed_for_ever", "faults_of"]
