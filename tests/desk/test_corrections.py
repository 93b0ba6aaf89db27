"""Correcting facts: what the patient said beside it, lines that say how to be written, no loss."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clinic import clock
from desk import reasons
from desk.fact_lines import SECTIONS, read_lines, say_lines
from desk.fact_words import LineUnreadable
from intake import corrections, selectors
from intake.models import Assessment, Correction
from tests import factories

MEDICINES = "gabapentin, 300 mg, 3 a day\nfentanyl, 25 mcg/hr, transdermal"


@pytest.fixture
def assessment(rosa):
    factories.submitted_intake(rosa)
    return Assessment.objects.get()


def _url(assessment):
    return reverse("desk:corrections", args=[assessment.pk])


def _page(client, assessment):
    return client.get(_url(assessment)).content.decode()


def _save(client, assessment, **typed):
    """As a browser sends it: every field as it is shown, but for what was typed."""
    form = client.get(_url(assessment)).context["form"]
    sent = {}
    for name, field in form.fields.items():
        sent[name] = field.initial or ""
        sent[f"initial-{name}"] = field.initial or ""
    return client.post(_url(assessment), sent | typed)


def _newest():
    return Assessment.objects.last()


def test_the_page_shows_what_the_patient_said_beside_each_field(desk, assessment, readings, rosa):
    page = _page(desk.clinician, assessment)
    assert "The patient said</dt><dd>apixaban" in page
    assert "<b>right</b> buttock" in page
    assert ">\napixaban</textarea>" in page
    assert "not answered" in page
    assert str(rosa.pk) in readings(desk.clinician.staff)


def test_the_review_leads_to_it_for_a_clinician_only(desk, assessment):
    review = reverse("desk:review", args=[assessment.pk])
    assert _url(assessment) in desk.clinician.get(review).content.decode()
    assert _url(assessment) not in desk.nurse.get(review).content.decode()
    assert desk.nurse.get(_url(assessment)).status_code == 403


def test_a_medicine_list_is_kept_and_the_review_says_who_and_what_was_said(desk, assessment):
    answer = _save(desk.clinician, assessment, medications=MEDICINES, reason="From the bottles")
    assert answer.url == reverse("desk:review", args=[_newest().pk])
    assert _newest().facts["medications"] == [
        {"name": "gabapentin", "dose": 300, "unit": "mg", "times_per_day": 3},
        {"name": "fentanyl", "dose": 25, "unit": "mcg_per_hr", "route": "transdermal"},
    ]
    page = desk.clinician.get(answer.url).content.decode()
    assert "The form was assessed again" in page
    assert "gabapentin, 300 mg, 3 a day" in page
    assert f"{desk.clinician.staff.name}, Mar 3, 10:40 am: From the bottles" in page
    assert "The patient said:" in page


def test_only_what_was_changed_becomes_a_correction(desk, assessment):
    _save(desk.clinician, assessment, told_diagnoses="Lumbar disc herniation")
    row = Correction.objects.get()
    assert (row.path, row.value) == ("told_diagnoses", ["lumbar_disc_herniation"])


def test_a_blood_thinner_is_taken_out_with_none(desk, assessment):
    _save(desk.clinician, assessment, anticoagulants_antiplatelets="none")
    assert _newest().facts["anticoagulants_antiplatelets"] == []
    assert "apixaban" in _page(desk.clinician, _newest())  # what the patient said


def test_a_side_and_where_it_goes_are_changed_for_one_place(desk, assessment):
    _save(desk.clinician, assessment, side_0="left", goes_0="left leg below knee, left foot")
    sites = _newest().facts["pain_sites"]
    assert sites[0]["side"] == "left"
    assert sites[0]["radiates_to"] == ["left_leg_below_knee", "left_foot"]
    assert sites[1:] == assessment.facts["pain_sites"][1:]
    assert _newest().facts["sources"] == {"pain_sites[0]": "clinician"}


def test_imaging_findings_and_procedures_elsewhere_are_added(desk, assessment):
    _save(
        desk.clinician,
        assessment,
        imaging="MRI, lumbar spine, 2 months ago, report seen",
        exam_findings="Straight leg raise, positive on the right",
        prior_procedures="Lumbar epidural, 5 months ago, 60%, for 3 weeks",
    )
    facts = _newest().facts
    assert facts["imaging"] == [
        {"type": "MRI", "region": "lumbar spine", "months_ago": 2, "report_seen": True}
    ]
    assert facts["exam_findings"] == ["Straight leg raise, positive on the right"]
    assert facts["prior_procedures"] == [
        {"type": "esi_lumbar", "months_ago": 5, "relief_percent": 60, "relief_months": 0.7}
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"medications": "gabapentin, 300 mg, thrice"}, "Line 1, “gabapentin, 300 mg, thrice”:"),
        ({"medications": "a, 1 mg\nb, 2 stones"}, "Line 2, “b, 2 stones”: “2 stones” is not under"),
        ({"medications": "a, 1 mg, 2 mg"}, "“2 mg” says again what the line said before."),
        ({"medications": "a, 1 mg\nnone"}, "Line 2, “none”: Write “none” alone, or leave it out."),
        ({"prior_procedures": "Lumber epidural"}, "“Lumber epidural” is no procedure of the list"),
        ({"prior_procedures": "Lumbar epidural, 140%"}, "must be a number from 0 to 100"),
        ({"imaging": "MRI, neck, today, now"}, "“today” is not understood. Write the type"),
        ({"anticoagulants_antiplatelets": ""}, "Write “none” where there is none"),
        ({"side_0": "upward"}, "is not one of the available choices"),
        ({}, "Nothing was changed. Change something, or go back"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_kept_as_typed(desk, assessment, typed, sentence):
    answer = _save(desk.clinician, assessment, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert all(text in page for text in typed.values())
    assert not Correction.objects.exists()


def test_an_error_in_one_field_keeps_what_was_typed_in_another(desk, assessment):
    answer = _save(desk.clinician, assessment, medications="a, b", exam_findings="Foot drop")
    assert "\nFoot drop</textarea>" in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_correction_is_taken_back(desk, assessment):
    _save(desk.clinician, assessment, anticoagulants_antiplatelets="none")
    page = _page(desk.physician, _newest())
    assert 'name="take_back" value="anticoagulants_antiplatelets"' in page
    answer = desk.physician.post(_url(_newest()), {"take_back": "anticoagulants_antiplatelets"})
    assert answer.url == reverse("desk:review", args=[_newest().pk])
    assert _newest().facts == assessment.facts
    assert Correction.objects.get().withdrawn_by == desk.physician.staff


def test_enter_in_a_field_saves_and_never_takes_back(desk, assessment):
    """A browser presses the first button of the field's own form."""
    _save(desk.clinician, assessment, told_diagnoses="sciatica")
    page = _page(desk.clinician, _newest())
    assert page.count('name="take_back"') == page.count('form="take-back"') == 1
    main = page[page.index('<form class="split"') : page.index('<form id="take-back"')]
    assert main.count("</form>") == 1


def test_nothing_of_another_is_overwritten_unread(desk, assessment):
    """Two write at once: the second is told whose change stands, and keeps what was typed."""
    opened = desk.physician.get(_url(assessment)).context["form"]
    _save(desk.clinician, assessment, told_diagnoses="sciatica")
    sent = {f"initial-{name}": field.initial or "" for name, field in opened.fields.items()}
    sent |= {name: field.initial or "" for name, field in opened.fields.items()}
    sent["exam_findings"] = "Foot drop"
    answer = desk.physician.post(_url(assessment), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{desk.clinician.staff.name} changed these facts while you wrote" in page
    assert "\nFoot drop</textarea>" in page
    answer = desk.physician.post(_url(_newest()), sent)
    assert answer.status_code == 302
    facts = _newest().facts
    assert (facts["told_diagnoses"], facts["exam_findings"]) == (["sciatica"], ["Foot drop"])


def test_an_older_assessments_page_leads_to_the_newest_and_is_not_signed(desk, assessment):
    _save(desk.clinician, assessment, told_diagnoses="sciatica")
    assert desk.clinician.get(_url(assessment)).url == _url(_newest())
    review = reverse("desk:review", args=[assessment.pk])
    page = desk.clinician.get(review).content.decode()
    assert "These facts or rules have changed since." in page
    assert 'name="decision"' not in page
    shown = reasons.cautions(assessment.facts, assessment.result)
    cautions = [caution["id"] for caution in shown]
    sent = {"decision": "not_now", "agrees": "yes", "cautions": cautions}
    answer = desk.clinician.post(review, sent)
    assert answer.url == reverse("desk:review", args=[_newest().pk])
    assert not assessment.reviews.exists()


def test_an_older_form_is_not_corrected(desk, assessment, rosa):
    clock.move_to(factories.NOW + timedelta(days=30))
    factories.submitted_intake(rosa, now=factories.NOW + timedelta(days=20))
    page = desk.clinician.get(_url(assessment), follow=True).content.decode()
    assert "This patient has sent a newer form: correct that one." in page


def test_the_clinics_own_procedures_stand_beside_the_field(desk, assessment, rosa):
    factories.procedure(rosa, done_at=factories.NOW - timedelta(days=61))
    assert "Lumbar epidural, 2 months ago" in _page(desk.clinician, assessment)


# Lines and entries.

SECTION = {section.path: section for section in SECTIONS}
ENTRIES = [
    ("medications", {"name": "gabapentin"}),
    ("medications", {"name": "oxycodone_er", "dose": 10, "unit": "mg", "times_per_day": 2}),
    ("medications", {"name": "hydrocodone", "dose": 1, "unit": "tablet", "times_per_day": 4,
                     "doses_per_day_last_7_days": 1.5, "route": "oral"}),
    ("medications", {"name": "fentanyl", "dose": 12.5, "unit": "mcg_per_hr"}),
    ("prior_procedures", {"type": "mbb_lumbar", "months_ago": 1.5, "relief_percent": 85,
                          "relief_hours": 6}),
    ("prior_procedures", {"type": "rfa_cervical", "months_ago": 14, "relief_months": 9.5}),
    ("prior_procedures", {"type": "scs_trial"}),
    ("imaging", {"type": "X-ray", "region": "right knee", "months_ago": 0.5,
                 "report_seen": False}),
    ("imaging", {"type": "MRI"}),
    ("told_diagnoses", "post_laminectomy_pain"),
    ("exam_findings", "Reflexes, brisk: 3+"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "entry"), ENTRIES)
def test_what_is_said_is_read_back(path, entry):
    assert read_lines(SECTION[path], say_lines(SECTION[path], [entry])) == [entry]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Norco, 1 Tablets, 4x", {"dose": 1, "unit": "tablet", "times_per_day": 4}),
        ("Norco, 2 times a day", {"times_per_day": 2}),
        ("Norco, taken 2 daily", {"doses_per_day_last_7_days": 2}),
        ("Norco, 5 mcg/h", {"dose": 5, "unit": "mcg_per_hr"}),
    ],
)
def test_a_medicine_is_read_as_people_write_it(line, found):
    assert read_lines(SECTION["medications"], line) == [{"name": "norco"} | found]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("26 weeks ago", {"months_ago": 6.0}),
        ("2 years ago", {"months_ago": 24}),
        ("80% relief", {"relief_percent": 80}),
        ("for 2 days", {"relief_hours": 48}),
        ("for 1 year", {"relief_months": 12}),
    ],
)
def test_a_procedure_is_read_as_people_write_it(part, found):
    entries = read_lines(SECTION["prior_procedures"], f"esi_lumbar, {part}")
    assert entries == [{"type": "esi_lumbar"} | found]


def test_a_line_left_alone_keeps_what_it_does_not_show():
    strange = {"type": "prp_injection", "months_ago": 3}
    line = say_lines(SECTION["prior_procedures"], [strange])
    assert read_lines(SECTION["prior_procedures"], line, before=[strange]) == [strange]
    with pytest.raises(LineUnreadable):
        read_lines(SECTION["prior_procedures"], line)


def test_none_and_not_asked_are_two_things():
    section = SECTION["medications"]
    assert (say_lines(section, []), say_lines(section, None)) == ("none", "")
    assert read_lines(section, " None ") == []


def test_every_section_is_a_fact_that_can_be_corrected():
    corrections.check({section.path: [] for section in SECTIONS})


def test_the_form_opens_with_what_stands(desk, assessment):
    _save(desk.clinician, assessment, medications=MEDICINES)
    page = _page(desk.clinician, _newest())
    assert f">\n{MEDICINES}</textarea>" in page
    assert selectors.newest_of(assessment.intake) == _newest()


def test_a_total_of_a_questionnaire_we_may_not_ship_is_recorded_and_shown(desk, assessment):
    _save(desk.clinician, assessment, external_scores="ODI, 42, 2026-02-10")
    newest = _newest()
    assert newest.facts["external_scores"] == [
        {"instrument": "ODI", "total": 42, "date": "2026-02-10"}
    ]
    assert newest.result["unrecognised"] == []
    shown = desk.clinician.get(reverse("desk:review", args=[newest.pk])).content.decode()
    assert "ODI, 42, 2026-02-10" in shown


@pytest.mark.parametrize("typed", ["ODI", "ODI, high", "ODI, 142", "ODI, 42, soon"])
def test_a_total_that_cannot_be_is_asked_again_and_kept_as_typed(desk, assessment, typed):
    answer = _save(desk.clinician, assessment, external_scores=typed)
    assert answer.status_code == 422
    assert typed in answer.content.decode()
