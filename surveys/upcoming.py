"""Which text goes next, when, and why it waits; and the sandbox's step to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clinic import clock
from clinic.models import Clinic, Patient
from notifications import consents, quiet_hours, states
from notifications.models import Direction, Kind, Message, Permission
from notifications.nudge import nudge
from notifications.tasks import sweep

from .models import CheckIn, CheckInState
from .services import FOLLOW_UP, step_of
from .tasks import release_due


@dataclass(frozen=True)
class Upcoming:
    """A text that has not gone yet."""

    at: datetime
    why: str
    patient: Patient


def next_text(
    now: datetime, number: str | None = None, clinics: QuerySet[Clinic] | None = None
) -> Upcoming | None:
    """The text to a patient that goes next, of one phone number or of some clinics."""
    found = [*_queued(now, number, clinics), *_planned(now, number, clinics)]
    return min(found, key=lambda upcoming: upcoming.at, default=None)


def skip(
    now: datetime, number: str | None = None, clinics: QuerySet[Clinic] | None = None
) -> Upcoming | None:
    """Move the sandbox's clock to the next text and do what the minute would; None if none waits.

    The clock never goes back: a text that is due already only gets its nudge.
    """
    upcoming = next_text(now, number, clinics)
    if upcoming is None:
        return None
    if upcoming.at > now:
        clock.move_to(upcoming.at)
    nudge(release_due)
    nudge(sweep)
    return upcoming


def _queued(
    now: datetime, number: str | None, clinics: QuerySet[Clinic] | None
) -> Iterator[Upcoming]:
    """The first few rows of the outbox: quiet hours may change their order."""
    rows = Message.objects.filter(
        direction=Direction.OUT, state=states.QUEUED, patient__isnull=False
    )
    rows = rows.exclude(kind=Kind.STAFF).select_related("patient", "clinic").order_by("due_at")
    for message in _of(rows, number, clinics)[:20]:
        due = max(message.due_at, now)
        at = due if message.kind == Kind.ANSWER else _allowed(due, message.patient, message.clinic)
        if at > due or message.reason == "quiet hours":
            why = _quiet(message.clinic)
        elif message.due_at <= now:
            why = message.reason or _("goes now")
        elif message.purpose == FOLLOW_UP:
            why = _("waits for the minute in which a procedure can be undone")
        else:
            why = message.reason or _("waits for its time")
        yield Upcoming(at, why, message.patient)


def _planned(
    now: datetime, number: str | None, clinics: QuerySet[Clinic] | None
) -> Iterator[Upcoming]:
    """The first check-in whose patient may be texted; those that may not get no text."""
    rows = CheckIn.objects.filter(state=CheckInState.PLANNED, expires_at__gt=now)
    rows = rows.select_related("patient", "clinic", "follow_up").order_by("due_at")
    may_text: dict[Patient, bool] = {}
    for check_in in _of(rows, number, clinics).iterator():
        patient = check_in.patient
        if patient not in may_text:
            may_text[patient] = consents.has(patient, Permission.TEXTS)
        if may_text[patient]:
            due = max(check_in.due_at, now)
            at = _allowed(due, patient, check_in.clinic)
            label = step_of(check_in).label.lower()
            why = _quiet(check_in.clinic) if at > due else _("waits for its day")
            yield Upcoming(at, f"{label}: {why}", patient)
            return


def _of(rows: QuerySet, number: str | None, clinics: QuerySet[Clinic] | None) -> QuerySet:
    if number is not None:
        rows = rows.filter(patient__phone=number)
    return rows if clinics is None else rows.filter(clinic__in=clinics)


def _allowed(moment: datetime, patient: Patient, clinic: Clinic) -> datetime:
    return quiet_hours.next_allowed(
        moment, patient.zone, clinic.quiet_from_hour, clinic.quiet_until_hour
    )


def _quiet(clinic: Clinic) -> str:
    hour = clinic.quiet_until_hour
    return _("quiet hours until %(hour)s") % {
        "hour": f"{hour % 12 or 12}:00 {'am' if hour < 12 else 'pm'}"
    }
