"""What the needles of the spine bring with them: which stops and cautions each family meets."""

import pytest

from tests.intake.cases import assessed, family
from tests.intake.test_candidacy_points import site

SITES = {
    "esi_lumbar": site("low_back", "left_calf"),
    "esi_cervical": site("neck", "left_hand"),
    "esi_thoracic": site("mid_back", "chest"),
    "facet_mbb_rfa_lumbar": site("low_back"),
    "facet_mbb_rfa_cervical": site("neck"),
}
FACETS = {"facet_mbb_rfa_lumbar", "facet_mbb_rfa_cervical"}
EPIDURALS = set(SITES) - FACETS


def stopped(stop, **changes):
    return {
        id_
        for id_, place in SITES.items()
        if stop in [found["id"] for found in family(id_, pain_sites=[place], **changes)["stops"]]
    }


def warned(caution, **changes):
    return {
        id_
        for id_, place in SITES.items()
        if caution in [found["id"] for found in assessed(pain_sites=[place], **changes)["cautions"]]
    }


def test_pregnancy_stops_all_of_them():
    assert stopped("pregnancy", pregnancy="yes") == set(SITES)


def test_an_allergy_to_local_anaesthetic_stops_the_blocks_alone():
    allergic = [{"agent": "local_anaesthetic", "reaction": "hives"}]
    assert stopped("local_anaesthetic_allergy", allergies=allergic) == FACETS


@pytest.mark.parametrize(
    ("caution", "changes", "families"),
    [
        ("diabetes_steroid", {"diabetes": {"has": True}}, EPIDURALS),
        ("cardiac_device_rfa", {"implants": ["pacemaker"]}, FACETS),
        ("cervical_level_extra_risk", {}, {"esi_cervical", "facet_mbb_rfa_cervical"}),
        ("pneumothorax_risk", {}, {"esi_thoracic"}),
    ],
)
def test_a_caution_bound_to_what_is_listed(caution, changes, families):
    assert warned(caution, **changes) == families


def test_severe_contrast_allergy_caps_the_epidurals_alone():
    allergic = [{"agent": "iodinated_contrast", "reaction": "anaphylaxis"}]
    capped = {
        id_
        for id_, place in SITES.items()
        if family(id_, pain_sites=[place], allergies=allergic)["caps"]
    }
    assert capped == EPIDURALS
