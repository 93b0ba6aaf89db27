"""Runs beside the product, in Django on its database: makes patients, moves the clock, counts.

A line of JSON in asks for a function here, a line of JSON out is what it returned.
"""

import json
import sys
from datetime import datetime, time, timedelta
from typing import Any

import django

django.setup()

from django.db.models import QuerySet  # noqa: E402

from clinic import clock  # noqa: E402
from clinic.models import AuditEvent, Clinic, Patient, Role  # noqa: E402
from intake import services as intake_services  # noqa: E402
from intake.models import Assessment, Invitation  # noqa: E402
from notifications import states  # noqa: E402
from notifications.models import Alert, AlertState, Direction, Message, Permission  # noqa: E402
from surveys import services  # noqa: E402
from surveys.models import CheckIn, CheckInState, FollowUp  # noqa: E402
from tests import factories  # noqa: E402

SAFETY, ASKED = time(9, 50), time(10, 1)  # before and after the day's check-ins fall due


def people(start: int, count: int) -> dict[str, Any]:
    """A clinic whose patients had their procedure yesterday; every second one answers by link.

    When the clock is moved on, each has two texts due: the welcome and the first check-in.
    """
    clinic = factories.clinic(alert_number=_number(start + 99))
    local = clock.now().astimezone(clinic.zone)
    day = local.date() + timedelta(days=1)
    clock.move_to(datetime.combine(day, SAFETY, tzinfo=clinic.zone))
    now = clock.now()
    operator = factories.staff(Role.PHYSICIAN, clinic)
    made = []
    for n in range(1, count + 1):
        patient = factories.patient(clinic, phone=_number(start + n), created_at=now)
        factories.consent(patient, now=now)
        if n % 2:
            factories.consent(patient, Permission.ANSWER_BY_TEXT, now=now)
        factories.procedure(patient, operator, now, done_at=now - timedelta(days=1))
        made.append({"phone": patient.phone, "by_link": n % 2 == 0})
    return {"clinic": str(clinic.pk), "email": operator.email, "people": made}


def _number(n: int) -> str:
    return f"+1555010{n:04d}"


def fall_due(clinic: str) -> None:
    """Move the clock past the hour at which the check-ins are due."""
    zone = Clinic.objects.get(pk=clinic).zone
    today = clock.now().astimezone(zone).date()
    clock.move_to(datetime.combine(today, ASKED, tzinfo=zone))


def unsettled(clinic: str) -> dict[str, int]:
    """What is still to be done, by kind."""
    now, texts = clock.now(), Message.objects.filter(clinic=clinic)
    asked = CheckIn.objects.filter(clinic=clinic, state=CheckInState.PLANNED, due_at__lte=now)
    counts = {
        "planned": asked.count(),
        "queued": texts.filter(state=states.QUEUED).count(),
        "sending": texts.filter(state=states.SENDING).count(),
        "in_doubt": texts.filter(state=states.IN_DOUBT).count(),
        "received": texts.filter(state=states.RECEIVED).count(),
    }
    return {kind: count for kind, count in counts.items() if count}


def claimed(clinic: str) -> int:
    """How many attempts were begun."""
    texts = Message.objects.filter(clinic=clinic, direction=Direction.OUT)
    return sum(texts.values_list("attempts", flat=True))


def texts(clinic: str) -> list[dict[str, Any]]:
    """Every text of this clinic with its moves."""
    found = Message.objects.filter(clinic=clinic).prefetch_related("events").order_by("id")
    return [
        {
            "id": str(text.pk),
            "state": text.state,
            "reason": text.reason,
            "number": text.number,
            "out": text.direction == Direction.OUT,
            "kind": text.kind,
            "body": text.body,
            "key": text.dedupe_key,
            "carrier_id": text.carrier_id,
            "moves": [[e.old, e.new, e.by] for e in text.events.order_by("id")],
        }
        for text in found
    ]


def alerts(clinic: str) -> list[dict[str, str]]:
    """The alerts nobody has closed."""
    return [
        {"cause": alert.cause, "grade": alert.grade}
        for alert in Alert.objects.filter(clinic=clinic).exclude(state=AlertState.CLOSED)
    ]


def check_ins(clinic: str) -> dict[str, dict[str, Any]]:
    """The day's check-in of each phone: its state, and each item's values that stand."""
    today = _day_one(clinic)
    return {
        check_in.patient.phone: {
            "state": check_in.state,
            "awaiting": check_in.awaiting,
            "answers": _answers(check_in),
        }
        for check_in in today.select_related("patient")
    }


def _day_one(clinic: str) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(clinic=clinic, step="d1")


def _answers(check_in: CheckIn) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in check_in.answers.filter(superseded_by=None):
        value = row.code if row.number is None else row.number
        found.setdefault(row.item, []).append(value)
    return found


def invite(clinic: str) -> None:
    """Invite everybody to the history form, and answer all of it but the sending."""
    now = clock.now()
    by = factories.staff(Role.FRONT_DESK, Clinic.objects.get(pk=clinic))
    for patient in Patient.objects.filter(clinic=clinic):
        invitation = factories.invitation(patient, by, now)
        intake = intake_services.start_intake(invitation, now)
        for page, value in factories.ROSA.items():
            intake_services.save_page(intake=intake, page=page, value=value, now=now)


def intakes(clinic: str) -> list[list[int]]:
    """For each invitation: assessments, and how often a sending stands in the audit trail."""
    return [
        [
            Assessment.objects.filter(intake__invitation=invitation).count(),
            AuditEvent.objects.filter(
                action="intake.submitted", object_id=invitation.intake.pk
            ).count(),
        ]
        for invitation in Invitation.objects.filter(clinic=clinic)
    ]


def end(clinic: str) -> None:
    """No more of this clinic's check-ins: the next fault moves the clock again."""
    for follow_up in FollowUp.objects.filter(clinic=clinic):
        services.end_follow_up(follow_up, "the fault was counted", "faults", clock.now())


def main() -> None:
    for line in sys.stdin:
        name, arguments = json.loads(line)
        sys.stdout.write(json.dumps(globals()[name](*arguments)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
