"""The list, a new patient with the consents said at the desk, one person."""

import re

import pytest
from django.urls import reverse

from clinic.models import AuditEvent, Patient, Role
from notifications.models import Consent, Message, Method
from tests import factories

FILLED = {
    "last_name": "Fictional",
    "first_name": "Rosa",
    "birth_date": "3/27/1979",
    "mrn": "41002",
    "phone": "555-010-0142",
    "texts": "on",
    "language": "en",
    "time_zone": "America/New_York",
}


def _add(client, **changes):
    filled = {key: value for key, value in (FILLED | changes).items() if value is not None}
    return client.post(reverse("desk:add_patient"), filled)


def test_the_front_desk_adds_a_patient_with_the_yes_to_texts(desk, oak):
    answer = _add(desk.front_desk)
    added = Patient.objects.get()
    assert answer.url == reverse("desk:invitation", args=[added.pk])
    assert (added.phone, added.clinic, str(added.birth_date)) == ("+15550100142", oak, "1979-03-27")
    consent = Consent.objects.get()
    assert (consent.permission, consent.given, consent.method) == ("texts", True, Method.DESK)
    assert consent.recorded_by == desk.front_desk.staff
    assert "STOP" in consent.wording
    assert consent.wording_version
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"patient.added", "consent.recorded"} <= actions


def test_no_tick_records_no_consent(desk):
    _add(desk.front_desk, texts=None)
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("last_name", "", "Enter the last name"),
        ("birth_date", "soon", "Write the date of birth as month/day/year, such as 3/27/1979"),
        ("birth_date", "3/27/2079", "The date of birth must be in the past"),
        ("birth_date", "3/27/1879", "Check the year of birth"),
        ("phone", "555", "Enter the phone number with its area code, such as 555-010-0142"),
        ("mrn", "", "Enter the medical record number"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_entered(desk, field, typed, sentence):
    answer = _add(desk.front_desk, **{field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2  # in the summary and at the field
    assert f'href="#id_{field}"' in page
    assert "<title>Error: " in page
    assert 'value="Rosa"' in page
    assert not Patient.objects.exists()


def test_answering_by_text_needs_the_yes_to_texts(desk):
    answer = _add(desk.front_desk, texts=None, answer_by_text="on")
    assert "Answering by text needs the yes to texts" in answer.content.decode()


def test_an_mrn_that_is_taken_names_the_patient_who_has_it(desk, oak, readings):
    taken = factories.patient(at=oak, mrn="41002")
    answer = _add(desk.front_desk)
    assert answer.status_code == 422
    assert reverse("desk:person", args=[taken.pk]) in answer.content.decode()
    assert str(taken.pk) in readings(desk.front_desk.staff)
    assert Patient.objects.count() == 1


def test_the_same_mrn_elsewhere_is_no_matter(desk, elsewhere):
    factories.patient(at=elsewhere, mrn="41002")
    assert _add(desk.front_desk).status_code == 302


def test_the_clinic_is_asked_only_where_there_are_several(desk, elsewhere):
    url = reverse("desk:add_patient")
    assert 'name="clinic"' not in desk.front_desk.get(url).content.decode()
    desk.front_desk.staff.roles.create(clinic=elsewhere, role=Role.FRONT_DESK)
    assert 'name="clinic"' in desk.front_desk.get(url).content.decode()


@pytest.mark.parametrize("query", ["fict", "Fictional, Ro", "41002", "3/27/1979", "Mar 27, 1979"])
def test_a_patient_is_found_by_name_mrn_or_birth_date(desk, oak, query):
    factories.patient(at=oak, first_name="Rosa", last_name="Fictional", mrn="41002")
    other = factories.patient(at=oak, first_name="Walter", last_name="Invented")
    Patient.objects.filter(pk=other.pk).update(birth_date="1951-08-02")
    page = desk.front_desk.post(reverse("desk:people"), {"q": query}).content.decode()
    assert "Fictional, Rosa" in page
    assert "Invented, Walter" not in page


def test_the_list_names_its_readers_and_nobody_from_elsewhere(desk, oak, elsewhere, readings):
    mine, other = factories.patient(at=oak), factories.patient(at=elsewhere)
    page = desk.front_desk.get(reverse("desk:people")).content.decode()
    assert mine.last_name in page
    assert other.last_name not in page
    assert readings(desk.front_desk.staff) == {str(mine.pk)}


def test_an_empty_list_and_an_empty_search_say_different_things(desk):
    url = reverse("desk:people")
    assert "No patients yet" in desk.front_desk.get(url).content.decode()
    assert "No patient matches" in desk.front_desk.post(url, {"q": "zzz"}).content.decode()


def test_the_front_desk_sees_no_answers_and_no_bodies(desk, rosa):
    factories.submitted_intake(rosa)
    factories.procedure(rosa)
    page = desk.front_desk.get(reverse("desk:person", args=[rosa.pk])).content.decode()
    visible = re.sub(r"<[^>]+>", " ", page)
    assert rosa.last_name in visible
    assert Message.objects.filter(patient=rosa).exists()
    for body in Message.objects.values_list("body", flat=True):
        assert body[:40] not in visible
    for word in ("back", "epidural", "apixaban", "PEG", "Likely"):
        assert word.lower() not in visible.lower()


def test_the_front_desk_sees_only_the_number_of_alerts(desk, rosa):
    factories.answered_intake(rosa, saddle_numbness={"saddle_numbness": "yes"})
    page = desk.front_desk.get(reverse("desk:people")).content.decode()
    assert '<span class="count hot">1</span>' in page
    assert reverse("desk:alerts") not in page
