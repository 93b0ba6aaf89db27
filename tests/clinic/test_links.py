"""Patient links: a key to one form that a look never wears out and a guess soon does."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from clinic import clock, links
from clinic.models import PatientLink
from tests import factories

pytestmark = pytest.mark.django_db
BORN = date(1979, 3, 27)
WEEK = timedelta(days=7)


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def patient():
    return factories.patient(birth_date=BORN)


@pytest.fixture
def opened(patient, now):
    """A link to a form: its row, the token, and its address without the host."""
    invitation = factories.invitation(patient, now=now)
    link, address = links.mint(
        patient=patient, purpose="intake", owner_id=invitation.pk, now=now, expires_at=now + WEEK
    )
    token = address.rsplit("/", 1)[1]
    return link, token, f"/k/{token}"


def birth(born):
    return {"birth_month": born.month, "birth_day": born.day, "birth_year": born.year}


def rows():
    """Every row of every table of ours."""
    labels = ("clinic", "notifications", "intake", "surveys")
    return {
        model: list(model.objects.order_by("pk").values())
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }


def test_a_token_is_22_letters_and_digits_of_131_bits(opened, settings):
    _, token, path = opened
    assert len(token) == links.TOKEN_LENGTH == 22
    assert token.isascii()
    assert token.isalnum()
    assert 62**22 > 2**130
    assert path == f"/k/{token}"


def test_no_two_tokens_are_alike(patient, now):
    minted = {
        links.mint(
            patient=patient, purpose="intake", owner_id=patient.pk, now=now, expires_at=now + WEEK
        )[1]
        for _ in range(50)
    }
    assert len(minted) == 50


def test_only_a_keyed_digest_is_stored(opened, settings):
    link, token, _ = opened
    stored = PatientLink.objects.values().get(pk=link.pk)
    assert token not in str(stored)
    assert stored["digest"] == links.digest(token)
    settings.SECRET_KEY = "another"
    assert links.digest(token) != stored["digest"]


def test_a_link_opens_until_it_expires(opened, now):
    link, token, _ = opened
    assert links.find(token, now + WEEK - timedelta(seconds=1)) == link
    assert links.find(token, now + WEEK) is None


@pytest.mark.parametrize("field", ["revoked_at", "completed_at"])
def test_a_revoked_or_finished_link_opens_nothing(opened, now, field):
    link, token, _ = opened
    PatientLink.objects.filter(pk=link.pk).update(**{field: now})
    assert links.find(token, now) is None


def test_a_form_that_is_done_closes_all_its_links_and_no_others(opened, patient, now):
    link, token, _ = opened
    _, elsewhere = links.mint(
        patient=patient, purpose="intake", owner_id=patient.pk, now=now, expires_at=now + WEEK
    )
    links.complete(purpose="intake", owner_id=link.owner_id, now=now)
    assert links.find(token, now) is None
    assert links.find(elsewhere.rsplit("/", 1)[1], now) is not None


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "é" * 22, "\x00", "A" * 5000])
def test_an_unknown_token_opens_nothing(opened, now, token):
    assert links.find(token, now) is None


def test_the_fifth_wrong_birth_date_closes_the_link_even_to_the_right_one(opened, now):
    link, token, _ = opened
    for _ in range(links.TRIES):
        assert links.find(token, now) is not None
        assert not links.is_right_person(link, date(1980, 1, 1))
    assert links.find(token, now) is None


def test_opening_the_address_changes_nothing_however_often(client, opened):
    _, _, path = opened
    before = rows()
    for _ in range(7):
        answer = client.get(path)
        assert answer.status_code == 200
    client.head(path)
    assert rows() == before
    assert "patient_link" not in client.session


def test_the_page_before_the_birth_date_names_nobody(client, opened, patient):
    _, _, path = opened
    text = client.get(path).content.decode()
    for secret in (patient.first_name, patient.last_name, patient.mrn, patient.phone, "1979"):
        assert secret not in text


def test_the_right_birth_date_opens_the_form_and_costs_no_try(client, opened):
    link, _, path = opened
    answer = client.post(path, birth(BORN))
    assert (answer.status_code, answer["Location"]) == (302, "/intake/")
    assert client.get("/intake/", follow=True).status_code == 200
    link.refresh_from_db()
    assert link.failed_tries == 0


def test_a_wrong_birth_date_costs_a_try_and_a_bad_one_none(client, opened):
    link, _, path = opened
    assert client.post(path, {"birth_month": "13", "birth_day": "", "birth_year": ""}).status_code
    link.refresh_from_db()
    assert link.failed_tries == 0
    answer = client.post(path, birth(date(1980, 1, 1)))
    assert answer.status_code == 422
    assert b"does not match" in answer.content
    link.refresh_from_db()
    assert link.failed_tries == 1


def test_unknown_expired_revoked_done_and_used_up_look_alike(client, opened, now):
    link, _, path = opened
    pages = {client.get(f"/k/{'A' * 22}").content}
    for fields in (
        {"revoked_at": now},
        {"revoked_at": None, "completed_at": now},
        {"completed_at": None, "failed_tries": links.TRIES},
        {"failed_tries": 0, "expires_at": now},
    ):
        PatientLink.objects.filter(pk=link.pk).update(**fields)
        for answer in (client.get(path), client.post(path, birth(BORN))):
            assert answer.status_code == 410
            pages.add(answer.content)
    assert len(pages) == 1


def test_a_form_is_not_reached_without_its_link(client, opened):
    assert client.get("/intake/").status_code == 410
    assert client.get("/check-in/").status_code == 410


def test_tries_made_at_once_still_end_at_five(patient, now):
    link, _ = links.mint(
        patient=patient, purpose="intake", owner_id=patient.pk, now=now, expires_at=now + WEEK
    )
    stale = [PatientLink.objects.get(pk=link.pk) for _ in range(7)]  # seven requests in flight
    assert not any(links.is_right_person(copy, date(1900, 1, 1)) for copy in stale)
    link.refresh_from_db()
    assert link.failed_tries == links.TRIES
    assert not links.is_right_person(stale[0], BORN)


def test_no_log_line_holds_a_token():
    import logging

    from config.log_filter import LinkFilter

    line = logging.LogRecord("django.request", 30, "", 0, "Gone: %s", ("/k/" + "x" * 22,), None)
    assert LinkFilter().filter(line)
    assert line.getMessage() == "Gone: /k/[token]"
