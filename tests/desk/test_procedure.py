"""Recording a procedure: the side checked, what follows shown first, once, a minute to undo."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clinic import clock
from clinic.models import Procedure
from desk import reasons
from surveys.models import CheckIn, FollowUp
from tests import factories


@pytest.fixture
def with_form(rosa):
    factories.submitted_intake(rosa, now=factories.NOW - timedelta(days=21))
    return rosa


def _url(patient):
    return reverse("desk:procedure", args=[patient.pk])


def _save(desk, patient, **changes):
    filled = {
        "kind": "esi_lumbar",
        "done_on": "3/3/2026",
        "done_time": "10:20 am",
        "operator": str(desk.physician.staff.pk),
        "side": "right",
        "levels": ["L4-5"],
        "guidance": "fluoroscopy",
        "agent_name_1": "Dexamethasone",
        "agent_dose_1": "10",
        "agent_unit_1": "mg",
        "cpt": "64483",
    }
    filled = {key: value for key, value in (filled | changes).items() if value is not None}
    return desk.nurse.post(_url(patient), filled)


def test_the_page_shows_the_baseline_and_what_saving_sets_going(desk, with_form, readings):
    page = desk.nurse.get(_url(with_form)).content.decode()
    assert "average <b>7</b>" in page
    assert "21 days old" in page
    for day in ("Mar 4, 10:00 am", "Mar 17, 10:00 am", "Sep 3, 10:00 am"):
        assert day in page
    assert " checked" not in page
    assert str(with_form.pk) in readings(desk.nurse.staff)


def test_without_a_form_the_page_warns_that_there_is_no_baseline(desk, rosa):
    assert "relief cannot be computed" in desk.nurse.get(_url(rosa)).content.decode()


def test_saving_records_it_and_starts_the_follow_up(desk, with_form):
    answer = _save(desk, with_form)
    assert answer.url == reverse("desk:patient", args=[with_form.pk])
    procedure = Procedure.objects.get()
    assert procedure.done_at == factories.NOW - timedelta(minutes=20)
    assert procedure.agents == [{"name": "Dexamethasone", "dose": "10", "unit": "mg"}]
    assert FollowUp.objects.get().baseline_average == 7
    assert CheckIn.objects.count() == 7


def test_pressing_twice_records_once(desk, with_form):
    for _ in range(2):
        assert _save(desk, with_form).status_code == 302
    assert Procedure.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"side": None}, "Choose the side: it is never assumed"),
        ({"levels": None}, "Tick at least one level"),
        ({"guidance": None}, "Choose the guidance, or “None”"),
        ({"operator": None}, "Choose who did it"),
        ({"done_on": "yesterday"}, "Write the day as month/day/year, such as 3/27/2026"),
        ({"done_time": "noonish"}, "Write the time such as 10:40 am"),
        ({"done_time": "11:30 am"}, "This is in the future: check the day and the time"),
        ({"done_on": "1/1/1950"}, "This is before the patient was born: check the year"),
        ({"done_on": "11/1/2025"}, "This is more than 90 days ago: check the day and the year"),
        ({"agent_dose_1": ""}, "Give each agent a name, a dose and a unit, or none"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(desk, with_form, changes, sentence):
    answer = _save(desk, with_form, **changes)
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) == 2
    assert not Procedure.objects.exists()


def test_only_physicians_of_the_clinic_are_offered_as_operators(desk, with_form):
    page = desk.nurse.get(_url(with_form)).content.decode()
    assert desk.physician.staff.name in page
    assert str(desk.clinician.staff.pk) not in page
    assert _save(desk, with_form, operator=str(desk.clinician.staff.pk)).status_code == 422


def test_a_side_against_plan_and_pain_stops_and_says_what_contradicts(desk, with_form):
    assessment = with_form.assessment_set.get()
    desk.clinician.post(
        reverse("desk:review", args=[assessment.pk]),
        {"decision": "offer", "family": "esi_lumbar", "side": "right", "agrees": "yes",
         "cautions": [caution["id"] for caution in
                      reasons.cautions(assessment.facts, assessment.result)]},
    )  # fmt: skip
    answer = _save(desk, with_form, side="left")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "You chose left. The plan and the patient’s pain say right." in page
    assert not Procedure.objects.exists()
    _save(desk, with_form, side="left", confirm_side="left")
    assert Procedure.objects.get().side == "left"


def test_a_procedure_can_be_taken_back_within_its_minute(desk, with_form):
    answer = _save(desk, with_form)
    undo = reverse("desk:undo_procedure", args=[Procedure.objects.get().pk])
    assert undo in desk.nurse.get(answer.url).content.decode()
    desk.nurse.post(undo)
    assert Procedure.objects.get().entered_in_error_at
    assert FollowUp.objects.get().ended_at


def test_after_its_minute_a_procedure_stands(desk, with_form):
    _save(desk, with_form)
    clock.move_to(factories.NOW + timedelta(minutes=2))
    undo = reverse("desk:undo_procedure", args=[Procedure.objects.get().pk])
    assert "Too late to undo" in desk.nurse.post(undo, follow=True).content.decode()
    assert Procedure.objects.get().entered_in_error_at is None


def test_an_open_emergency_stands_on_the_procedure_page(desk, rosa):
    factories.submitted_intake(rosa, saddle_numbness={"saddle_numbness": "yes"})
    page = desk.nurse.get(_url(rosa)).content.decode()
    assert "alert emergency" in page
