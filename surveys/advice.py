"""What the patient is told by the grade of an answer: what to do, never a tier."""

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.dates import short_day
from clinic.phones import said
from notifications.models import Grade

from .models import CheckIn


def interrupts(grade: str | None) -> bool:
    """Emergency and urgent answers are answered with the safety page at once."""
    return grade in (Grade.EMERGENCY, Grade.URGENT)


def heading(grade: str) -> str:
    if grade == Grade.EMERGENCY:
        return _("Call 911 now, or go to the nearest emergency room")
    return _("Call us today")


def text(grade: str, check_in: CheckIn, now: datetime) -> str:
    """One or two sentences; no promise of a call while the clinic is closed."""
    clinic = check_in.clinic
    phone = said(clinic.phone)
    if grade == Grade.EMERGENCY:
        done_on = short_day(check_in.follow_up.procedure.done_at, clinic.zone)
        return _(
            "This could be serious. Call 911 or go to the nearest emergency room now. "
            "Tell them you had a needle procedure on %(day)s. "
            "Then call us: %(phone)s."
        ) % {"day": done_on, "phone": phone}
    if grade == Grade.URGENT:
        if _is_open(now, clinic.zone):
            return _(
                "A nurse will call you within 1 hour. If you get worse, or feel weak, numb, "
                "breathless or confused, call 911. You can call us now: %(phone)s."
            ) % {"phone": phone}
        return _("Call us now, %(phone)s, or go to an emergency room.") % {"phone": phone}
    if grade == Grade.INFO:
        return _("This can happen and usually settles. We have noted it.")
    return _(
        "We will call you by the end of the next working day. "
        "Call sooner if it gets worse: %(phone)s."
    ) % {"phone": phone}


def _is_open(now: datetime, zone: object) -> bool:
    local = now.astimezone(zone)
    return local.weekday() < 5 and 8 <= local.hour < 17
