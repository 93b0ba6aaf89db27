"""The check-in on the phone: opened by its link, answered, safety page, done."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from clinic import clock, links
from notifications.models import Alert
from surveys import release
from surveys.models import CheckIn, CheckInAnswer
from surveys.pages import all_pages
from tests import factories as make

pytestmark = pytest.mark.django_db
BORN = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}
PAGES = {page.key: page for page in all_pages()}


@pytest.fixture
def patient():
    patient = make.consenting_patient()
    make.procedure(patient, now=clock.now() - timedelta(days=20))
    return patient


def opened(patient, key):
    """A check-in of the procedure of 20 days ago, asked today."""
    check_in = CheckIn.objects.get(patient=patient, step=key)
    now = clock.now()
    CheckIn.objects.exclude(pk=check_in.pk).update(state="answered")
    CheckIn.objects.filter(pk=check_in.pk).update(
        due_at=now - timedelta(minutes=5), expires_at=now + timedelta(days=1)
    )
    release.release_due(now)
    check_in.refresh_from_db()
    return check_in


def address(check_in):
    _, url = links.mint(
        patient=check_in.patient,
        purpose="check_in",
        owner_id=check_in.pk,
        now=clock.now(),
        expires_at=check_in.expires_at,
    )
    return urlsplit(url).path


def answer(client, key, value):
    entries = PAGES[key].entries({key: value})
    return client.post(f"/check-in/page/{key}/", entries, follow=True)


def path(response):
    return response.redirect_chain[-1][0]


ROUTINE = {
    "safety": ["none"],
    "now": 2,
    "average": 3,
    "percent": 60,
    "peg_pain": 3,
    "peg_enjoyment": 4,
    "peg_general_activity": 3,
    "pgic": "2",
}


def test_a_routine_check_in_asks_each_page_and_ends(client, patient):
    check_in = opened(patient, "w2")
    shown = client.post(address(check_in), BORN, follow=True)
    asked = []
    while "/page/" in path(shown):
        key = path(shown).rstrip("/").rsplit("/", 1)[1]
        asked.append(key)
        shown = answer(client, key, ROUTINE[key])
    assert asked == list(ROUTINE)
    assert path(shown) == "/check-in/done/"
    assert "Thank you" in shown.content.decode()
    check_in.refresh_from_db()
    assert check_in.state == "answered"
    numbers = dict(CheckInAnswer.objects.exclude(number=None).values_list("item", "number"))
    assert numbers["average"] == 3
    assert numbers["percent"] == 60


def test_a_link_shows_no_earlier_answer(client, patient):
    from django.test import Client

    check_in = opened(patient, "w2")
    client.post(address(check_in), BORN, follow=True)
    answer(client, "safety", ["none"])
    answer(client, "now", 2)
    other = Client()
    shown = other.post(address(check_in), BORN, follow=True)
    assert path(shown) == "/check-in/page/average/"
    assert path(other.get("/check-in/page/now/", follow=True)) == "/check-in/page/average/"


def test_the_safety_list_shows_what_to_do_and_then_goes_on(client, patient):
    check_in = opened(patient, "w2")
    client.post(address(check_in), BORN)
    shown = answer(client, "safety", ["saddle_or_bladder"])
    body = shown.content.decode()
    assert path(shown) == "/check-in/safety/"
    assert "Call 911 now" in body
    assert "555-010-0199" in body
    went_on = client.post("/check-in/safety/", {"action": "called"}, follow=True)
    assert path(went_on) == "/check-in/page/onset/"
    alert = Alert.objects.get(cause__startswith="complication")
    assert (alert.grade, alert.patient_response) == ("emergency", "called")


def test_a_headache_opens_its_own_question(client, patient):
    check_in = opened(patient, "d3")
    client.post(address(check_in), BORN)
    answer(client, "now", 4)
    shown = answer(client, "safety", ["positional_headache"])
    assert path(shown) == "/check-in/page/headache/"
    answer(client, "headache", ["none"])
    shown = answer(client, "onset", "yesterday")
    assert path(shown) == "/check-in/done/"
    assert "end of the next working day" in shown.content.decode()


def test_none_of_these_beside_a_tick_is_an_error_and_raises_nothing(client, patient):
    check_in = opened(patient, "w2")
    client.post(address(check_in), BORN)
    response = client.post("/check-in/page/safety/", {"safety": ["fever", "none"]})
    assert response.status_code == 422
    assert not Alert.objects.filter(cause__startswith="complication").exists()


def test_a_link_of_a_closed_check_in_opens_nothing_new(client, patient):
    check_in = opened(patient, "w2")
    where = address(check_in)
    client.post(where, BORN)
    CheckIn.objects.filter(pk=check_in.pk).update(state="missed")
    assert path(client.get("/check-in/", follow=True)) == "/check-in/done/"
    assert path(client.post("/check-in/page/safety/", {"safety": "none"}, follow=True)) == (
        "/check-in/done/"
    )
    assert not CheckInAnswer.objects.exists()


def test_an_answered_check_ins_link_is_over(client, patient):
    check_in = opened(patient, "d3")
    where = address(check_in)
    client.post(where, BORN)
    answer(client, "now", 4)
    answer(client, "safety", ["none"])
    assert client.get(where).status_code == 410


def test_an_old_closed_alert_does_not_decide_what_is_said_today(client, patient):
    from surveys import services
    from surveys.models import AnswerChannel

    d3 = opened(patient, "d3")
    services.keep_answer(
        d3, "safety", {"safety": ["fever"]}, channel=AnswerChannel.LINK, now=clock.now()
    )
    Alert.objects.update(state="closed")
    CheckIn.objects.filter(step="w2").update(state="planned")
    w2 = opened(patient, "w2")
    client.post(address(w2), BORN)
    for key, value in ROUTINE.items():
        shown = answer(client, key, value)
    body = shown.content.decode()
    assert path(shown) == "/check-in/done/"
    assert "Call us now" not in body
    assert "will call you" not in body


def test_the_end_of_an_emergency_check_in_still_says_911(client, patient):
    check_in = opened(patient, "d3")
    client.post(address(check_in), BORN)
    answer(client, "now", 4)
    answer(client, "safety", ["saddle_or_bladder"])
    client.post("/check-in/safety/", {"action": "called"})
    shown = answer(client, "onset", "today")
    assert "Call 911 or go to the nearest emergency room now" in shown.content.decode()
