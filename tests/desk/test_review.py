"""Signing: nothing assumed, a contradiction confirmed, one signature, a minute to undo."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clinic import clock
from desk import reasons
from intake.models import Assessment, Review
from tests import factories


@pytest.fixture
def assessment(rosa):
    factories.submitted_intake(rosa)
    return Assessment.objects.get()


def _filled(assessment, **changes):
    shown = reasons.cautions(assessment.facts, assessment.result)
    cautions = [caution["id"] for caution in shown]
    filled = {
        "decision": "offer",
        "family": "esi_lumbar",
        "side": "right",
        "agrees": "yes",
        "cautions": cautions,
    }
    return {key: value for key, value in (filled | changes).items() if value is not None}


def _sign(client, assessment, **changes):
    return client.post(_url(assessment), _filled(assessment, **changes))


def _url(assessment):
    return reverse("desk:review", args=[assessment.pk])


def test_the_points_shown_sum_to_the_score_shown(desk, assessment, readings, rosa):
    page = desk.clinician.get(_url(assessment)).content.decode()
    assert "Pattern 40" in page
    assert "General 48" in page
    assert "<b>88</b> of 100" in page
    assert "This is a sorting aid" in page
    assert str(rosa.pk) in readings(desk.clinician.staff)


def test_nothing_is_preselected(desk, assessment):
    page = desk.clinician.get(_url(assessment)).content.decode()
    assert " checked" not in page
    assert '<option value="" selected>Choose</option>' in page


def test_signing_keeps_the_decision_and_goes_on_to_the_next(desk, oak, assessment):
    other = factories.consenting_patient(at=oak)
    factories.submitted_intake(other)
    answer = _sign(desk.clinician, assessment, note="Discussed.")
    assert answer.url == _url(Assessment.objects.get(patient=other))
    review = Review.objects.get()
    assert (review.decision, review.family, review.side) == ("offer", "esi_lumbar", "right")
    assert (review.agrees, review.note) == (True, "Discussed.")
    assert review.cautions_seen


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decision": None}, "Choose your decision"),
        ({"side": None}, "Choose the side: it is never assumed"),
        ({"family": None}, "Choose the procedure to offer"),
        ({"agrees": None}, "Say whether the suggestion was right"),
        ({"agrees": "no"}, "Write why you disagree, in a few words"),
        ({"cautions": None}, "Tick each line once you have seen it"),
    ],
)
def test_what_is_missing_is_said(desk, assessment, changes, sentence):
    answer = _sign(desk.clinician, assessment, **changes)
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) == 2
    assert not Review.objects.exists()


def test_a_side_against_the_pain_asks_to_confirm(desk, assessment):
    answer = _sign(desk.clinician, assessment, side="left")
    page = answer.content.decode()
    assert "You chose left. The patient’s pain is on the right." in page
    assert "“left” is correct: sign" in page
    assert not Review.objects.exists()
    _sign(desk.clinician, assessment, side="left", confirm_side="left")
    assert Review.objects.get().side == "left"


def test_a_confirmation_is_for_the_side_it_names(desk, assessment):
    assert _sign(desk.clinician, assessment, side="left", confirm_side="both").status_code == 422


def test_a_decision_without_an_offer_keeps_no_side(desk, assessment):
    _sign(desk.clinician, assessment, decision="not_now")
    review = Review.objects.get()
    assert (review.family, review.side) == ("", "")


def test_the_second_clinician_is_told_whose_review_stands(desk, assessment):
    _sign(desk.clinician, assessment)
    answer = desk.physician.post(_url(assessment), _filled(assessment, side="left",
                                 confirm_side="left"), follow=True)  # fmt: skip
    page = answer.content.decode()
    assert "Somebody signed this first. Your entry was not kept." in page
    assert desk.clinician.staff.name in page
    assert Review.objects.get().side == "right"


def test_a_review_can_be_undone_within_its_minute(desk, assessment):
    answer = _sign(desk.clinician, assessment)
    undo = reverse("desk:undo_review", args=[Review.objects.get().pk])
    assert undo in desk.clinician.get(answer.url).content.decode()
    desk.clinician.post(undo)
    assert Review.objects.get().undone_at
    assert 'name="decision"' in desk.clinician.get(_url(assessment)).content.decode()


def test_after_the_minute_a_review_stands(desk, assessment):
    _sign(desk.clinician, assessment)
    clock.move_to(factories.NOW + timedelta(minutes=2))
    undo = reverse("desk:undo_review", args=[Review.objects.get().pk])
    answer = desk.clinician.post(undo, follow=True)
    assert "Too late to undo" in answer.content.decode()
    assert Review.objects.get().undone_at is None


def test_nobody_undoes_the_review_of_another(desk, assessment):
    _sign(desk.clinician, assessment)
    desk.physician.post(reverse("desk:undo_review", args=[Review.objects.get().pk]))
    assert Review.objects.get().undone_at is None


def test_a_red_flag_is_seen_before_signing(desk, rosa):
    factories.submitted_intake(rosa, fever_chills={"fever_chills": "yes"})
    assessment = rosa.assessment_set.get()
    sent = {"decision": "not_now", "agrees": "yes",
            "cautions": [caution["id"] for caution in
                         reasons.cautions(assessment.facts, assessment.result)]}  # fmt: skip
    where = reverse("desk:review", args=[assessment.pk])
    assert desk.clinician.post(where, sent).status_code == 422
    sent["cautions"] += [flag["id"] for flag in assessment.result["red_flags"]]
    assert desk.clinician.post(where, sent).status_code == 302


def test_a_held_form_still_shows_the_blood_thinner_and_asks_for_no_agreement(desk, rosa):
    factories.submitted_intake(rosa, nrs_worst={"nrs_worst": 2})
    assessment = rosa.assessment_set.get()
    assert assessment.result["hold"]
    page = desk.clinician.get(reverse("desk:review", args=[assessment.pk])).content.decode()
    assert "Apixaban: a blood thinner" in page
    assert "Was the suggestion right?" not in page


def test_a_caution_that_is_not_confirmed_says_so_and_names_its_source(desk, rosa):
    factories.submitted_intake(rosa)
    assessment = rosa.assessment_set.get()
    result = assessment.result | {
        "cautions": [{"id": "a1c_8_or_more", "because": "A1c 8.2: review before a steroid."},
                     {"id": "mme_incomplete_tramadol", "because": "Dose not known."}]}  # fmt: skip
    Assessment.objects.filter(pk=assessment.pk).update(result=result)
    page = desk.clinician.get(_url(assessment)).content.decode()
    assert "A1c 8.2: review before a steroid. (unverified)" in page
    assert "Dose not known." in page
    assert reasons.sources()["mme_incomplete"] in page


def test_methadone_is_named_at_any_dose_and_the_bleeding_class_says_its_source(desk, rosa):
    factories.submitted_intake(rosa)
    assessment = rosa.assessment_set.get()
    taken = [{"name": "methadone", "dose": 2.5, "unit": "mg", "times_per_day": 1}]
    facts = assessment.facts | {"medications": taken}
    Assessment.objects.filter(pk=assessment.pk).update(facts=facts)
    page = desk.clinician.get(_url(assessment)).content.decode()
    assert "Methadone: use particular caution" in page
    assert "intermediate. ASRA 2018" in page


def test_an_opioid_dose_that_is_known_in_part_is_said_as_at_least(desk, rosa):
    factories.submitted_intake(rosa)
    assessment = rosa.assessment_set.get()
    dose = {"total": None, "partial": 20.0, "complete": False, "unconverted": ["buprenorphine"]}
    Assessment.objects.filter(pk=assessment.pk).update(result=assessment.result | {"mme": dose})
    page = desk.clinician.get(_url(assessment)).content.decode()
    assert "opioids at least 20 MME a day" in page


def test_what_the_patient_takes_and_does_not_bear_is_read_on_the_review(desk, rosa):
    factories.submitted_intake(rosa)
    assessment = rosa.assessment_set.get()
    facts = assessment.facts | {
        "medications": [{"name": "gabapentin", "dose": 300, "unit": "mg", "times_per_day": 3}],
        "allergies": [{"agent": "latex", "reaction": "rash"}, {"agent": "adhesive"}],
    }
    Assessment.objects.filter(pk=assessment.pk).update(facts=facts)
    page = desk.clinician.get(_url(assessment)).content.decode()
    assert "gabapentin, 300 mg, 3 a day" in page
    assert "latex: rash; adhesive" in page
