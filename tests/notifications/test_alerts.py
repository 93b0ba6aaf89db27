"""Alerts: one per cause, rising never sinking, brought to staff, taken by one, closed once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from clinic.models import AuditEvent
from notifications import alerts, states
from notifications.models import Alert, AlertState, Grade, Message, Outcome
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import calls, send

EMERGENCY, URGENT, PROMPT, INFO = Grade.EMERGENCY, Grade.URGENT, Grade.PROMPT, Grade.INFO
NEW_YORK, HONOLULU = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Honolulu")


@pytest.fixture
def patient(db):
    return factories.patient(at=factories.clinic(alert_number=factories.patient().phone))


def raised(about, grade=PROMPT, cause="red_flag:R1", now=NOW, **fields):
    defaults = {
        "clinic": about.clinic,
        "patient": about,
        "cause": cause,
        "grade": grade,
        "reason": "Numb between the legs",
        "url_name": "desk:patient",
        "target_id": about.pk,
        "actor": "test",
        "now": now,
    }
    return alerts.raise_alert(**defaults | fields)


def notices(alert):
    return list(Message.objects.filter(owner_id=alert.pk, purpose=alerts.ALERT).order_by("id"))


@pytest.mark.parametrize(
    ("grade", "local", "zone", "due"),
    [
        (EMERGENCY, "2026-03-07T23:58", NEW_YORK, "2026-03-08T00:03"),
        (URGENT, "2026-03-06T18:30", NEW_YORK, "2026-03-06T19:30"),
        (URGENT, "2026-03-08T01:30", NEW_YORK, "2026-03-08T03:30"),  # the clocks go forward at 2
        (PROMPT, "2026-03-03T10:40", NEW_YORK, "2026-03-04T17:00"),
        (INFO, "2026-03-03T10:40", NEW_YORK, "2026-03-04T17:00"),
        (PROMPT, "2026-03-05T00:01", NEW_YORK, "2026-03-06T17:00"),
        (PROMPT, "2026-03-06T23:59", NEW_YORK, "2026-03-09T17:00"),  # Friday evening
        (PROMPT, "2026-03-07T12:00", NEW_YORK, "2026-03-09T17:00"),  # Saturday
        (PROMPT, "2026-03-08T12:00", NEW_YORK, "2026-03-09T17:00"),  # Sunday
        (PROMPT, "2026-03-05T23:30", HONOLULU, "2026-03-06T17:00"),  # Friday already in UTC
        (PROMPT, "2026-12-31T10:00", NEW_YORK, "2027-01-01T17:00"),
    ],
)
def test_somebody_must_have_acted_by(grade, local, zone, due):
    now = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
    expected = datetime.fromisoformat(due).replace(tzinfo=zone)
    assert alerts.due_time(grade, now, zone) == expected


def test_one_cause_raises_one_alert(patient):
    first, is_new = raised(patient)
    again, is_news = raised(patient, now=NOW + timedelta(hours=1))
    assert (first.pk, is_new, is_news) == (again.pk, True, False)
    assert again.raised_at == NOW
    assert AuditEvent.objects.filter(action="alert.raised").count() == 1


def test_each_cause_and_each_patient_has_its_own(patient):
    other = factories.patient(at=patient.clinic)
    raised(patient), raised(patient, cause="red_flag:R2"), raised(other)
    assert Alert.objects.count() == 3


def test_an_alert_rises_and_is_nobodys_again(patient):
    alert, _ = raised(patient, PROMPT)
    assert alerts.acknowledge(alert, factories.staff(at=patient.clinic), NOW)
    risen, is_news = raised(patient, URGENT, now=NOW + timedelta(hours=1))
    risen.refresh_from_db()
    assert (risen.pk, is_news, risen.grade) == (alert.pk, True, URGENT)
    assert (risen.state, risen.acknowledged_by) == (AlertState.OPEN, None)
    assert risen.due_at == NOW + timedelta(hours=2)


@pytest.mark.parametrize("lower", [URGENT, PROMPT, INFO])
def test_an_alert_never_sinks(patient, lower):
    raised(patient, EMERGENCY)
    _, is_news = raised(patient, lower)
    assert not is_news
    assert Alert.objects.get().grade == EMERGENCY


def test_a_closed_alert_stays_closed_and_its_cause_may_be_raised_anew(patient):
    alert, _ = raised(patient)
    alerts.close(alert, factories.staff(at=patient.clinic), Outcome.DONE, "called", NOW)
    again, is_new = raised(patient)
    assert is_new
    assert again.pk != alert.pk


@pytest.mark.parametrize(("grade", "texts"), [(EMERGENCY, 1), (URGENT, 1), (PROMPT, 0), (INFO, 0)])
def test_only_what_cannot_wait_is_texted_to_staff(patient, grade, texts):
    alert, _ = raised(patient, grade)
    assert len(notices(alert)) == texts


def test_the_text_to_staff_has_no_health_content_and_reaches_the_alert_number(carrier, patient):
    alert, _ = raised(patient, URGENT)
    [notice] = notices(alert)
    assert send(notice).state == states.ACCEPTED
    [text] = carrier.record(patient.clinic.alert_number)["messages"]
    assert "Urgent" in text["body"]
    assert "/alerts/" in text["body"]
    for secret in ("Numb", "legs", patient.first_name, patient.last_name, patient.mrn):
        assert secret not in text["body"]


def test_a_repeat_texts_staff_no_second_time_and_a_rise_does(patient):
    alert, _ = raised(patient, URGENT)
    raised(patient, URGENT)
    assert len(notices(alert)) == 1
    raised(patient, EMERGENCY)
    assert len(notices(alert)) == 2


def test_a_clinic_without_an_alert_number_gets_no_text(db):
    patient = factories.patient(at=factories.clinic(alert_number=""))
    alert, _ = raised(patient, EMERGENCY)
    assert notices(alert) == []


def test_the_notice_is_not_sent_once_somebody_has_the_alert(carrier, patient):
    alert, _ = raised(patient, URGENT)
    [notice] = notices(alert)
    alerts.acknowledge(alert, factories.staff(at=patient.clinic), NOW)
    send(notice)
    assert (notice.state, notice.reason) == (states.CANCELLED, "somebody has this alert")
    assert calls(carrier, patient.clinic.alert_number) == 0


def test_of_two_people_who_take_an_alert_one_has_it(patient):
    alert, _ = raised(patient)
    alice, bob = (factories.staff(at=patient.clinic) for _ in range(2))
    held_by_bob = Alert.objects.get(pk=alert.pk)
    assert alerts.acknowledge(alert, alice, NOW)
    assert not alerts.acknowledge(held_by_bob, bob, NOW)
    alert.refresh_from_db()
    assert (alert.acknowledged_by, alert.acknowledged_at) == (alice, NOW)
    assert AuditEvent.objects.filter(action="alert.acknowledged").count() == 1


def test_an_alert_is_closed_once_with_what_was_done(patient):
    alert, _ = raised(patient)
    alice, bob = (factories.staff(at=patient.clinic) for _ in range(2))
    assert alerts.close(alert, alice, Outcome.SEEN_TODAY, "seen at four", NOW)
    assert not alerts.close(alert, bob, Outcome.DUPLICATE, "", NOW)
    alert.refresh_from_db()
    assert (alert.state, alert.closed_by, alert.outcome) == ("closed", alice, "seen_today")
    assert alert.note == "seen at four"
    assert AuditEvent.objects.filter(action="alert.closed").count() == 1


def test_what_the_patient_presses_is_kept_and_the_alert_stands(patient):
    alert, _ = raised(patient, URGENT)
    alerts.shown_to_patient(alert, NOW)
    alerts.shown_to_patient(alert, NOW + timedelta(hours=1))
    alerts.patient_responded(alert, "mistake", NOW)
    alert.refresh_from_db()
    assert (alert.shown_to_patient_at, alert.patient_response) == (NOW, "mistake")
    assert alert.state == AlertState.OPEN


def test_the_gravest_and_the_nearest_due_wait_first(patient):
    for cause, grade, hour in (
        ("a", PROMPT, 0), ("b", URGENT, 2), ("c", EMERGENCY, 3), ("d", URGENT, 1), ("e", INFO, 0),
    ):  # fmt: skip
        raised(patient, grade, cause, NOW + timedelta(hours=hour))
    gone, _ = raised(patient, EMERGENCY, "gone")
    alerts.close(gone, factories.staff(at=patient.clinic), Outcome.DONE, "", NOW)
    assert [a.cause for a in alerts.waiting(Alert.objects.all())] == ["c", "d", "b", "a", "e"]


@pytest.fixture
def rival(patient):
    """Another process that raises the same alert between our look and our insert."""
    rivals = []

    def insert_after_our_look(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if rivals and sql.startswith("SELECT") and "notifications_alert" in sql:
            rivals.pop().save(force_insert=True)
        return answer

    with connection.execute_wrapper(insert_after_our_look):
        yield rivals


def rival_of(about, grade, **fields):
    return Alert(
        clinic=about.clinic, cause="red_flag:R1", grade=grade, raised_at=NOW, due_at=NOW, **fields
    )


@pytest.mark.parametrize("with_patient", [True, False])
def test_a_clash_rolls_back_nothing_that_stands_beside_it(patient, rival, with_patient):
    whose = patient if with_patient else None
    rival.append(rival_of(patient, URGENT, patient=whose))
    with transaction.atomic():
        factories.consent(patient)
        alert, is_news = raised(patient, URGENT, patient=whose)
    assert (Alert.objects.count(), alert.pk, is_news) == (1, Alert.objects.get().pk, False)
    assert patient.consent_set.count() == 1


def test_whoever_loses_the_clash_still_raises_the_grade(patient, rival):
    rival.append(rival_of(patient, PROMPT, patient=patient))
    alert, is_news = raised(patient, EMERGENCY)
    assert (Alert.objects.get().grade, is_news) == (EMERGENCY, True)
    assert len(notices(alert)) == 1
