"""What a patient wrote in Spanish says so where the clinician reads it."""

import pytest
from django.urls import reverse

from clinic import clock
from intake import services
from intake.models import Assessment
from tests import factories

TAG = '<span class="tag info">in Spanish</span>'
HAS_ALLERGIES = factories.ROSA["medicines_and_allergies"] | {"has_allergies": "yes"}
ALLERGY = {"allergy_agent": "iodinated_contrast", "allergy_another": "no"}


@pytest.fixture
def read(desk, rosa):
    """The review page of a form with this allergy, answered in this language."""

    def page(language, allergy):
        intake = factories.answered_intake(rosa)
        for key, value in {
            "medicines_and_allergies": HAS_ALLERGIES, "allergy-1": ALLERGY | allergy,
        }.items():  # fmt: skip
            services.save_page(
                intake=intake, page=key, value=value, now=clock.now(), language=language
            )
        services.submit(intake, clock.now())
        address = reverse("desk:review", args=[Assessment.objects.get().pk])
        return desk.clinician.get(address).content.decode()

    return page


def test_a_reaction_in_the_patients_own_words_is_tagged_beside_its_caution(read):
    page = read("es", {"allergy_reaction": {"other": "ronchas y comezón"}})
    assert f"ronchas y comezón. (unverified)</span> {TAG}" in page
    assert page.count(TAG) == 1


def test_a_word_that_the_rules_do_not_know_is_tagged(read):
    page = read("es", {"allergy_agent": {"other": "Polvo de casa"}, "allergy_reaction": "mild"})
    assert f"polvo de casa (allergy) {TAG}" in page
    assert page.count(TAG) == 1


@pytest.mark.parametrize(
    ("language", "reaction"), [("en", {"other": "hives and more"}), ("es", "mild")]
)
def test_what_was_written_in_english_or_chosen_carries_no_tag(read, language, reaction):
    page = read(language, {"allergy_reaction": reaction})
    assert "Contrast allergy" in page
    assert TAG not in page
