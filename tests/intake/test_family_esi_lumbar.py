"""The lumbar epidural beside the other regions: what belongs to another region counts for nothing
here. Its own lines and gates stand in test_candidacy_points and test_candidacy_standing."""

import pytest

from tests.intake.cases import epidural, gate, points
from tests.intake.test_candidacy_points import earlier, site

WALKING = {"worse_with": ["walking"], "better_with": ["sitting"]}
BACK_ONLY = {"pain_sites": [site("low_back")], "worst_area": "limb"}
NUMB = {"neuropathic_descriptors": {"tingling": True, "numbness": True}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"pain_sites": [site("low_back", "left_thigh_back")]}, 15),
        ({"pain_sites": [site("low_back"), site("thigh")]}, 15),
        ({"pain_sites": [site("low_back"), site("hip")]}, 0),
        ({"told_diagnoses": ["lumbar_spinal_stenosis"]}, 15),
        ({"told_diagnoses": ["spinal_stenosis"]}, 15),
        ({"told_diagnoses": ["cervical_stenosis"]}, 0),
        ({"told_diagnoses": ["aortic_stenosis"]}, 0),
        ({"told_diagnoses": []}, 0),
    ],
)
def test_walking_pain_needs_a_leg_or_a_narrow_lumbar_canal(changes, expected):
    assert points("PAT-ESI-04", **(WALKING | BACK_ONLY | NUMB | changes)) == expected


def test_where_the_pain_goes_can_still_make_it_walking_pain():
    asked = epidural(**WALKING, **NUMB, worst_area="limb", pain_sites=[{"site": "low_back"}])
    line = next(line for line in asked["points"] if line["rule"] == "PAT-ESI-04")
    assert (line["points"], line["because"]) == (
        0,
        "What makes the pain worse and better is not fully known.",
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [(["post_laminectomy_pain"], 10), (["cervical_post_laminectomy_pain"], 0)],
)
def test_a_diagnosis_of_the_neck_is_none_of_the_back(told, expected):
    assert points("PAT-ESI-05", told_diagnoses=told) == expected


@pytest.mark.parametrize(("kind", "expected"), [("esi_lumbar", "hard"), ("esi_cervical", "met")])
def test_sessions_of_another_region_do_not_use_up_the_limit(kind, expected):
    procedures = [earlier(ago, percent=60, months=3, kind=kind) for ago in (1, 2, 3, 4)]
    assert gate("GATE-ESI-03", prior_procedures=procedures) == expected


def test_whose_record_a_session_count_comes_from_is_said():
    recorded = {
        "prior_procedures": [earlier(2, 60, 3)],
        "sources": {"prior_procedures[0]": "record"},
    }
    because = epidural(**recorded)["gates"][2]["because"]
    assert because == (
        "Fewer than 4 lumbar epidurals in the last 12 months: 1 known (this clinic's record)."
    )
