"""A patient who reads Spanish, from the link to the end: no English; staff read English."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from clinic import clock
from intake import invitations, selectors
from intake.models import Intake
from intake.pages import PAGES
from notifications.models import Alert, Kind, Message
from questions.page import applicable
from tests import factories as make
from tests.spanish import left_in_english, said

pytestmark = pytest.mark.django_db
BORN = {"birth_month": "marzo", "birth_day": "27", "birth_year": "1979"}
SEEN = {"confirmed": "seen"}  # the sides of the body map
BY_KEY = {page.key: page for page in PAGES}


@pytest.fixture
def maria():
    return make.consenting_patient(language="es")


@pytest.fixture
def link(maria):
    now = clock.now()
    invitation = make.invitation(maria, now=now)
    staff = make.staff("front_desk", maria.clinic)
    return urlsplit(invitations.another_link(invitation=invitation, staff=staff, now=now)).path


def answer(client, key, value):
    return client.post(f"/intake/page/{key}/", BY_KEY[key].entries(value) | SEEN, follow=True)


def assert_spanish(response):
    html = response.content.decode()
    assert '<html lang="es">' in html
    assert left_in_english(html) == set()


def test_the_first_page_speaks_the_language_of_the_record(client, link):
    opened = client.get(link)
    assert_spanish(opened)
    assert "¿Cuál es su fecha de nacimiento?" in said(opened.content.decode())
    assert_spanish(client.post(link, {}))
    assert_spanish(client.post(link, BORN | {"birth_year": "1980"}))


def test_the_whole_form_is_filled_in_checked_and_sent_in_spanish(client, link, maria):
    assert_spanish(client.post(link, BORN, follow=True))
    for page in applicable(PAGES, make.ROSA):
        shown = client.get(f"/intake/page/{page.key}/")
        assert_spanish(shown)
        answer(client, page.key, make.ROSA[page.key])
    assert_spanish(client.get("/intake/check/"))
    sent = client.post("/intake/check/", follow=True)
    assert_spanish(sent)
    assert "lunes a viernes de 8 a 5" in sent.content.decode()
    intake = Intake.objects.get(patient=maria)
    assert set(selectors.languages(intake).values()) == {"es"}


def test_an_emergency_is_told_to_the_patient_in_spanish_and_to_staff_in_english(
    client, link, maria
):
    client.post(link, BORN)
    for key in ("where", "spread", "duration", "worst_area"):
        answer(client, key, make.ROSA[key])
    page = answer(client, "saddle_numbness", {"saddle_numbness": "yes"})
    assert_spanish(page)
    words = said(page.content.decode())
    assert "Llame al 911 ahora, o vaya a la sala de emergencias más cercana" in words
    [alert] = Alert.objects.filter(patient=maria)
    assert alert.reason.isascii()
    [text] = Message.objects.filter(kind=Kind.STAFF)
    assert "an alert (Emergency) waits for you" in text.body


def test_the_facts_and_the_reasons_are_the_same_as_in_english(client, link, maria):
    client.post(link, BORN)
    for page in applicable(PAGES, make.ROSA):
        answer(client, page.key, make.ROSA[page.key])
    client.post("/intake/check/")
    rosa = make.submitted_intake(make.consenting_patient(), now=clock.now())
    spanish, english = (
        selectors.newest_of(intake) for intake in (Intake.objects.get(patient=maria), rosa)
    )
    assert spanish.facts == english.facts
    assert spanish.result == english.result


def test_a_score_in_our_own_translation_is_marked_and_a_published_one_is_not(client, link, maria):
    client.post(link, BORN)
    for page in applicable(PAGES, make.ROSA):
        answer(client, page.key, make.ROSA[page.key])
    client.post("/intake/check/")
    assessment = selectors.newest_of(Intake.objects.get(patient=maria))
    client.force_login(make.staff("clinician", maria.clinic))
    review = client.get(f"/candidates/{assessment.pk}/").content.decode()
    assert "PEG 7.3 (wording not validated)" in review
    assert "PHQ-9 3 ·" in review
    patient = client.get(f"/patients/{maria.pk}/").content.decode()
    assert "form (wording not validated)" in patient


def test_answers_in_english_carry_no_mark(client):
    intake = make.submitted_intake(make.consenting_patient(), now=clock.now() - timedelta(hours=1))
    assert selectors.not_validated(intake) == frozenset()
