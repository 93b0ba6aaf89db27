"""Sympathetic block: exactly one limb, each line of its pattern, its gate, one whole patient."""

import pytest

from tests.intake.cases import assessed, family, gate_of, points_of
from tests.intake.test_candidacy_points import site, tried

ID = "sympathetic_block"
SIGNS = ["colour_change", "swelling"]
PLAIN = {"pain_sites": [site("hand")], "limb_signs": SIGNS}
SIX = ("burning", "electric_shocks", "tingling", "numbness", "light_touch_hurts", "cold_hurts")


def points(number, **changes):
    return points_of(ID, f"PAT-SYM-{number}", **(PLAIN | changes))


@pytest.mark.parametrize(
    ("sites", "starts"),
    [
        ([site("hand")], True),
        ([site("hand"), site("elbow")], True),
        ([site("foot", side="right"), site("knee", side="right")], True),
        ([site("hand", "left_forearm")], True),
        ([site("hand", "forearm")], True),
        ([site("low_back"), site("foot")], True),
        ([site("neck", "left_arm_below_elbow")], True),
        ([site("hand"), site("neck", "shoulder_blade")], True),
        ([site("hand", side="both")], False),
        ([site("hand", side=None)], False),
        ([site("hand", side="middle")], False),
        ([site("hand"), site("hand", side="right")], False),
        ([site("hand"), site("foot")], False),
        ([site("hand"), site("low_back", "left_calf")], False),
        ([site("hand", "right_forearm")], False),
        ([site("low_back", "calf", side="both")], False),
        ([site("low_back"), site("buttock"), site("groin")], False),
        ([], False),
    ],
)
def test_exactly_one_limb_of_one_side_starts_it(sites, starts):
    assert (family(ID, pain_sites=sites, limb_signs=SIGNS) is not None) == starts


@pytest.mark.parametrize(
    ("told", "signs", "starts"),
    [
        (["crps"], [], True),
        (["complex_regional_pain_syndrome"], None, True),
        ([], SIGNS, True),
        ([], ["swelling"], False),
        ([], ["swelling", "swelling"], False),
        ([], None, False),
        (None, SIGNS, True),
        (["wrist_fracture_healed"], ["sweating"], False),
    ],
)
def test_crps_told_or_two_signs_start_it(told, signs, starts):
    found = family(ID, pain_sites=[site("hand")], told_diagnoses=told, limb_signs=signs)
    assert (found is not None) == starts


def test_the_pattern_earns_twenty_and_names_the_limb():
    line = family(ID, **PLAIN)["points"][0]
    assert (line["points"], line["answer"]) == (20, "left arm: 2 signs")


@pytest.mark.parametrize(("count", "expected"), [(3, 10), (2, 0), (0, 0)])
def test_three_of_six_nerve_words(count, expected):
    felt = {word: place < count for place, word in enumerate(SIX)}
    assert points("02", neuropathic_descriptors=felt) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"told_diagnoses": ["wrist_fracture_healed"]}, 10),
        ({"told_diagnoses": ["elbow_dislocation"]}, 10),
        ({"told_diagnoses": ["ankle_fracture"]}, 0),
        ({"pain_sites": [site("foot")], "told_diagnoses": ["ankle_fracture"]}, 10),
        ({"told_diagnoses": ["shoulder_osteoarthritis"]}, 0),
        ({"prior_surgery": [{"type": "shoulder_arthroscopy", "months_ago": 9}]}, 10),
        ({"prior_surgery": [{"type": "knee_arthroscopy", "months_ago": 9}]}, 0),
        ({"prior_surgery": []}, 0),
        ({}, 0),
    ],
)
def test_after_an_operation_or_injury_of_that_limb(changes, expected):
    assert points("03", **changes) == expected


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (["colour_change", "temperature_difference"], 25),
        (["swelling", "sweating"], 25),
        (["swelling"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_two_signs_earn_twenty_five(signs, expected):
    assert points("04", told_diagnoses=["crps"], limb_signs=signs) == expected


def test_signs_that_were_not_asked_are_missing():
    found = assessed(pain_sites=[site("hand")], told_diagnoses=["crps"], limb_signs=None)["missing"]
    changes = {entry["path"]: entry["could_change"] for entry in found}
    assert "Sympathetic block: up to 25 points" in changes["limb_signs"]


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0.9, "met"), (0.85, "met"), (0.84, "soft"), (0.45, "soft"), (0.44, "hard"), (None, "soft")],
)
def test_four_weeks_of_pain(months, expected):
    assert gate_of(ID, "GATE-SYM-01", **PLAIN, duration_months=months) == expected


def test_a_whole_patient_six_weeks_after_a_wrist_fracture():
    """Pattern 20 + 10 + 10 + 25, clamped to 50; severe 15, 6 weeks 5, one class 8."""
    found = family(
        ID,
        pain_sites=[site("hand", side="right"), site("elbow", side="right")],
        duration_months=1.5,
        neuropathic_descriptors=dict.fromkeys(SIX, True),
        told_diagnoses=["wrist_fracture_healed"],
        limb_signs=["colour_change", "swelling", "sweating"],
        treatments_tried=tried(("physical_therapy", 4, "little")),
    )
    assert (found["score"], found["standing"]) == (78, "candidate_likely")
    lines = [(line["rule"], line["points"]) for line in found["points"]]
    assert lines[:5] == [
        ("PAT-SYM-01", 20),
        ("PAT-SYM-02", 10),
        ("PAT-SYM-03", 10),
        ("PAT-SYM-04", 25),
        ("GEN-CLAMP", -15),
    ]
    assert [gate["rule"] for gate in found["gates"]] == ["GATE-SYM-01"]
    assert found["bleeding_class"] == "intermediate"


@pytest.mark.parametrize(
    ("changes", "stops", "caps"),
    [
        ({"pregnancy": "yes"}, ["pregnancy"], []),
        ({"pregnancy": "possible"}, [], ["pregnancy_possible"]),
        (
            {"allergies": [{"agent": "local_anaesthetic", "reaction": "rash"}]},
            ["local_anaesthetic_allergy"],
            [],
        ),
        (
            {"allergies": [{"agent": "iodinated_contrast", "reaction": "anaphylaxis"}]},
            [],
            ["contrast_anaphylaxis"],
        ),
        ({"coronary_stent_months_ago": 5.9}, [], ["recent_coronary_stent"]),
    ],
)
def test_what_stops_and_caps_it(changes, stops, caps):
    found = family(ID, **PLAIN, **changes)
    assert [entry["id"] for entry in found["stops"]] == stops
    assert [entry["id"] for entry in found["caps"]] == caps


def test_widespread_pain_does_not_hold_the_pattern_of_crps_back():
    found = family(ID, **PLAIN, wpi=12, sss=9, generalised_regions=5)
    assert (found["caps"], found["standing"]) == ([], "candidate_likely")
