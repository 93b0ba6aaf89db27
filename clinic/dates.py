"""Days and hours as people read them in the language of the page, each in its own zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# Weekdays are written out in Spanish: "mar" alone would also be a month's beginning, and the sea.
_IN_SPANISH = {
    "M j, Y": r"j \d\e F \d\e Y",
    "M j": r"j \d\e F",
    "D, M j": r"l j \d\e F",
    "D, M j, Y": r"l j \d\e F \d\e Y",
}


def day(value: date | datetime | None, zone: ZoneInfo | None = None) -> str:
    """Mar 3, 2026, or 3 de marzo de 2026; a moment needs the zone in which its day is meant."""
    if value is None:
        return ""
    return _say(value.astimezone(zone) if isinstance(value, datetime) else value, "M j, Y")


def short_day(value: datetime, zone: ZoneInfo) -> str:
    """Mar 3, or 3 de marzo."""
    return _say(value.astimezone(zone), "M j")


def weekday(value: datetime, zone: ZoneInfo) -> str:
    """Tue, Mar 3, or martes 3 de marzo."""
    return _say(value.astimezone(zone), "D, M j")


def hour(value: datetime, zone: ZoneInfo) -> str:
    """10:40 am."""
    local = value.astimezone(zone)
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def day_hour(value: datetime, zone: ZoneInfo) -> str:
    """Mar 3, 10:40 am."""
    return f"{short_day(value, zone)}, {hour(value, zone)}"


def weekday_hour(value: datetime, zone: ZoneInfo) -> str:
    """Tue, Mar 3, 2026, 10:40 am."""
    local = value.astimezone(zone)
    return f"{_say(local, 'D, M j, Y')}, {hour(local, zone)}"


def since(value: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that says something: 14 min, 3 h, 2 days."""
    minutes = max(0, int((now - value) / timedelta(minutes=1)))
    if minutes < 60:
        return _("%(number)s min") % {"number": minutes}
    if minutes < 24 * 60:
        return _("%(number)s h") % {"number": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


def _say(value: date, english: str) -> str:
    """By a pattern of English, or by what says the same in the language of the page."""
    is_spanish = (get_language() or "").startswith("es")
    return date_format(value, _IN_SPANISH[english] if is_spanish else english)


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Whole days from one local day to another."""
    return (end.astimezone(zone).date() - start.astimezone(zone).date()).days


def span(days: int) -> str:
    """How long after, in the unit people count in: "9 days", "6 weeks", "3 months"."""
    if days < 14:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if days < 84:
        weeks = round(days / 7)
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    months = round(days / 30.44)
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
