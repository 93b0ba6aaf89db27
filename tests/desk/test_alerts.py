"""Alerts: listed, taken by one, closed with what was done; the count stands on every page."""

import pytest
from django.urls import reverse

from notifications import inbound
from notifications.models import Alert, AlertState, Message
from surveys import release
from surveys.models import AnswerChannel, CheckIn
from surveys.services import keep_answer
from tests import factories


@pytest.fixture
def emergency(rosa):
    factories.answered_intake(
        rosa, saddle_numbness={"saddle_numbness": "yes"}, fever_chills=None, signs_before=None
    )
    return Alert.objects.get()


def _url(alert, name="alert"):
    return reverse(f"desk:{name}", args=[alert.pk])


def test_the_list_says_that_nobody_has_it(desk, emergency, rosa, readings):
    page = desk.nurse.get(reverse("desk:alerts")).content.decode()
    assert "Nobody has this." in page
    assert "tel:" + rosa.phone in page
    assert readings(desk.nurse.staff) == {str(rosa.pk)}


def test_an_alert_tells_what_was_said_and_what_was_not_asked(desk, emergency):
    page = desk.nurse.get(_url(emergency)).content.decode()
    assert "Numbness between your legs: <b>Yes</b>" in page
    assert "2 more not asked yet" in page
    assert "has not been seen" in page


def test_taking_an_alert_names_who_has_it_and_cools_the_count(desk, emergency):
    desk.nurse.post(_url(emergency, "take_alert"))
    page = desk.clinician.get(_url(emergency)).content.decode()
    assert f"{desk.nurse.staff.name} has this" in page
    assert "count hot" not in page
    assert "You have this" in desk.nurse.get(_url(emergency)).content.decode()


def test_the_second_to_take_it_is_told_who_was_first(desk, emergency):
    desk.nurse.post(_url(emergency, "take_alert"))
    answer = desk.clinician.post(_url(emergency, "take_alert"), follow=True)
    assert f"{desk.nurse.staff.name} has this since 10:40 am." in answer.content.decode()
    emergency.refresh_from_db()
    assert emergency.acknowledged_by == desk.nurse.staff


def test_closing_an_emergency_needs_an_outcome_and_a_sentence(desk, emergency):
    answer = desk.nurse.post(_url(emergency), {"outcome": "to_er", "note": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Write what happened, in a sentence") == 2
    emergency.refresh_from_db()
    assert emergency.state == AlertState.OPEN


def test_closing_keeps_what_was_done(desk, emergency):
    filled = {"outcome": "to_er", "note": "Her son drives her."}
    assert desk.nurse.post(_url(emergency), filled).url == reverse("desk:alerts")
    emergency.refresh_from_db()
    assert (emergency.state, emergency.closed_by) == (AlertState.CLOSED, desk.nurse.staff)
    assert "No alert is open" in desk.nurse.get(reverse("desk:alerts")).content.decode()


def test_the_second_to_close_is_told_who_was_first(desk, emergency):
    desk.nurse.post(_url(emergency), {"outcome": "to_er", "note": "On the way."})
    answer = desk.clinician.post(
        _url(emergency), {"outcome": "duplicate", "note": "Seen twice."}, follow=True
    )
    assert f"{desk.nurse.staff.name} closed this at 10:40 am" in answer.content.decode()
    emergency.refresh_from_db()
    assert emergency.note == "On the way."


def test_an_alert_from_an_unknown_number_shows_its_text(desk, oak):
    inbound.receive(carrier_id="SM1", number="+15550100177", body="who is this", now=factories.NOW)
    inbound.handle(Message.objects.get().pk, factories.NOW)
    page = desk.nurse.get(_url(Alert.objects.get())).content.decode()
    assert "“who is this”" in page
    assert "text from 555-010-0177" in page
    assert "Find out who wrote" in page


@pytest.fixture
def asked(rosa):
    """Rosa's day-1 check-in, open by link."""
    factories.procedure(rosa)
    check_in = CheckIn.objects.get(step="d1")
    CheckIn.objects.filter(pk=check_in.pk).update(state="open", awaiting="link")
    check_in.refresh_from_db()
    return check_in


def test_an_alert_of_a_check_in_shows_its_answers_in_the_patients_words(desk, asked):
    for page, value in (("safety", ["something_else"]), ("something_else", "My foot is cold")):
        keep_answer(asked, page, {page: value}, channel=AnswerChannel.LINK, now=factories.NOW)
    page = desk.nurse.get(_url(Alert.objects.get())).content.decode()
    assert "Day 1 check-in, waits for an answer" in page
    assert "“My foot is cold”" in page


def test_an_alert_for_silence_says_that_nothing_was_answered(desk, asked):
    release.raise_call(asked, "No answer to a safety check-in: please call", asked.expires_at)
    page = desk.nurse.get(_url(Alert.objects.get())).content.decode()
    assert "Nothing was answered." in page


def test_a_prompt_alert_closes_without_a_sentence(desk, asked):
    release.raise_call(asked, "No answer to a safety check-in: please call", asked.expires_at)
    desk.nurse.post(_url(Alert.objects.get()), {"outcome": "done", "note": ""})
    assert Alert.objects.get().state == AlertState.CLOSED
