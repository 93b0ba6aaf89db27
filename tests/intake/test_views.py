"""The form on the phone: opened by a link, resumed, changed, checked, sent."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from clinic.dates import hour
from clinic.models import PatientLink
from intake import invitations, selectors
from intake.models import Assessment, Intake
from intake.pages import PAGES
from notifications.models import Alert
from tests import factories as make

pytestmark = pytest.mark.django_db
BORN = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}


@pytest.fixture
def now():
    from clinic import clock

    return clock.now()


@pytest.fixture
def invitation(now):
    return make.invitation(make.consenting_patient(), now=now)


def address(invitation, now):
    staff = make.staff("front_desk", invitation.clinic)
    return urlsplit(invitations.another_link(invitation=invitation, staff=staff, now=now)).path


def open_form(client, invitation, now):
    """The page that a newly opened link leads to."""
    return client.post(address(invitation, now), BORN, follow=True)


def entries(key, value):
    page = next(page for page in PAGES if page.key == key)
    return page.entries(value)


def answer(client, key, value=None):
    value = value or make.ROSA[key]
    sent = entries(key, value) | {"confirmed": "seen"}
    return client.post(f"/intake/page/{key}/", sent, follow=True)


def path(response):
    return response.redirect_chain[-1][0] if response.redirect_chain else response.request[
        "PATH_INFO"
    ]  # fmt: skip


def test_looking_at_a_link_changes_nothing(client, invitation, now):
    before = list(PatientLink.objects.values())
    where = address(invitation, now)
    links = list(PatientLink.objects.values())
    for _ in range(3):
        assert client.get(where).status_code == 200
    assert list(PatientLink.objects.values()) == links
    assert len(links) == len(before) + 1
    assert not Intake.objects.exists()


def test_the_page_before_the_birth_date_names_nobody(client, invitation, now):
    shown = client.get(address(invitation, now)).content.decode()
    assert invitation.patient.last_name not in shown
    assert invitation.patient.first_name not in shown
    assert "Oak Clinic" in shown


def test_a_wrong_birth_date_opens_nothing(client, invitation, now):
    response = client.post(address(invitation, now), BORN | {"birth_year": "1980"})
    assert response.status_code == 422
    assert "does not match" in response.content.decode()
    assert not Intake.objects.exists()


def test_five_wrong_birth_dates_end_the_link(client, invitation, now):
    where = address(invitation, now)
    for _ in range(5):
        client.post(where, BORN | {"birth_year": "1980"})
    assert client.post(where, BORN).status_code == 410


@pytest.mark.parametrize("end", ["expired", "revoked", "unknown"])
def test_a_dead_link_gets_one_neutral_answer(client, invitation, now, end):
    where = address(invitation, now)
    if end == "expired":
        PatientLink.objects.update(expires_at=now - timedelta(seconds=1))
    elif end == "revoked":
        PatientLink.objects.update(revoked_at=now)
    else:
        where = "/k/" + "x" * 22
    response = client.get(where)
    assert response.status_code == 410
    assert "does not work any more" in response.content.decode()


def test_without_an_opened_link_there_is_no_form(client):
    assert client.get("/intake/").status_code == 410
    assert client.get("/intake/page/nrs_now/").status_code == 410


def test_every_page_answered_in_turn_leads_to_check_and_sent(client, invitation, now):
    shown = open_form(client, invitation, now)
    asked = []
    while "/page/" in path(shown):
        key = path(shown).rstrip("/").rsplit("/", 1)[1]
        assert key not in asked
        asked.append(key)
        shown = answer(client, key)
    assert asked == list(make.ROSA)
    assert path(shown) == "/intake/check/"
    body = shown.content.decode()
    assert "Send my answers" in body
    assert "5 months" in body
    done = client.post("/intake/check/", follow=True)
    assert path(done) == "/intake/sent/"
    assert "We have your answers" in done.content.decode()
    assert hour(now, invitation.patient.zone)[-2:] in done.content.decode()
    assert Assessment.objects.get().tier == "candidate_likely"


def test_the_patient_never_sees_a_score_or_a_tier(client, invitation, now):
    shown = open_form(client, invitation, now)
    pages = [shown.content.decode()]
    for key in make.ROSA:
        pages.append(answer(client, key).content.decode())
    pages.append(client.post("/intake/check/", follow=True).content.decode())
    for word in ("candidate", "likely", "epidural", "tier"):
        assert not any(word in page.lower() for page in pages)


def test_closing_the_phone_and_coming_back_goes_on_at_the_next_page(client, invitation, now):
    from django.test import Client

    open_form(client, invitation, now)
    for key in ("where", "spread", "duration"):
        answer(client, key)
    other_phone = Client()
    shown = open_form(other_phone, invitation, now)
    assert path(shown) == "/intake/page/worst_area/"
    assert "Back" not in shown.content.decode()


def test_what_was_answered_before_is_not_shown_again(client, invitation, now):
    from django.test import Client

    open_form(client, invitation, now)
    for key in ("where", "spread", "duration"):
        answer(client, key)
    other = Client()
    open_form(other, invitation, now)
    assert path(other.get("/intake/page/where/", follow=True)) == "/intake/page/worst_area/"
    for key in list(make.ROSA)[3:]:
        shown = answer(other, key)
    body = shown.content.decode()
    assert path(shown) == "/intake/check/"
    assert body.count("Answered earlier") == 3
    assert "5 months" not in body
    assert path(other.post("/intake/check/", follow=True)) == "/intake/sent/"
    assert Assessment.objects.get().facts["duration_months"] == 5


def test_back_stops_at_the_page_it_opened_on(client, invitation, now):
    from django.test import Client

    open_form(client, invitation, now)
    answer(client, "where")
    other = Client()
    open_form(other, invitation, now)
    shown = answer(other, "spread")
    assert 'href="/intake/page/spread/"' in shown.content.decode()
    assert "Back" not in other.get("/intake/page/spread/").content.decode()


def test_change_goes_back_to_the_check_page(client, invitation, now):
    open_form(client, invitation, now)
    for key in make.ROSA:
        answer(client, key)
    shown = answer(client, "nrs_now", {"nrs_now": 3})
    assert path(shown) == "/intake/check/"
    assert "3 of 10" in shown.content.decode()


def test_a_bad_answer_says_what_to_do_and_keeps_what_was_given(client, invitation, now):
    open_form(client, invitation, now)
    answer(client, "where")
    response = client.post("/intake/page/spread/", {})
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert list(selectors.answers(Intake.objects.get())) == ["where"]


def test_an_emergency_pauses_the_form_until_the_patient_says_so(client, invitation, now):
    open_form(client, invitation, now)
    for key in ("where", "spread", "duration", "worst_area"):
        answer(client, key)
    shown = answer(client, "saddle_numbness", {"saddle_numbness": "yes"})
    body = shown.content.decode()
    assert "/intake/safety/" in path(shown)
    assert "Call 911 now" in body
    assert "new numbness between your legs" in body
    assert "/intake/safety/" in path(client.get("/intake/page/nrs_now/", follow=True))
    went_on = client.post(path(shown), {"action": "called"}, follow=True)
    assert path(went_on) == "/intake/page/bladder_bowel_change/"
    alert = Alert.objects.get()
    assert (alert.patient_response, alert.state) == ("called", "open")
    assert alert.shown_to_patient_at is not None


def test_by_mistake_keeps_the_alert(client, invitation, now):
    open_form(client, invitation, now)
    for key in ("where", "spread", "duration", "worst_area"):
        answer(client, key)
    shown = answer(client, "saddle_numbness", {"saddle_numbness": "yes"})
    again = client.post(path(shown), {"action": "mistake"}, follow=True)
    assert path(again) == "/intake/page/saddle_numbness/"
    alert = Alert.objects.get()
    assert (alert.patient_response, alert.state) == ("mistake", "open")


def test_the_safety_page_shown_again_on_another_phone_tells_no_earlier_answer(
    client, invitation, now
):
    from django.test import Client

    open_form(client, invitation, now)
    for key in ("where", "spread", "duration", "worst_area"):
        answer(client, key)
    answer(client, "saddle_numbness", {"saddle_numbness": "yes"})
    shown = open_form(Client(), invitation, now)
    assert "/intake/safety/" in path(shown)
    assert "You told us" not in shown.content.decode()


def test_urgent_says_call_us_today_and_goes_on_at_once(client, invitation, now):
    open_form(client, invitation, now)
    for key in list(make.ROSA)[: list(make.ROSA).index("fever_chills")]:
        answer(client, key)
    shown = answer(client, "fever_chills", {"fever_chills": "yes"})
    assert "Call us today" in shown.content.decode()
    assert client.get("/intake/page/signs_now/").status_code == 200


def test_after_sending_back_shows_it_is_sent(client, invitation, now):
    open_form(client, invitation, now)
    for key in make.ROSA:
        answer(client, key)
    client.post("/intake/check/")
    for again in ("/intake/", "/intake/check/", "/intake/page/nrs_now/"):
        assert path(client.get(again, follow=True)) == "/intake/sent/"
    assert path(client.post("/intake/check/", follow=True)) == "/intake/sent/"
    assert Assessment.objects.count() == 1


def test_another_patients_safety_page_is_missing(client, invitation, now):
    open_form(client, invitation, now)
    other = make.patient(invitation.clinic)
    from notifications.alerts import raise_alert

    alert, _ = raise_alert(
        clinic=other.clinic,
        patient=other,
        cause="red_flag:spinal_infection",
        grade="urgent",
        reason="r",
        url_name="",
        target_id=None,
        actor="test",
        now=now,
    )
    assert client.get(f"/intake/safety/{alert.pk}/").status_code == 404
