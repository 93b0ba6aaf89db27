"""Widespread pain holds a family back unless a line of it says that the pain has a place."""

import pytest

from tests.intake.cases import family
from tests.intake.test_candidacy_points import site

WIDESPREAD = {"wpi": 12, "sss": 9, "generalised_regions": 5}
KNEE, SHOULDER = [site("knee")], [site("shoulder")]


@pytest.mark.parametrize(
    ("id_", "sites", "told", "held"),
    [
        ("sacroiliac_joint", [site("buttock")], [], True),
        ("sacroiliac_joint", [site("buttock")], ["sacroiliac_joint_pain"], False),
        ("genicular_block_rfa", KNEE, [], True),
        ("genicular_block_rfa", KNEE, ["knee_osteoarthritis"], False),
        ("joint_injection", KNEE, ["hip_osteoarthritis"], True),
        ("joint_injection", KNEE, ["knee_osteoarthritis"], False),
        ("shoulder_suprascapular_block_rfa", SHOULDER, [], True),
        ("shoulder_suprascapular_block_rfa", SHOULDER, ["rotator_cuff_disease"], False),
        ("occipital_block", [site("back_of_head")], [], True),
        ("nerve_block_peripheral", [site("groin", "scrotum")], [], True),
        ("sympathetic_block", [site("hand")], ["crps"], False),
    ],
)
def test_a_matching_diagnosis_lifts_the_cap_of_widespread_pain(id_, sites, told, held):
    found = family(id_, pain_sites=sites, told_diagnoses=told, **WIDESPREAD)
    assert ("widespread_pain" in [cap["id"] for cap in found["caps"]]) == held
