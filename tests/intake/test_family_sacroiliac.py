"""Sacroiliac joint: where it starts, each line of its pattern, its gates, one whole patient."""

import pytest

from tests.intake.cases import assessed, family, flagged, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ID = "sacroiliac_joint"
PLAIN = {"pain_sites": [site("buttock")]}


def points(number, **changes):
    return points_of(ID, f"PAT-SI-{number}", **(PLAIN | changes))


def gate(number, **changes):
    return gate_of(ID, f"GATE-SI-{number}", **(PLAIN | changes))


def missing(**changes):
    found = assessed(**(PLAIN | changes))["missing"]
    return {entry["path"] for entry in found if "SI joint" in entry["could_change"]}


@pytest.mark.parametrize(
    ("sites", "starts"),
    [
        ([site("buttock")], True),
        ([site("low_back"), site("buttock")], True),
        ([site("Buttock")], True),
        ([site("low_back")], False),
        ([site("low_back", "left_buttock")], False),
        ([site("hip"), site("groin")], False),
        ([], False),
    ],
)
def test_only_the_buttock_as_a_site_starts_it(sites, starts):
    given = {"pain_points": ["one_finger_buttock"], "told_diagnoses": ["sacroiliac_joint_pain"]}
    assert (family(ID, pain_sites=sites, **given) is not None) == starts


@pytest.mark.parametrize("pain_points", [["one_finger_buttock"], [], None])
def test_the_buttock_earns_twenty_with_or_without_the_finger(pain_points):
    assert points("01", pain_points=pain_points) == 20


def test_the_finger_is_said_beside_the_site():
    line = family(ID, pain_points=["one_finger_buttock"], **PLAIN)["points"][0]
    assert line["answer"] == "left buttock; one finger on the buttock"


@pytest.mark.parametrize(
    ("worse", "expected"),
    [
        (["rising_from_chair"], 10),
        (["stairs"], 10),
        (["rolling_in_bed"], 10),
        (["stairs", "rolling_in_bed"], 10),
        (["sitting", "standing", "walking"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_worse_rising_on_stairs_or_rolling(worse, expected):
    assert points("02", worse_with=worse) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"prior_surgery": [{"type": "lumbar_fusion", "months_ago": 30}]}, 10),
        ({"prior_surgery": [{"type": "cervical_fusion", "months_ago": 30}]}, 0),
        ({"prior_surgery": [{"type": "lumbar_discectomy", "months_ago": 30}]}, 0),
        ({"told_diagnoses": ["lumbar_fusion"]}, 10),
        ({"told_diagnoses": ["pregnancy_related_pelvic_pain"]}, 10),
        ({"pregnancy": "yes"}, 10),
        ({"pregnancy": "possible"}, 0),
        ({"pregnancy": "no"}, 0),
        ({"red_flag_answers": flagged(major_trauma="yes")}, 10),
        ({"red_flag_answers": flagged(minor_trauma_or_sudden_onset="yes")}, 10),
        ({"red_flag_answers": flagged(minor_trauma_or_sudden_onset="not_sure")}, 0),
        ({"red_flag_answers": None}, 0),
        ({}, 0),
    ],
)
def test_after_a_fusion_a_pregnancy_or_an_injury(changes, expected):
    assert points("03", **changes) == expected


def test_what_was_not_asked_of_fusion_pregnancy_and_injury_is_missing():
    assert missing(told_diagnoses=None, red_flag_answers=flagged(major_trauma=None)) >= {
        "prior_surgery",
        "told_diagnoses",
        "pregnancy",
        "red_flag_answers.major_trauma",
    }
    answered = {"prior_surgery": [], "pregnancy": "no"}
    assert not missing(**answered)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["sacroiliac_joint_pain"], 10),
        (["sacroiliitis"], 10),
        (["lumbar_facet_arthropathy"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_known_sacroiliac_diagnosis(told, expected):
    assert points("04", told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("procedures", "said"),
    [
        ([earlier(9, 50, 3, kind="si_injection")], "helped: no points"),
        ([earlier(9, 50, kind="si_injection")], "helped: no points"),
        ([earlier(9, 49, 3, kind="si_injection")], "did not help"),
        ([earlier(9, 50, 2.94, kind="si_injection")], "did not help"),
        ([earlier(9, 50, 3, kind="si_rfa")], "helped: no points"),
        ([earlier(9, kind="si_rfa")], "not known"),
        ([earlier(9, 90, 9, kind="esi_lumbar")], "No earlier"),
        ([], "No earlier"),
        (None, "not known"),
    ],
)
def test_an_earlier_sacroiliac_procedure_earns_nothing_and_is_said(procedures, said):
    lines = family(ID, **(PLAIN | {"prior_procedures": procedures}))["points"]
    line = next(line for line in lines if line["rule"] == "PAT-SI-05")
    assert (line["points"], line["of"]) == (0, 0)
    assert said in line["because"]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (3, "met"),
        (2.95, "met"),
        (2.94, "soft"),
        (1.45, "soft"),
        (1.44, "hard"),
        (None, "soft"),
    ],
)
def test_three_months_of_pain(months, expected):
    assert gate("01", duration_months=months) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 6, "little")), "met"),
        (tried(("nsaid", 5.9, "little")), "soft"),
        (tried(("nsaid", 3, "little"), ("home_exercise", 3, "little")), "soft"),
        (tried(("nsaid", 1, "stopped_side_effect")), "met"),
        (tried(("nsaid", 20, "good")), "soft"),
        (tried(("brace", 20, "little")), "hard"),
        ([], "hard"),
        (None, "soft"),
    ],
)
def test_six_weeks_of_care(treatments, expected):
    assert gate("02", treatments_tried=treatments) == expected


def test_a_whole_patient_after_a_fusion():
    """Severe 15, over 6 months 12, two classes 14, goal 5; pattern 50."""
    found = family(
        ID,
        pain_sites=[site("buttock")],
        pain_points=["one_finger_buttock"],
        worse_with=["rolling_in_bed"],
        prior_surgery=[{"type": "lumbar_fusion", "months_ago": 30}],
        told_diagnoses=["sacroiliac_joint_pain"],
        treatments_tried=tried(("nsaid", 8, "some"), ("physical_therapy", 8, "little")),
        goals=["walk_farther"],
    )
    assert (found["score"], found["standing"]) == (96, "candidate_likely")
    assert [line["points"] for line in found["points"]] == [20, 10, 10, 10, 0, 15, 12, 14, 5]
    assert (found["bleeding_class"], found["stops"], found["caps"]) == ("low", [], [])


@pytest.mark.parametrize(
    ("changes", "stop"),
    [
        ({"pregnancy": "yes"}, "pregnancy"),
        ({"allergies": [{"agent": "local_anaesthetic"}]}, "local_anaesthetic_allergy"),
    ],
)
def test_what_stops_it(changes, stop):
    found = family(ID, **(PLAIN | changes))
    assert [entry["id"] for entry in found["stops"]] == [stop]
    assert found["standing"] == "not_now"
