"""A clinician's corrections: an overlay with its author, assessed anew; what was, stays frozen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from clinic.models import AuditEvent
from intake import corrections, invitations, selectors, services
from intake.candidacy import FactsInvalid
from intake.models import Assessment, Correction
from notifications import alerts
from notifications.models import Alert
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def intake():
    return make.submitted_intake(make.patient())


@pytest.fixture
def doctor(intake):
    return make.staff("physician", intake.clinic)


def correct(intake, doctor, now=LATER, reason="", **changes):
    return corrections.correct_facts(
        intake=intake, changes=changes, staff=doctor, now=now, reason=reason
    )


def take_back(intake, doctor, path, now=LATER):
    return corrections.withdraw_correction(intake=intake, path=path, staff=doctor, now=now)


def test_a_correction_is_kept_with_its_author_and_assessed(intake, doctor):
    medicines = [{"name": "gabapentin", "dose": 300, "unit": "mg", "times_per_day": 3}]
    after = correct(intake, doctor, reason="Read from the bottles", medications=medicines)
    row = Correction.objects.get()
    assert (row.path, row.value, row.made_by, row.made_at) == (
        "medications", medicines, doctor, LATER,
    )  # fmt: skip
    assert row.reason == "Read from the bottles"
    assert after.facts["medications"] == medicines
    assert after.facts["sources"] == {"medications[0]": "clinician"}
    assert after.assessed_at == LATER


def test_the_assessment_before_stays_as_it_was(intake, doctor):
    before = Assessment.objects.get()
    frozen = model_to_dict(before)
    correct(intake, doctor, anticoagulants_antiplatelets=[])
    take_back(intake, doctor, "anticoagulants_antiplatelets")
    before.refresh_from_db()
    assert model_to_dict(before) == frozen
    assert Assessment.objects.count() == 3


def test_the_answers_stay_as_they_were_given(intake, doctor):
    answers = selectors.answers(intake)
    correct(intake, doctor, anticoagulants_antiplatelets=[], told_diagnoses=["sciatica"])
    assert selectors.answers(intake) == answers


def test_a_blood_thinner_taken_out_takes_its_caution_with_it(intake, doctor):
    def thinner_cautions(assessment):
        return [c for c in assessment.result["cautions"] if c["id"].startswith("anticoagulant")]

    assert thinner_cautions(Assessment.objects.get())
    listed_still = correct(intake, doctor, anticoagulants_antiplatelets=[])
    assert thinner_cautions(listed_still)  # the patient names it among the medicines too
    assert not thinner_cautions(correct(intake, doctor, medications=[]))


def test_a_correction_can_move_the_tier(intake, doctor):
    after = correct(intake, doctor, duration_months=0.2)
    assert (Assessment.objects.first().tier, after.tier) == ("candidate_likely", "not_now")


def test_several_facts_are_assessed_once(intake, doctor):
    correct(intake, doctor, told_diagnoses=["sciatica"], exam_findings=["foot drop, left"])
    assert Correction.objects.count() == 2
    assert Assessment.objects.count() == 2


def test_a_second_correction_supersedes_the_first_which_stays(intake, doctor):
    correct(intake, doctor, told_diagnoses=["sciatica"])
    correct(intake, doctor, NOW + timedelta(hours=3), told_diagnoses=["lumbar_radiculopathy"])
    rows = Correction.objects.order_by("made_at")
    assert [row.value for row in rows] == [["sciatica"], ["lumbar_radiculopathy"]]
    assert [row.superseded_at for row in rows] == [NOW + timedelta(hours=3), None]


def test_only_one_correction_stands_at_a_path(intake, doctor):
    correct(intake, doctor, told_diagnoses=["sciatica"])
    twin = Correction.objects.get()
    twin.pk, twin._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_same_correction_again_writes_nothing(intake, doctor):
    first = correct(intake, doctor, told_diagnoses=["sciatica"])
    events = AuditEvent.objects.count()
    assert correct(intake, doctor, told_diagnoses=["sciatica"]) == first
    assert (Correction.objects.count(), AuditEvent.objects.count()) == (1, events)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"medications": [{"dose": 300}]}, "medications[0].name: is required"),
        ({"medications": None}, "medications: must be a list"),
        ({"imaging": [{"type": "MRI", "months_ago": -1}]}, "imaging[0].months_ago: must be a num"),
        ({"age": 30}, "age: is not a fact that can be corrected"),
        ({"sources": {}}, "sources: is not a fact that can be corrected"),
        ({"shoe_size": 42}, "shoe_size: is not a fact that can be corrected"),
    ],
)
def test_what_does_not_fit_the_contract_is_refused_in_its_words(intake, doctor, changes, sentence):
    with pytest.raises(FactsInvalid) as refused:
        correct(intake, doctor, told_diagnoses=["sciatica"], **changes)
    assert refused.value.problems[0].startswith(sentence)
    assert not Correction.objects.exists()
    assert Assessment.objects.count() == 1


def test_taking_back_brings_the_patients_answer_again(intake, doctor):
    first = Assessment.objects.get()
    correct(intake, doctor, anticoagulants_antiplatelets=[])
    other = make.staff("clinician", intake.clinic)
    after = take_back(intake, other, "anticoagulants_antiplatelets", NOW + timedelta(hours=3))
    assert (after.facts, after.result) == (first.facts, first.result)
    row = Correction.objects.get()
    assert (row.withdrawn_by, row.superseded_at) == (other, NOW + timedelta(hours=3))


def test_taking_back_twice_takes_back_once(intake, doctor):
    correct(intake, doctor, told_diagnoses=["sciatica"])
    first = take_back(intake, doctor, "told_diagnoses")
    assert take_back(intake, doctor, "told_diagnoses") == first
    assert AuditEvent.objects.filter(action="correction.withdrawn").count() == 1


def test_correcting_is_audited_by_path_without_the_values(intake, doctor):
    correct(intake, doctor, told_diagnoses=["sciatica"])
    event = AuditEvent.objects.get(action="facts.corrected")
    assert (event.staff, event.patient_ids) == (doctor, [str(intake.patient_id)])
    assert event.detail == {"paths": ["told_diagnoses"]}


def test_a_correction_that_raises_a_red_flag_raises_its_alert(intake, doctor):
    assert not Alert.objects.exists()
    after = correct(intake, doctor, weakness_detail={"weeks": 1, "getting_worse": True})
    assert after.tier == "urgent"
    alert = Alert.objects.get()
    assert (alert.cause, alert.grade) == ("red_flag:progressive_deficit", "urgent")
    assert AuditEvent.objects.get(action="alert.raised").staff == doctor


def test_an_alert_a_person_closed_comes_back_for_news_but_not_for_other_corrections():
    fever = {"fever_chills": {"fever_chills": "yes"}}
    intake = make.submitted_intake(make.patient(), **fever)
    doctor = make.staff("physician", intake.clinic)
    alerts.close(Alert.objects.get(), doctor, "called_911", "Reached.", LATER)
    correct(intake, doctor, exam_findings=["no fever here"])
    assert Alert.objects.count() == 1
    correct(intake, doctor, LATER + timedelta(hours=1), current_chemotherapy=True)  # a risk: graver
    assert Alert.objects.exclude(state="closed").get().grade == "emergency"


def test_the_queue_shows_the_newest_assessment_of_a_form_alone(intake, doctor):
    after = correct(intake, doctor, told_diagnoses=["sciatica"])
    assert list(selectors.candidates(Assessment.objects.all())) == [after]


def test_a_form_corrected_after_its_review_waits_again_and_the_review_stays(intake, doctor):
    review = services.record_review(
        assessment=Assessment.objects.get(), staff=doctor, decision="not_now", agrees=True, now=NOW
    )
    after = correct(intake, doctor, told_diagnoses=["sciatica"])
    assert list(selectors.candidates(Assessment.objects.all())) == [after]
    review.refresh_from_db()
    assert (review.undone_at, review.assessment) == (None, Assessment.objects.first())


def test_nobody_signs_an_assessment_whose_facts_have_changed(intake, doctor):
    before = Assessment.objects.get()
    correct(intake, doctor, told_diagnoses=["sciatica"])
    with pytest.raises(services.Outdated):
        services.record_review(
            assessment=before, staff=doctor, decision="offer", agrees=True, now=LATER
        )
    assert not before.reviews.exists()


def test_only_the_latest_form_sent_is_corrected(intake, doctor):
    make.submitted_intake(intake.patient, now=LATER)
    with pytest.raises(corrections.NotLatest):
        correct(intake, doctor, now=LATER + timedelta(hours=1), told_diagnoses=["sciatica"])
    assert not Correction.objects.exists()


def test_a_form_that_was_not_sent_is_not_corrected(doctor, intake):
    draft = services.start_intake(invitations.invite(
        patient=make.patient(intake.clinic), staff=doctor, now=NOW), NOW)  # fmt: skip
    with pytest.raises(corrections.NotLatest):
        correct(draft, doctor, told_diagnoses=["sciatica"])


def test_age_stays_that_of_the_sending():
    patient = make.patient(birth_date=(NOW - timedelta(days=365.25 * 40 - 3)).date())
    intake = make.submitted_intake(patient)
    after = correct(intake, make.staff("physician", patient.clinic), NOW + timedelta(days=9),
                    told_diagnoses=["sciatica"])  # fmt: skip
    assert patient.age_at(NOW + timedelta(days=9)) == 40
    assert after.facts["age"] == 39


def test_a_corrected_list_of_procedures_grows_older_with_the_days(intake, doctor):
    correct(intake, doctor, prior_procedures=[{"type": "esi_lumbar", "months_ago": 2}])
    after = correct(intake, doctor, LATER + timedelta(days=31), told_diagnoses=["sciatica"])
    assert after.facts["prior_procedures"] == [{"type": "esi_lumbar", "months_ago": 3.0}]
    assert after.facts["sources"]["prior_procedures[0]"] == "clinician"


# What this clinic recorded.


def test_the_clinics_own_procedures_are_facts_with_their_source():
    patient = make.patient()
    make.procedure(patient, done_at=NOW - timedelta(days=61))
    undone = make.procedure(patient, done_at=NOW - timedelta(days=30))
    undone.entered_in_error_at = NOW
    undone.save()
    make.procedure(make.patient(patient.clinic))
    assessment = Assessment.objects.get(intake=make.submitted_intake(patient))
    assert assessment.facts["prior_procedures"] == [{"type": "esi_lumbar", "months_ago": 2.0}]
    assert assessment.facts["sources"] == {"prior_procedures[0]": "record"}


def test_a_procedure_done_since_the_form_counts_when_it_is_assessed_again(intake, doctor):
    make.procedure(intake.patient, now=NOW + timedelta(days=10))
    after = correct(intake, doctor, NOW + timedelta(days=45), told_diagnoses=["sciatica"])
    assert after.facts["prior_procedures"] == [{"type": "esi_lumbar", "months_ago": 1.1}]


def test_four_recorded_sessions_in_a_year_reach_the_limit():
    patient = make.patient()
    for days in (40, 120, 200, 300):
        make.procedure(patient, done_at=NOW - timedelta(days=days))
    result = Assessment.objects.get(intake=make.submitted_intake(patient)).result
    epidural = next(row for row in result["families"] if row["family"] == "esi_lumbar")
    limit = next(gate for gate in epidural["gates"] if "next possible" in gate["because"])
    assert (limit["met"], limit["grade"]) == (False, "hard")
    assert epidural["standing"] == "not_now"
