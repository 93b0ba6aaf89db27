"""The queue: tiers with counts, why in one line, alerts above, empty states that differ."""

import pytest
from django.urls import reverse

from desk import reasons
from tests import factories


@pytest.fixture
def page(desk):
    def get(tier=""):
        query = {"tier": tier} if tier else {}
        return desk.clinician.get(reverse("desk:candidates"), query).content.decode()

    return get


def test_a_candidate_shows_tier_score_side_and_cautions(page, rosa, desk, readings):
    factories.submitted_intake(rosa)
    shown = page()
    for words in ("Likely", "Lumbar epidural", "88 of 100", "<b>Right</b> leg below knee"):
        assert words in shown
    assert "◆ Apixaban, low to high bleeding class." in shown
    assert str(rosa.pk) in readings(desk.clinician.staff)


def test_a_filter_counts_what_it_shows(page, oak, rosa):
    factories.submitted_intake(rosa)
    child = factories.patient(at=oak, last_name="Specimen", birth_date="2010-02-01")
    child.refresh_from_db()
    factories.submitted_intake(child)
    assert "All 2" in page()
    assert "Likely 1" in page()
    held = page("held")
    assert "Specimen" in held
    assert "Under 18" in held
    assert "Fictional" not in held.split("<h1>Candidates")[-1].split('class="sandbox"')[0]


def test_empty_states_differ(page, rosa):
    assert "Nobody waits for a review" in page()
    factories.submitted_intake(rosa)
    assert "This filter hides the one candidate" in page("not_now")


def test_an_unknown_filter_is_missing(desk):
    assert desk.clinician.get(reverse("desk:candidates"), {"tier": "x"}).status_code == 404


def test_an_urgent_alert_stands_above_the_queue(page, rosa):
    factories.submitted_intake(rosa, fever_chills={"fever_chills": "yes"})
    shown = page()
    assert shown.index('class="alert urgent"') < shown.index("<h1>Candidates</h1>")


def test_a_reviewed_candidate_waits_no_more(page, desk, rosa):
    factories.submitted_intake(rosa)
    assessment = rosa.assessment_set.get()
    desk.clinician.post(
        reverse("desk:review", args=[assessment.pk]),
        {"decision": "not_now", "agrees": "yes",
         "cautions": [caution["id"] for caution in
                      reasons.cautions(assessment.facts, assessment.result)]},
    )  # fmt: skip
    assert "Nobody waits for a review" in page()


def test_the_number_of_queries_does_not_grow_with_the_queue(
    desk, oak, django_assert_max_num_queries
):
    for _ in range(4):
        factories.submitted_intake(factories.consenting_patient(at=oak))
    with django_assert_max_num_queries(30):
        desk.clinician.get(reverse("desk:candidates"))
