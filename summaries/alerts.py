"""What the alerts about a patient say: those still open, and what became of one."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinic.dates import short_day
from notifications.alerts import SERIOUSNESS
from notifications.models import Alert, AlertState

from .parts import OpenAlert
from .records import Records


def still_open(records: Records) -> tuple[OpenAlert, ...]:
    """Alerts not closed, the gravest first."""
    found = [alert for alert in records.alerts if alert.state != AlertState.CLOSED]
    return tuple(
        OpenAlert(
            id=alert.pk,
            grade=alert.grade,
            grade_label=str(alert.get_grade_display()),
            reason=alert.reason.rstrip("."),
            raised_at=alert.raised_at,
            due_at=alert.due_at,
            state=_holder(alert),
        )
        for alert in sorted(found, key=lambda row: -SERIOUSNESS[row.grade])
    )


def outcome(records: Records, cause: str, zone: ZoneInfo) -> str:
    """What became of the newest alert of this cause; empty where there never was one."""
    found = [alert for alert in records.alerts if alert.cause == cause]
    if not found:
        return ""
    alert = found[-1]
    return closing(alert, zone) if alert.state == AlertState.CLOSED else _holder(alert)


def closing(alert: Alert, zone: ZoneInfo) -> str:
    """As in “Handled Sep 6, N. Pretend: gone with rest and fluids”."""
    said = _("%(outcome)s %(day)s, %(who)s") % {
        "outcome": alert.get_outcome_display(),
        "day": short_day(alert.closed_at, zone),
        "who": alert.closed_by,
    }
    return f"{said}: {alert.note.rstrip('.')}" if alert.note else said


def _holder(alert: Alert) -> str:
    if alert.acknowledged_by:
        return _("%(who)s has this") % {"who": alert.acknowledged_by}
    return _("nobody has this")
