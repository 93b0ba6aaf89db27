"""The session of an opened link: half an hour unused ends it; a page got at once writes nothing."""

from datetime import datetime, timedelta

import pytest

from clinic import clock, links
from intake.invitations import INTAKE
from questions import opening
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/intake/page/where/"


@pytest.fixture
def opened(client):
    """A browser that has opened the link to a form and looks at its first page."""
    now = clock.now()
    invitation = factories.invitation(factories.patient(), now=now)
    _, address = links.mint(
        patient=invitation.patient, purpose=INTAKE, owner_id=invitation.pk, now=now,
        expires_at=invitation.expires_at,
    )  # fmt: skip
    born = invitation.patient.birth_date
    typed = {"birth_month": born.month, "birth_day": born.day, "birth_year": born.year}
    client.post("/k/" + address.rsplit("/", 1)[1], typed)
    assert client.get(PAGE).status_code == 200
    return client


def last_used(browser, ago):
    """As if the form had been used so long ago."""
    session = browser.session
    at = (clock.real_now() - ago).isoformat()
    session[opening.SESSION_KEY] = session[opening.SESSION_KEY] | {"seen": at}
    session.save()
    return at


def seen(browser):
    return browser.session[opening.SESSION_KEY]["seen"]


def test_half_an_hour_unused_ends_the_opening(opened):
    last_used(opened, opening.IDLE - timedelta(minutes=1))
    assert opened.get(PAGE).status_code == 200
    last_used(opened, opening.IDLE + timedelta(seconds=1))
    assert opened.get(PAGE).status_code == 410


@pytest.mark.parametrize("act", ["get", "post"])
def test_each_use_begins_the_half_hour_anew(opened, act):
    before = last_used(opened, timedelta(minutes=20))
    getattr(opened, act)(PAGE)
    assert datetime.fromisoformat(seen(opened)) > datetime.fromisoformat(before)


def test_the_page_that_an_answer_leads_to_does_not_write_the_session_again(opened):
    before = last_used(opened, -timedelta(minutes=1))  # ahead: no slow machine makes it old
    opened.get(PAGE)
    assert seen(opened) == before
    opened.post(PAGE)
    assert seen(opened) != before
