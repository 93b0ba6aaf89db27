"""Days and hours as they are said at the desk, each in the zone it is meant in. Pure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def day(value: date | datetime | None, zone: ZoneInfo | None = None) -> str:
    """Mar 3, 2026; a moment needs the zone in which its day is meant."""
    if value is None:
        return ""
    local = value.astimezone(zone) if isinstance(value, datetime) else value
    return f"{local:%b} {local.day}, {local.year}"


def hour(value: datetime, zone: ZoneInfo) -> str:
    """10:40 am."""
    local = value.astimezone(zone)
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def short_day(value: datetime, zone: ZoneInfo) -> str:
    """Mar 3."""
    local = value.astimezone(zone)
    return f"{local:%b} {local.day}"


def day_hour(value: datetime, zone: ZoneInfo) -> str:
    """Mar 3, 10:40 am."""
    return f"{short_day(value, zone)}, {hour(value, zone)}"


def weekday_hour(value: datetime, zone: ZoneInfo) -> str:
    """Tue, Mar 3, 2026, 10:40 am."""
    return f"{value.astimezone(zone):%a}, {day(value, zone)}, {hour(value, zone)}"


def since(value: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that says something: 14 min, 3 h, 2 days."""
    minutes = max(0, int((now - value) / timedelta(minutes=1)))
    if minutes < 60:
        return _("%(number)s min") % {"number": minutes}
    if minutes < 24 * 60:
        return _("%(number)s h") % {"number": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
