"""Answers kept at every Continue, red flags judged with them, the form sent once."""

from datetime import timedelta

import pytest

from clinic.models import AuditEvent, PatientLink
from intake import selectors, services
from intake.models import Answer, Assessment, IntakeState, Review
from notifications import consents
from notifications.models import Alert, Message, Permission
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def save(intake, page, answer, now=NOW):
    return services.save_page(intake=intake, page=page, value={page: answer}, now=now)


def test_a_changed_answer_supersedes_the_row_before_it():
    intake = make.intake(make.patient())
    save(intake, "nrs_now", 6)
    save(intake, "nrs_now", 8)
    rows = Answer.objects.filter(intake=intake, page="nrs_now")
    assert [row.value["nrs_now"] for row in rows] == [6, 8]
    assert [row.superseded_at is None for row in rows] == [False, True]
    assert selectors.answers(intake)["nrs_now"] == {"nrs_now": 8}


def test_the_same_answer_again_writes_nothing():
    intake = make.intake(make.patient())
    save(intake, "nrs_now", 6)
    before = AuditEvent.objects.count()
    save(intake, "nrs_now", 6)
    assert Answer.objects.count() == 1
    assert AuditEvent.objects.count() == before


def test_numbness_with_back_pain_raises_an_emergency_at_that_continue():
    patient = make.patient()
    intake = make.intake(patient)
    save(intake, "where", [{"site": "low_back", "side": "middle"}])
    saved = save(intake, "saddle_numbness", "yes")
    alert = Alert.objects.get(patient=patient)
    assert saved.alerts == (alert,)
    assert (alert.grade, alert.state) == ("emergency", "open")
    assert alert.due_at == NOW + timedelta(minutes=5)
    text = Message.objects.get(number=patient.clinic.alert_number)
    assert "numb" not in text.body.lower()
    assert patient.last_name not in text.body


def test_an_answer_changed_back_leaves_the_alert_open():
    intake = make.intake(make.patient())
    save(intake, "where", [{"site": "low_back", "side": "middle"}])
    save(intake, "saddle_numbness", "yes")
    again = save(intake, "saddle_numbness", "no")
    assert again.alerts == ()
    assert Alert.objects.get().state == "open"


def test_an_answer_and_its_alert_stand_or_fall_together():
    intake = make.intake(make.patient())
    save(intake, "where", [{"site": "low_back", "side": "middle"}])
    intake.clinic.time_zone = "Nowhere/Nowhere"  # the due time cannot be computed
    with pytest.raises(KeyError):
        save(intake, "saddle_numbness", "yes")
    assert "saddle_numbness" not in selectors.answers(intake)
    assert not Alert.objects.exists()


def test_no_red_flag_no_alert():
    make.submitted_intake(make.patient())
    assert not Alert.objects.exists()


def test_sending_freezes_the_facts_and_stores_the_assessment():
    patient = make.patient()
    intake = make.submitted_intake(patient)
    assessment = Assessment.objects.get(intake=intake)
    assert intake.state == IntakeState.SUBMITTED
    assert assessment.facts["age"] == 46
    assert assessment.facts["duration_months"] == 5
    assert assessment.result["scores"]["peg"] == 7.3
    assert (assessment.tier, assessment.best_family) == ("candidate_likely", "esi_lumbar")
    assert assessment.score == assessment.result["families"][0]["score"]


def test_an_assessment_can_be_computed_again_from_what_it_stores():
    from intake.candidacy import assess, load_rules

    assessment = Assessment.objects.get(intake=make.submitted_intake(make.patient()))
    assert assess(assessment.facts, load_rules()) == assessment.result


def test_sending_twice_sends_once():
    intake = make.answered_intake(make.patient())
    services.submit(intake, NOW)
    services.submit(intake, NOW + timedelta(minutes=1))
    assert Assessment.objects.filter(intake=intake).count() == 1
    intake.refresh_from_db()
    assert intake.submitted_at == NOW


def test_sending_ends_the_links_of_the_form():
    patient = make.consenting_patient()
    intake = make.answered_intake(patient)
    link = PatientLink.objects.create(
        clinic=patient.clinic,
        patient=patient,
        purpose="intake",
        owner_id=intake.invitation_id,
        digest="d",
        created_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    services.submit(intake, NOW)
    link.refresh_from_db()
    assert link.completed_at == NOW


@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize("by_text", [True, False])
def test_the_patients_own_word_outranks_the_desks(texts, by_text):
    patient = make.consenting_patient()
    intake = make.intake(patient)
    value = {"texts": texts, "answer_by_text": by_text}
    services.save_page(intake=intake, page="consent", value=value, now=NOW)
    assert consents.has(patient, Permission.TEXTS) is texts
    assert bool(consents.may_answer_by_text([patient])) is (texts and by_text)
    line = consents.latest(patient, Permission.TEXTS)
    assert line.wording_version
    assert "STOP" in line.wording


def test_every_answer_is_audited_without_what_was_said():
    patient = make.patient()
    intake = make.intake(patient)
    save(intake, "nrs_now", 6)
    event = AuditEvent.objects.get(action="intake.answered")
    assert (event.system, event.patient_ids) == ("patient", [str(patient.pk)])
    assert event.detail == {"page": "nrs_now"}


def test_a_review_stands_once_and_can_be_undone():
    from django.db import IntegrityError, transaction

    assessment = Assessment.objects.get(intake=make.submitted_intake(make.patient()))
    clinician = make.staff("clinician", assessment.clinic)
    sign = {"assessment": assessment, "staff": clinician, "decision": "offer", "agrees": True}
    review = services.record_review(**sign, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.record_review(**sign, now=NOW)
    services.undo_review(review, clinician, NOW)
    services.record_review(**sign, now=NOW)
    assert Review.objects.count() == 2


def test_candidates_stand_by_tier_then_longest_wait():
    clinic = make.clinic()
    possible = {"duration": {"duration": {"number": 3, "unit": "weeks"}}}
    fever = {"fever_chills": {"fever_chills": "yes"}}
    later = NOW + timedelta(hours=1)
    first = make.submitted_intake(make.patient(clinic), now=NOW)
    second = make.submitted_intake(make.patient(clinic), now=later)
    too_new = make.submitted_intake(make.patient(clinic), now=NOW, **possible)
    urgent = make.submitted_intake(make.patient(clinic), now=later, **fever)
    queue = list(selectors.candidates(Assessment.objects.all()))
    assert [a.intake for a in queue] == [urgent, first, second, too_new]
    assert [a.tier for a in queue] == [
        "urgent",
        "candidate_likely",
        "candidate_likely",
        "possible",
    ]


def test_a_reviewed_assessment_leaves_the_queue():
    assessment = Assessment.objects.get(intake=make.submitted_intake(make.patient()))
    clinician = make.staff("clinician", assessment.clinic)
    services.record_review(
        assessment=assessment, staff=clinician, decision="not_now", agrees=False, now=NOW
    )
    assert not selectors.candidates(Assessment.objects.all()).exists()


def test_a_held_form_stands_above_the_likely_ones():
    clinic = make.clinic()
    make.submitted_intake(make.patient(clinic))
    contradicting = {"nrs_worst": {"nrs_worst": 2}}
    held = make.submitted_intake(make.patient(clinic), **contradicting)
    first = selectors.candidates(Assessment.objects.all()).first()
    assert (first.intake, first.tier) == (held, None)


BACK = [{"site": "low_back", "side": "middle"}]


def test_a_graver_answer_asks_the_patient_anew():
    from notifications import alerts

    intake = make.intake(make.patient())
    save(intake, "where", BACK)
    first = save(intake, "saddle_numbness", "not_sure").alerts[0]
    alerts.patient_responded(first, "called", NOW)
    risen = save(intake, "bladder_bowel_change", "yes").alerts[0]
    risen.refresh_from_db()
    assert (risen.pk, risen.grade, risen.patient_response) == (first.pk, "emergency", "")


def test_a_new_dangerous_answer_is_shown_although_its_alert_stands():
    from notifications import alerts

    intake = make.intake(make.patient())
    save(intake, "where", BACK)
    alert = save(intake, "saddle_numbness", "yes").alerts[0]
    alerts.patient_responded(alert, "mistake", NOW)
    alerts.acknowledge(alert, make.staff("nurse", intake.clinic), NOW)
    save(intake, "saddle_numbness", "no")
    assert save(intake, "bladder_bowel_change", "yes").alerts == (alert,)
    alert.refresh_from_db()
    assert (alert.state, alert.patient_response) == ("open", "")


def test_what_a_person_closed_does_not_come_back_for_the_same_answers():
    from notifications import alerts

    intake = make.intake(make.patient())
    save(intake, "where", BACK)
    alert = save(intake, "saddle_numbness", "yes").alerts[0]
    alerts.close(alert, make.staff("nurse", intake.clinic), "called_911", "Reached.", NOW)
    assert save(intake, "nrs_now", 5).alerts == ()
    assert Alert.objects.count() == 1
    assert save(intake, "bladder_bowel_change", "yes").alerts != ()


def test_a_form_that_was_sent_takes_no_more_answers():
    intake = make.submitted_intake(make.patient())
    save(intake, "nrs_now", 0)
    assert selectors.answers(intake)["nrs_now"] == {"nrs_now": 6}
