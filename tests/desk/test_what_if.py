"""What would change the tier: shown to those who may see answers, read aloud in the trail."""

import pytest
from django.urls import reverse

from intake.models import Assessment
from tests import factories


@pytest.fixture
def page(rosa):
    factories.submitted_intake(rosa)
    return reverse("desk:what_if", args=[Assessment.objects.get().pk])


def test_it_names_an_answer_what_it_is_now_and_the_tier_it_would_give(desk, page, rosa, readings):
    shown = desk.nurse.get(page).content.decode()
    assert "how long" in shown
    assert "Tier would be" in shown
    assert "Nothing is stored" in shown
    assert Assessment.objects.count() == 1
    assert str(rosa.pk) in readings(desk.nurse.staff)


def test_the_front_desk_may_not_and_another_clinic_finds_nothing(desk, page, sign_in, elsewhere):
    assert desk.front_desk.get(page).status_code == 403
    assert sign_in("clinician", elsewhere).get(page).status_code == 404


def test_the_review_leads_to_it(desk, page):
    review = reverse("desk:review", args=[Assessment.objects.get().pk])
    assert page in desk.clinician.get(review).content.decode()
