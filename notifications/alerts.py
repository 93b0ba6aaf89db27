"""Alerts: raised once per cause, brought to staff, acknowledged, closed with what was done."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils import translation

from clinic import audit
from clinic.models import Clinic, Patient, Staff

from . import outbox, retry, states, wording
from .models import Alert, AlertState, Grade, Kind, Message, Outcome
from .owners import SilentOwner

ALERT = "alert"
SERIOUSNESS = {Grade.INFO: 0, Grade.PROMPT: 1, Grade.URGENT: 2, Grade.EMERGENCY: 3}
_CLOSE_OF_DAY = time(17)


def due_time(grade: str, now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody must have acted: 5 minutes, 1 hour, or the end of the next working day."""
    if grade == Grade.EMERGENCY:
        return now + timedelta(minutes=5)
    if grade == Grade.URGENT:
        return now + timedelta(hours=1)
    day = now.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, _CLOSE_OF_DAY, tzinfo=zone).astimezone(now.tzinfo)


def raise_alert(
    *,
    clinic: Clinic,
    patient: Patient | None,
    cause: str,
    grade: str,
    reason: str,
    url_name: str,
    target_id: UUID | None,
    actor: Staff | str,
    now: datetime,
) -> tuple[Alert, bool]:
    """Raise an alert, or find the open one of this cause; it may rise in grade, never sink.

    Returns the alert and whether it is new or has risen. Call inside the transaction of what
    caused it. An emergency or urgent one texts the clinic's alert number, without health content.
    """
    due_at = due_time(grade, now, clinic.zone)
    # A clash with another process undoes only its savepoint: get_or_create reads again.
    alert, is_new = Alert.objects.exclude(state=AlertState.CLOSED).get_or_create(
        clinic=clinic,
        patient=patient,
        cause=cause,
        defaults={
            "grade": grade,
            "reason": reason,
            "url_name": url_name,
            "target_id": target_id,
            "raised_at": now,
            "due_at": due_at,
        },
    )
    if not is_new:
        if SERIOUSNESS[grade] <= SERIOUSNESS[alert.grade]:
            return alert, False
        _rise(alert, grade, reason, due_at)
    audit.record(
        actor=actor,
        action="alert.raised",
        now=now,
        clinic=clinic,
        patients=[patient] if patient else [],
        object_id=alert.pk,
        grade=grade,
    )
    _tell_staff(alert, now)
    return alert, True


def _rise(alert: Alert, grade: str, reason: str, due_at: datetime) -> None:
    """Graver than before: nobody has it yet, and the patient has answered a lesser page."""
    alert.grade, alert.reason, alert.due_at = grade, reason, due_at
    alert.state, alert.acknowledged_by, alert.acknowledged_at = AlertState.OPEN, None, None
    alert.shown_to_patient_at = alert.patient_responded_at = None
    alert.patient_response = ""
    alert.save()


def _tell_staff(alert: Alert, now: datetime, key: str = "") -> None:
    if SERIOUSNESS[alert.grade] < SERIOUSNESS[Grade.URGENT] or not alert.clinic.alert_number:
        return
    with translation.override("en"):  # the staff's, also where a patient's page raises it
        body = wording.alert_waits(
            alert.clinic, alert.get_grade_display(), settings.PUBLIC_URL + reverse("desk:alerts")
        )
    outbox.queue_text(
        clinic=alert.clinic,
        patient=None,
        number=alert.clinic.alert_number,
        purpose=ALERT,
        owner_id=alert.pk,
        dedupe_key=key or f"alert:{alert.pk}:{alert.grade}",
        body=body,
        kind=Kind.STAFF,
        now=now,
    )


def untold(now: datetime) -> list[Alert]:
    """Open emergency and urgent alerts whose last text to staff never reached them, or was none.

    Each further text waits longer than the one before, up to the longest wait.
    """
    grave = Alert.objects.filter(
        state=AlertState.OPEN, grade__in=(Grade.EMERGENCY, Grade.URGENT)
    ).exclude(clinic__alert_number="")
    return [alert for alert in grave.select_related("clinic") if _is_untold(alert, now)]


def _is_untold(alert: Alert, now: datetime) -> bool:
    texts = Message.objects.filter(purpose=ALERT, owner_id=alert.pk).order_by("-id")
    last = texts.first()
    if last is None:
        return True
    lost = states.NOT_SENT | states.DID_NOT_ARRIVE | {states.UNRESOLVED}
    wait = retry.wait_before(texts.count(), timedelta(minutes=1), timedelta(minutes=30))
    return last.state in lost and now >= last.created_at + wait


def tell_again(alert: Alert, now: datetime) -> None:
    """One more text to staff, with its own key."""
    with transaction.atomic():
        texts = Message.objects.filter(purpose=ALERT, owner_id=alert.pk).count()
        _tell_staff(alert, now, key=f"alert:{alert.pk}:{alert.grade}:{texts + 1}")


class AlertOwner(SilentOwner):
    """The notice to staff: not needed once somebody has the alert."""

    def still_wanted(self, message: Message, now: datetime) -> tuple[bool, str]:
        alert = Alert.objects.get(pk=message.owner_id)
        if alert.state == AlertState.OPEN:
            return True, ""
        return False, "somebody has this alert"


def acknowledge(alert: Alert, staff: Staff, now: datetime) -> bool:
    """Take an alert. False where somebody else has it already."""
    with transaction.atomic():
        taken = Alert.objects.filter(pk=alert.pk, state=AlertState.OPEN).update(
            state=AlertState.ACKNOWLEDGED, acknowledged_by=staff, acknowledged_at=now
        )
        if taken:
            _record(alert, "alert.acknowledged", staff, now)
    return bool(taken)


def reopen(alert: Alert, actor: Staff | str, now: datetime) -> None:
    """Something new came to an alert that somebody has: it waits for a person again."""
    with transaction.atomic():
        if Alert.objects.filter(pk=alert.pk, state=AlertState.ACKNOWLEDGED).update(
            state=AlertState.OPEN, acknowledged_by=None, acknowledged_at=None
        ):
            _record(alert, "alert.reopened", actor, now)


def told_again(alert: Alert, actor: Staff | str, now: datetime) -> None:
    """A new answer bears on an alert that stands: a person, and the patient, look again."""
    with transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(
            shown_to_patient_at=None, patient_response="", patient_responded_at=None
        )
        reopen(alert, actor, now)


def close(alert: Alert, staff: Staff, outcome: Outcome, note: str, now: datetime) -> bool:
    """Close with what was done. False where it is closed already."""
    with transaction.atomic():
        closed = (
            Alert.objects.filter(pk=alert.pk)
            .exclude(state=AlertState.CLOSED)
            .update(
                state=AlertState.CLOSED,
                closed_by=staff,
                closed_at=now,
                outcome=outcome,
                note=note,
            )
        )
        if closed:
            _record(alert, "alert.closed", staff, now)
    return bool(closed)


def shown_to_patient(alert: Alert, now: datetime) -> None:
    """The patient has the safety page before them."""
    Alert.objects.filter(pk=alert.pk, shown_to_patient_at=None).update(shown_to_patient_at=now)


def patient_responded(alert: Alert, response: str, now: datetime) -> None:
    """The patient pressed "I have called" or "by mistake". The alert stands either way."""
    with transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(
            patient_response=response, patient_responded_at=now
        )
        _record(alert, f"alert.patient_{response}", "patient", now)


def _record(alert: Alert, action: str, actor: Staff | str, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        now=now,
        clinic=alert.clinic,
        patients=[alert.patient] if alert.patient else [],
        object_id=alert.pk,
    )


def waiting(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Those not closed: gravest first, then nearest due."""
    order = {grade: -rank for grade, rank in SERIOUSNESS.items()}
    rank = Case(*(When(grade=grade, then=Value(n)) for grade, n in order.items()))
    return (
        alerts.exclude(state=AlertState.CLOSED)
        .select_related("patient", "clinic", "acknowledged_by")
        .annotate(rank=rank)
        .order_by("rank", F("due_at"), "id")
    )
