"""Inviting: one text, a QR code that is new at each reload, and words for what became of it."""

import re

from django.urls import reverse

from clinic.models import PatientLink
from intake.models import Invitation
from notifications.models import Message
from tests import factories


def _url(patient):
    return reverse("desk:invitation", args=[patient.pk])


def _address(page):
    return re.search(r'<p class="address">(\S+)</p>', page).group(1)


def test_inviting_queues_a_text_and_shows_a_code(desk, rosa):
    assert desk.front_desk.post(_url(rosa)).url == _url(rosa)
    message = Message.objects.get(patient=rosa)
    page = desk.front_desk.get(_url(rosa)).content.decode()
    assert message.purpose == "intake"
    assert 'class="qr"' in page
    assert "Works until Tue, Mar 17, 2026, 11:40 am" in page


def test_looking_before_inviting_mints_no_link(desk, rosa):
    page = desk.front_desk.get(_url(rosa)).content.decode()
    assert "Invite to the pain-history form" in page
    assert not PatientLink.objects.exists()


def test_a_reload_mints_another_link_and_the_first_still_opens(desk, rosa, client):
    desk.front_desk.post(_url(rosa))
    first, second = (_address(desk.front_desk.get(_url(rosa)).content.decode()) for _ in range(2))
    assert first != second
    for address in (first, second):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_pressing_twice_invites_once(desk, rosa):
    for _ in range(2):
        desk.front_desk.post(_url(rosa))
    assert Invitation.objects.count() == Message.objects.count() == 1


def test_without_the_yes_to_texts_the_page_says_that_none_was_sent(desk, oak):
    patient = factories.patient(at=oak)
    desk.front_desk.post(_url(patient))
    page = desk.front_desk.get(_url(patient)).content.decode()
    assert "No text was sent." in page
    assert 'class="qr"' in page


def test_once_the_form_is_sent_there_is_no_code(desk, rosa):
    factories.submitted_intake(rosa)
    page = desk.front_desk.get(_url(rosa)).content.decode()
    assert "The form was sent" in page
    assert 'class="qr"' not in page


def test_whoever_shows_the_code_is_named(desk, rosa, readings):
    desk.front_desk.get(_url(rosa))
    assert str(rosa.pk) in readings(desk.front_desk.staff)
