"""Days and times as people at the clinic read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import ngettext


def short(at: datetime, zone: ZoneInfo) -> str:
    """As in “Mar 3”."""
    return date_format(at.astimezone(zone), "M j")


def full(at: datetime, zone: ZoneInfo) -> str:
    """As in “Mar 3, 2026”."""
    return date_format(at.astimezone(zone), "M j, Y")


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Whole days from one local day to another."""
    return (end.astimezone(zone).date() - start.astimezone(zone).date()).days


def span(days: int) -> str:
    """How long ago in the unit people count in: "9 days", "6 weeks", "3 months"."""
    if days < 14:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if days < 84:
        weeks = round(days / 7)
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    months = round(days / 30.44)
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
