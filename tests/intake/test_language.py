"""English or Spanish on any page: the place and what was typed stay, nothing is guessed."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from intake import invitations
from intake.models import Answer
from tests import factories as make

pytestmark = pytest.mark.django_db
BORN = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}
WHERE = "/intake/page/where/"
PLACE = {"where": ["low_back-right"], "confirmed": "seen"}


@pytest.fixture
def now():
    from clinic import clock

    return clock.now()


@pytest.fixture
def link(now):
    invitation = make.invitation(make.consenting_patient(), now=now)
    staff = make.staff("front_desk", invitation.clinic)
    return urlsplit(invitations.another_link(invitation=invitation, staff=staff, now=now)).path


def language(response):
    return response.headers["Content-Language"], b'<html lang="es">' in response.content


def test_the_record_says_the_language_and_the_browser_does_not(client, link):
    opened = client.get(link, headers={"accept-language": "es"})
    assert language(opened) == ("en", False)


def test_a_link_to_the_other_language_stands_on_the_first_page_in_its_own_words(client, link):
    page = client.get(link).content.decode()
    assert '<a href="?language=es" lang="es" hreflang="es">Español</a>' in page
    spanish = client.get(f"{link}?language=es")
    assert language(spanish) == ("es", True)
    assert 'lang="en" hreflang="en">English</a>' in spanish.content.decode()


def test_switching_on_a_page_keeps_place_and_what_was_ticked_and_saves_nothing(client, link):
    client.post(link, BORN)
    page = client.post(WHERE, PLACE | {"language": "es"})
    assert page.status_code == 200
    assert language(page) == ("es", True)
    ticked = re.search(r'value="low_back-right"[^>]*', page.content.decode())
    assert "checked" in ticked[0]
    assert not Answer.objects.exists()


def test_the_language_chosen_goes_on_to_the_next_page_and_stands_on_the_answer(client, link):
    client.post(link, BORN)
    client.post(WHERE, {"language": "es"})
    following = client.post(WHERE, PLACE, follow=True)
    assert language(following) == ("es", True)
    assert Answer.objects.get().language == "es"


def test_an_unknown_language_is_not_taken(client, link):
    assert language(client.get(f"{link}?language=xx")) == ("en", False)


def test_staffs_pages_are_in_english_whatever_a_patient_chose_on_this_browser(client, link):
    client.get(f"{link}?language=es")
    client.force_login(make.staff("nurse", make.clinic()))
    assert language(client.get(reverse("desk:home"), follow=True))[0] == "en"
