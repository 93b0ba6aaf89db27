"""Each criterion of the lumbar epidural, each threshold from both sides."""

import pytest

from tests.intake.cases import epidural, points


def peg(*items):
    return dict(zip(("pain", "enjoyment", "general_activity"), items, strict=True))


def tried(*entries):
    return [dict(zip(("type", "weeks", "effect"), entry, strict=True)) for entry in entries]


def site(name, *radiates_to, side="left"):
    return {"site": name, "side": side, "radiates_to": list(radiates_to)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"peg": peg(7, 7, 7)}, 15),
        ({"peg": peg(7, 7, 6)}, 10),
        ({"peg": peg(4, 4, 4)}, 10),
        ({"peg": peg(4, 4, 3)}, 0),
        ({"peg": None, "nrs": {"average": 7}}, 15),
        ({"peg": peg(9, None, 9), "nrs": {"average": 6}}, 10),
        ({"peg": None, "nrs": {"average": 4}}, 10),
        ({"peg": None, "nrs": {"average": 3}}, 0),
        ({"peg": None, "nrs": None}, 0),
    ],
)
def test_severity(changes, expected):
    assert points("GEN-G1", **changes) == expected


def test_severity_says_when_the_average_stands_in_for_peg():
    line = epidural(peg=None)["points"][-4]
    assert "PEG incomplete" in line["answer"]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (6, 12),
        (5.95, 12),
        (5.94, 10),
        (3, 10),
        (2.94, 5),
        (1.4, 5),
        (1.35, 5),
        (1.34, 0),
        (0, 0),
        (None, 0),
    ],
)
def test_duration(months, expected):
    assert points("GEN-G2", duration_months=months) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 4, "little")), 8),
        (tried(("nsaid", 3.9, "little")), 0),
        (tried(("nsaid", 4, "good")), 0),
        (tried(("nsaid", 1, "stopped_side_effect")), 8),
        (tried(("nsaid", None, "stopped_side_effect")), 8),
        (tried(("nsaid", None, "little")), 0),
        (tried(("nsaid", 9, None)), 0),
        (tried(("nsaid", 9, "some"), ("topical", 9, "some")), 8),
        (tried(("nsaid", 9, "some"), ("tens", 9, "short_term")), 14),
        (tried(("nsaid", 9, "some"), ("tens", 9, "some"), ("home_exercise", 9, "some")), 18),
        (
            tried(
                ("nsaid", 9, "some"),
                ("tens", 9, "some"),
                ("home_exercise", 9, "some"),
                ("snri_or_tca", 9, "some"),
            ),
            18,
        ),
        (
            tried(
                ("opioids", 9, "little"), ("muscle_relaxant", 9, "little"), ("brace", 9, "little")
            ),
            0,
        ),
        (None, 0),
    ],
)
def test_care_already_tried(treatments, expected):
    assert points("GEN-G3", treatments_tried=treatments) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"goals": ["walk_farther"]}, 5),
        ({"goals": ["return_to_work"]}, 5),
        ({"goals": ["avoid_surgery"]}, 5),
        ({"goals": ["sleep"]}, 0),
        ({"goals": []}, 0),
        ({"goals": None}, 0),
        ({"goals": ["reduce_opioids"]}, 0),
        ({"goals": ["reduce_opioids"], "medications": [{"name": "oxycodone"}]}, 5),
        ({"goals": ["reduce_opioids"], "medications": [{"name": "lisinopril"}]}, 0),
    ],
)
def test_goal_fit(changes, expected):
    assert points("GEN-G4", **changes) == expected


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        ([site("low_back", "left_leg_below_knee")], 20),
        ([site("low_back", "left_thigh_back")], None),
        ([site("buttock", "toes")], 20),
        ([site("low_back"), site("lower_leg")], 20),
        ([site("low_back"), site("foot")], 20),
        ([site("low_back"), site("knee")], None),
        ([site("low_back"), site("knee", "left_calf")], None),
        ([site("low_back"), site("thigh", "left_ankle")], 20),
    ],
)
def test_below_the_knee(sites, expected):
    found = epidural(pain_sites=sites)
    assert (found and found["points"][0]["points"]) == expected


@pytest.mark.parametrize(
    "diagnosis", ["painful_diabetic_neuropathy", "crps", "knee_osteoarthritis"]
)
def test_a_separate_foot_is_not_counted_where_something_else_explains_it(diagnosis):
    assert epidural(pain_sites=[site("low_back"), site("foot")], told_diagnoses=[diagnosis]) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"worst_area": "limb"}, 10),
        ({"worst_area": "equal"}, 10),
        ({"worst_area": "axial"}, 0),
        ({"worst_area": None}, 10),
        ({"worst_area": None, "pain_sites": [site("low_back"), site("thigh", "left_calf")]}, 0),
        ({"worst_area": None, "pain_sites": [site("thigh"), site("low_back", "left_calf")]}, 10),
    ],
)
def test_leg_at_least_as_bad_as_back(changes, expected):
    assert points("PAT-ESI-02", **changes) == expected


@pytest.mark.parametrize(
    ("felt", "expected"),
    [
        (("tingling", "numbness"), 10),
        (("electric_shocks", "tingling", "numbness"), 10),
        (("numbness",), 0),
        (("burning", "light_touch_hurts", "cold_hurts"), 0),
        (("burning", "numbness"), 0),
    ],
)
def test_two_of_three_nerve_words(felt, expected):
    keys = ("burning", "electric_shocks", "tingling", "numbness", "light_touch_hurts", "cold_hurts")
    assert (
        points("PAT-ESI-03", neuropathic_descriptors={key: key in felt for key in keys}) == expected
    )


@pytest.mark.parametrize(
    ("worse", "better", "expected"),
    [
        (["walking"], ["sitting"], 15),
        (["walking"], ["leaning_forward"], 15),
        (["walking", "standing"], ["sitting", "rest"], 15),
        (["standing"], ["sitting"], 0),
        (["walking"], ["rest"], 0),
        (None, ["sitting"], 0),
        (["walking"], None, 0),
    ],
)
def test_walking_worse_sitting_better(worse, better, expected):
    assert points("PAT-ESI-04", worse_with=worse, better_with=better) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["lumbar_disc_herniation"], 10),
        (["lumbar_spinal_stenosis"], 10),
        (["lumbar_radiculopathy"], 10),
        (["sciatica"], 10),
        (["post_laminectomy_pain"], 10),
        (["lumbar_facet_arthropathy"], 0),
        (["cervical_radiculopathy"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_known_diagnosis(told, expected):
    assert points("PAT-ESI-05", told_diagnoses=told) == expected


def earlier(months_ago=9, percent=None, months=None, hours=None, kind="esi_lumbar"):
    return {
        "type": kind,
        "months_ago": months_ago,
        "relief_percent": percent,
        "relief_months": months,
        "relief_hours": hours,
    }


@pytest.mark.parametrize(
    ("procedures", "expected"),
    [
        ([earlier(percent=50, months=3)], 10),
        ([earlier(percent=50, months=2.94)], 0),
        ([earlier(percent=49, months=9)], -20),
        ([earlier(percent=49)], -20),
        ([earlier(percent=80, months=0.46)], 0),
        ([earlier(percent=80, months=0.44)], -20),
        ([earlier(percent=80, hours=48)], -20),
        ([earlier(percent=80)], 0),
        ([earlier(months=3)], 0),
        ([earlier(12, percent=20, months=0), earlier(2, percent=60, months=3)], 10),
        ([earlier(None, percent=60, months=3), earlier(2, percent=60, months=3)], 0),
        ([earlier(percent=60, months=3, kind="esi_cervical")], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_earlier_epidural(procedures, expected):
    changes = {"prior_procedures": procedures, "worst_area": "limb", "told_diagnoses": ["sciatica"]}
    assert points("PAT-ESI-06", **changes) == expected


def test_pattern_over_fifty_is_taken_back_on_a_line_of_its_own():
    found = epidural(
        worst_area="limb",
        neuropathic_descriptors={"tingling": True, "numbness": True},
        worse_with=["walking"],
        better_with=["sitting"],
    )
    assert [line["points"] for line in found["points"] if line["rule"] == "GEN-CLAMP"] == [-5]
    assert sum(line["points"] for line in found["points"]) == found["score"]


@pytest.mark.parametrize(
    ("sites", "told", "listed"),
    [
        ([site("buttock", "left_calf")], [], True),
        ([site("neck", "left_forearm")], [], False),
        ([site("thigh", "left_calf")], [], False),
        ([site("thigh", "left_calf")], ["lumbar_radiculopathy"], True),
        ([site("low_back")], [], False),
        ([], [], False),
    ],
)
def test_which_sites_start_the_family(sites, told, listed):
    assert (epidural(pain_sites=sites, told_diagnoses=told) is not None) == listed
