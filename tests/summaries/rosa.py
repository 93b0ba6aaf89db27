"""Rosa of the pictures: two epidurals, one check-in without an answer, a headache that went away.

Told through the product's own services; the texts stay in the outbox.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from clinic.models import Role
from intake.models import Decision
from intake.services import record_review
from notifications import alerts, inbound
from notifications.models import Alert, Message, Outcome
from surveys import release, services
from surveys.models import AnswerChannel, CheckIn, FollowUp
from tests import factories

ZONE = ZoneInfo("America/New_York")
MADE_AT = datetime(2026, 10, 14, 9, 14, tzinfo=ZONE)


def at(month, day, hour=10, minute=5):
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def answer(procedure, step, at, /, **pages):
    """The check-in falls due and is answered, page by page; all else of its day happens too."""
    release.release_due(at)
    check_in = CheckIn.objects.get(follow_up__procedure=procedure, step=step)
    by_text = set(pages) <= {"now", "safety"} and pages.get("safety", ["none"]) == ["none"]
    for page, value in pages.items():
        services.keep_answer(
            check_in,
            page,
            {page: value},
            channel=AnswerChannel.REPLY if by_text else AnswerChannel.LINK,
            now=at,
        )
    services.finish_if_answered(check_in, at)
    return check_in


def by_text(now):
    return {"now": now, "safety": ["none"]}


def by_link(average, percent, peg, pgic="2", **more):
    pain, enjoyment, activity = peg
    values = {
        "safety": ["none"],
        "now": average,
        "average": average,
        "percent": percent,
        "peg_pain": pain,
        "peg_enjoyment": enjoyment,
        "peg_general_activity": activity,
        "pgic": pgic,
    }
    return values | more


def scores(now, average, peg):
    pages = {"nrs_now": now, "nrs_average": average}
    pages |= dict(zip(("peg_pain", "peg_enjoyment", "peg_general_activity"), peg, strict=True))
    return {page: {page: value} for page, value in pages.items()}


def rosa(**fields):
    """The whole story up to October 13; returns the patient."""
    clinic = factories.clinic(name="Oak Clinic")
    patient = factories.consenting_patient(
        at=clinic, last_name="Fictional", mrn="41002", referring_doctor="Dr. P. Placeholder",
        phone="+15550100142", **fields,
    )  # fmt: skip
    doctor = factories.staff(Role.PHYSICIAN, clinic, name="A. Sample")
    nurse = factories.staff(Role.NURSE, clinic, name="N. Pretend")
    _first(patient, doctor, nurse)
    _second(patient, doctor, nurse)
    return patient


def _first(patient, doctor, nurse):
    intake = factories.submitted_intake(patient, at(2, 10), **scores(6, 7, (7, 8, 7)))
    offer(intake, doctor, at(2, 12))
    done = factories.procedure(patient, doctor, at(3, 3, 11), done_at=at(3, 3, 10, 40))
    answer(done, "d1", at(3, 4), **by_text(5))
    _not_answered(patient, nurse)
    answer(done, "d7", at(3, 10), **by_text(4))
    answer(done, "w2", at(3, 17), **by_link(3, 60, (3, 3, 3)))
    answer(done, "w6", at(4, 14), **by_link(2, 70, (2, 3, 4)))
    answer(done, "m3", at(6, 3), **by_link(3, 50, (3, 4, 3)))
    services.end_follow_up(
        FollowUp.objects.get(procedure=done), "the procedure is repeated", doctor, at(8, 25)
    )


def _second(patient, doctor, nurse):
    intake = factories.submitted_intake(patient, at(8, 25), **scores(6, 6, (6, 6, 6)))
    offer(intake, doctor, at(8, 27))
    done = factories.procedure(patient, doctor, at(9, 1, 11), done_at=at(9, 1, 10, 40))
    answer(done, "d1", at(9, 2), **by_text(5))
    answer(done, "d3", at(9, 4), now=4, safety=["positional_headache"], headache=["none"],
           onset="yesterday")  # fmt: skip
    headache = Alert.objects.get(cause__endswith="positional_headache")
    alerts.acknowledge(headache, nurse, at(9, 4, 10, 11))
    alerts.close(headache, nurse, Outcome.DONE, "gone with rest and fluids", at(9, 6))
    answer(done, "d7", at(9, 8), **by_text(3))
    answer(done, "w2", at(9, 15), **by_link(2, 70, (3, 3, 3)))
    answer(done, "w6", at(10, 13), **by_link(2, 70, (2, 3, 3)))
    texted = write(patient, "I can walk to the store again.", at(10, 13, 10, 9))
    alerts.close(texted, nurse, Outcome.DONE, "read", at(10, 13, 11))


def offer(intake, doctor, now):
    """A clinician agrees and offers the epidural on the right."""
    return record_review(
        assessment=intake.assessments.get(),
        staff=doctor,
        decision=Decision.OFFER,
        family="esi_lumbar",
        side="right",
        agrees=True,
        cautions_seen=("anticoagulant_intermediate_risk_procedure",),
        now=now,
    )


def _not_answered(patient, nurse):
    release.release_due(at(3, 6))
    release.release_due(at(3, 7))
    call = Alert.objects.get(patient=patient, cause__startswith="call:")
    alerts.close(call, nurse, Outcome.NOT_AN_EMERGENCY, "feels well", at(3, 7, 11))


def write(patient, words, now):
    """A text that a person must read; returns the alert it raised."""
    inbound.receive(carrier_id=f"SM-{now:%m%d%H%M}", number=patient.phone, body=words, now=now)
    inbound.handle(Message.objects.get(body=words).pk, now)
    return Alert.objects.get(patient=patient, cause="unread_reply")


def empty(**fields):
    """A patient just added: no form, no procedure."""
    return factories.patient(first_name="New", last_name="Nobody", **fields)
