"""The strip on staff pages and what the phones ask: the time, the next text, the step to it."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from clinic import clock
from notifications import outbox
from notifications.models import Message
from surveys import upcoming
from surveys.models import CheckIn
from tests import factories

NOW = factories.NOW


@pytest.fixture
def treated(rosa):
    factories.procedure(rosa)
    return rosa


def _settle():
    """The welcome text is out of the way."""
    Message.objects.update(state="delivered")


def test_the_strip_says_the_time_and_the_next_text(desk, treated, readings):
    page = desk.nurse.get("/alerts/").content.decode()
    assert "clinic’s time Tue, Mar 3, 2026, 10:40 am" in page
    assert "Skip to the next text" in page
    assert "waits for the minute in which a procedure can be undone" in page
    assert str(treated.pk) in readings(desk.nurse.staff)


def test_production_shows_no_strip_and_no_log_ins(desk, treated, settings, client):
    settings.SANDBOX = False
    assert "Skip to the next text" not in desk.nurse.get("/alerts/").content.decode()
    assert "reprieve-sandbox" not in client.get(reverse("account_login")).content.decode()


def test_the_sign_in_page_names_the_sample_log_ins_and_offers_no_sign_up(client):
    page = client.get(reverse("account_login")).content.decode()
    assert "front@oak.example" in page
    assert "reprieve-sandbox" in page
    assert reverse("account_signup") not in page


def test_without_the_sandbox_its_addresses_do_not_exist():
    code = "import django; django.setup(); from django.urls import resolve; resolve('{}')"
    production = {
        "SANDBOX": "0",
        "SECRET_KEY": "x" * 50,
        "PUBLIC_URL": "https://clinic.example",
        "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "TWILIO_AUTH_TOKEN": "x",
        "TWILIO_FROM": "+15550100100",
        "TWILIO_BASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    for address in ("/sandbox/state.json", "/sandbox/skip", "/skip/"):
        done = subprocess.run(
            [sys.executable, "-c", code.format(address)],
            env={**os.environ, **production},
            cwd=django_settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Resolver404" in done.stderr, done.stderr


def test_the_phones_learn_the_time_and_the_next_text(client, treated):
    _settle()
    state = json.loads(client.get("/sandbox/state.json", {"number": treated.phone}).content)
    assert state["said"] == "Tue, Mar 3, 2026, 10:40 am"
    assert state["next"]["said"] == "Wed, Mar 4, 2026, 10:00 am"
    assert state["next"]["why"] == "day 1: waits for its day"
    assert datetime.fromisoformat(state["now"]) >= NOW


def test_another_phone_has_no_text_waiting(client, treated, oak):
    other = factories.consenting_patient(at=oak)
    state = json.loads(client.get("/sandbox/state.json", {"number": other.phone}).content)
    assert state["next"] is None


def test_a_skip_moves_the_clock_and_sends_the_text(
    client, treated, carrier, django_capture_on_commit_callbacks
):
    _settle()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/sandbox/skip", {"number": treated.phone})
    assert json.loads(answer.content)["said"] == "Wed, Mar 4, 2026, 10:00 am"
    asked = CheckIn.objects.get(step="d1")
    assert asked.state == "open"
    assert Message.objects.filter(owner_id=asked.pk).exists()


def test_the_staffs_skip_needs_a_post_and_leads_back(desk, treated):
    _settle()
    assert desk.nurse.get("/skip/").status_code == 405
    assert desk.nurse.post("/skip/", {"next": "/alerts/"}).url == "/alerts/"
    assert clock.now() >= NOW + timedelta(hours=23)


def test_a_skip_never_leads_to_another_site(desk, treated):
    answer = desk.nurse.post("/skip/", {"next": "https://elsewhere.example/"})
    assert answer.url == "/"


def test_a_skip_never_moves_the_clock_back(rosa):
    factories.invitation(rosa)
    later = NOW + timedelta(hours=1)
    clock.move_to(later)
    upcoming.skip(later)
    assert clock.now() >= later


def test_a_text_in_quiet_hours_says_until_when(rosa):
    late = NOW + timedelta(hours=12)
    factories.invitation(rosa, now=late)
    text = upcoming.next_text(late)
    assert text.why == "quiet hours until 9:00 am"
    assert text.at.astimezone(rosa.zone).hour == 9
    outbox.send(Message.objects.get().pk, late)
    assert upcoming.next_text(late) == text


def test_a_check_in_that_may_not_be_texted_is_no_next_text(oak):
    factories.procedure(factories.patient(at=oak))
    _settle()
    assert upcoming.next_text(NOW) is None
