"""A check-in by link of a patient who reads Spanish; what staff read of it is English."""

from datetime import timedelta

import pytest

from clinic import clock
from notifications.models import Alert
from summaries.overview import overview
from tests import factories as make
from tests.spanish import left_in_english, said

from .test_views import BORN, ROUTINE, address, answer, opened, path

pytestmark = pytest.mark.django_db


@pytest.fixture
def maria():
    patient = make.consenting_patient(language="es")
    make.procedure(patient, now=clock.now() - timedelta(days=20))
    return patient


def assert_spanish(response):
    html = response.content.decode()
    assert '<html lang="es">' in html
    assert left_in_english(html) == set()


def test_each_page_and_the_thanks_are_in_spanish(client, maria):
    shown = client.post(address(opened(maria, "w2")), BORN, follow=True)
    while "/page/" in path(shown):
        assert_spanish(shown)
        key = path(shown).rstrip("/").rsplit("/", 1)[1]
        shown = answer(client, key, ROUTINE[key])
    assert_spanish(shown)
    assert "Gracias. Tenemos sus respuestas" in said(shown.content.decode())


def test_the_scores_of_our_translations_are_marked_where_they_are_shown(client, maria):
    client.post(address(opened(maria, "w2")), BORN)
    for key, value in ROUTINE.items():
        answer(client, key, value)
    seen = overview(maria, clock.now())
    [peg] = seen.peg
    [change] = seen.changes
    assert peg.source.endswith(" (wording not validated)")
    assert change.words == "Much improved (wording not validated)"
    client.force_login(make.staff("nurse", maria.clinic))
    chart = client.get(f"/patients/{maria.pk}/").content.decode()
    assert "PEG 3.3 (wording not validated), much improved (wording not validated)" in chart


def test_an_emergency_is_told_in_spanish_and_raised_in_english(client, maria):
    client.post(address(opened(maria, "w2")), BORN)
    shown = answer(client, "safety", ["saddle_or_bladder"])
    assert_spanish(shown)
    assert "Diga que tuvo un procedimiento con aguja el" in shown.content.decode()
    alert = Alert.objects.get(cause__startswith="complication")
    assert "check-in" in alert.reason
    assert alert.reason.isascii()
