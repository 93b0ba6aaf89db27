"""When each step of a protocol is due. Pure."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .protocol import Protocol, Step


@dataclass(frozen=True)
class Planned:
    """One step with its local day and its due and closing times (UTC)."""

    step: Step
    local_date: date
    due_at: datetime
    expires_at: datetime


def add_months(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due_at(local_date: date, hour: int, zone: ZoneInfo) -> datetime:
    """UTC of a local day and hour; an hour that a clock change skips is the hour after it."""
    return datetime.combine(local_date, time(hour), tzinfo=zone).astimezone(UTC)


def plan(protocol: Protocol, day_0: date, zone: ZoneInfo) -> list[Planned]:
    """Every step of the protocol: day 0 is the clinic's local day, hours are the patient's."""
    planned = []
    for step in protocol.steps:
        day = add_months(day_0, step.offset_months) + timedelta(days=step.offset_days)
        due = due_at(day, step.hour, zone)
        closes = due + timedelta(hours=step.too_late_after_hours)
        planned.append(Planned(step, day, due, closes))
    return planned
