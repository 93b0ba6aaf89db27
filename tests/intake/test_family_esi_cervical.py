"""Cervical epidural: each line and gate, each threshold from both sides."""

import pytest

from tests.intake.cases import family, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ESI = "esi_cervical"
ARM = {"pain_sites": [site("neck", "left_forearm")]}
NUMB = {"neuropathic_descriptors": {"tingling": True, "numbness": True}}
# Listed without a word on where the pain goes.
PLAIN = {"told_diagnoses": ["cervical_radiculopathy"], "worst_area": "limb"} | NUMB


def points(rule, **changes):
    return points_of(ESI, rule, **(ARM | changes))


def gate(rule, **changes):
    return gate_of(ESI, rule, **(ARM | changes))


@pytest.mark.parametrize(
    ("sites", "told", "listed"),
    [
        ([site("neck", "left_forearm")], [], True),
        ([site("neck"), site("low_back")], ["cervical_radiculopathy"], True),
        ([site("shoulder", "left_hand")], [], False),
        ([site("shoulder", "left_hand")], ["cervical_radiculopathy"], True),
        ([site("hand")], ["cervical_disc_herniation"], True),
        ([site("shoulder", "left_hand")], ["lumbar_radiculopathy"], False),
        ([site("upper_back", "left_hand")], ["cervical_radiculopathy"], False),
        ([site("low_back", "left_calf")], ["cervical_radiculopathy"], False),
        ([], ["cervical_radiculopathy"], False),
    ],
)
def test_neck_or_an_arm_with_a_cervical_diagnosis_starts_it(sites, told, listed):
    found = family(ESI, pain_sites=sites, told_diagnoses=told, worst_area="limb", **NUMB)
    assert (found is not None) == listed


def test_an_aching_neck_alone_is_not_listed():
    assert family(ESI, pain_sites=[site("neck", "shoulder_blade")]) is None


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        ([site("neck", "left_arm_below_elbow")], 20),
        ([site("neck", "left_thumb")], 20),
        ([site("neck", "left_upper_arm")], 0),
        ([site("neck", "shoulder_blade")], 0),
        ([site("neck"), site("shoulder", "fingers")], 20),
        ([site("neck"), site("hand")], 20),
        ([site("neck"), site("elbow")], 0),
        ([site("neck", "left_calf")], 0),
        ([{"site": "neck", "side": "left"}], 0),
    ],
)
def test_past_the_elbow(sites, expected):
    assert points("PAT-ESIC-01", **(PLAIN | {"pain_sites": sites})) == expected


@pytest.mark.parametrize("diagnosis", ["painful_diabetic_neuropathy", "crps"])
def test_a_separate_hand_is_not_counted_where_something_else_explains_it(diagnosis):
    sites = [site("neck"), site("hand")]
    told = [*PLAIN["told_diagnoses"], diagnosis]
    assert points("PAT-ESIC-01", **(PLAIN | {"pain_sites": sites, "told_diagnoses": told})) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"worst_area": "limb"}, 10),
        ({"worst_area": "equal"}, 10),
        ({"worst_area": "axial"}, 0),
        ({"worst_area": None}, 10),
        ({"worst_area": None, "pain_sites": [site("neck"), site("shoulder", "left_hand")]}, 0),
        ({"worst_area": None, "pain_sites": [site("shoulder"), site("neck", "left_hand")]}, 10),
        ({"worst_area": None, "pain_sites": [site("knee"), site("neck", "left_hand")]}, 0),
    ],
)
def test_arm_at_least_as_bad_as_neck(changes, expected):
    assert points("PAT-ESIC-02", **changes) == expected


@pytest.mark.parametrize(
    ("felt", "expected"),
    [
        (("tingling", "numbness"), 10),
        (("electric_shocks", "numbness"), 10),
        (("numbness",), 0),
        (("burning", "numbness"), 0),
    ],
)
def test_two_of_three_nerve_words(felt, expected):
    keys = ("burning", "electric_shocks", "tingling", "numbness")
    words = {key: key in felt for key in keys}
    assert points("PAT-ESIC-03", neuropathic_descriptors=words) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["cervical_disc_herniation"], 10),
        (["cervical_spinal_stenosis"], 10),
        (["cervical_radiculopathy"], 10),
        (["cervical_spondylosis"], 0),
        (["lumbar_radiculopathy"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_known_diagnosis(told, expected):
    assert points("PAT-ESIC-04", told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("procedures", "expected"),
    [
        ([earlier(percent=50, months=3, kind=ESI)], 10),
        ([earlier(percent=50, months=2.94, kind=ESI)], 0),
        ([earlier(percent=49, months=9, kind=ESI)], -20),
        ([earlier(percent=80, months=0.46, kind=ESI)], 0),
        ([earlier(percent=80, months=0.44, kind=ESI)], -20),
        ([earlier(months=3, kind=ESI)], 0),
        ([earlier(percent=20, months=0, kind="esi_lumbar")], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_earlier_epidural(procedures, expected):
    assert points("PAT-ESIC-05", **PLAIN, prior_procedures=procedures) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0.85, "met"), (0.84, "soft"), (0.45, "soft"), (0.44, "hard"), (None, "soft")],
)
def test_duration_gate_is_four_weeks_and_hard_under_half(months, expected):
    assert gate("GATE-ESIC-01", duration_months=months) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [(["shingles"], "met"), (["shingles", "post_herpetic_neuralgia"], "hard")],
)
def test_fresh_shingles_waive_the_duration_gate(told, expected):
    assert gate("GATE-ESIC-01", duration_months=0.2, told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 4, "little")), "met"),
        (tried(("nsaid", 3.9, "little")), "soft"),
        (tried(("nsaid", 1, "stopped_side_effect")), "met"),
        (tried(("opioids", 20, "little")), "hard"),
        (None, "soft"),
    ],
)
def test_conservative_care_gate(treatments, expected):
    assert gate("GATE-ESIC-02", treatments_tried=treatments) == expected


@pytest.mark.parametrize(
    ("months_ago", "kind", "expected"),
    [
        ((1, 2, 3, 11.9), ESI, "hard"),
        ((1, 2, 3, 12), ESI, "met"),
        ((1, 2, 3, None), ESI, "soft"),
        ((1, 2, 3, 4), "esi_lumbar", "met"),
        ((1, 2, 3, 4), "esi_thoracic", "met"),
    ],
)
def test_sessions_are_counted_for_the_neck_alone(months_ago, kind, expected):
    procedures = [earlier(ago, percent=60, months=3, kind=kind) for ago in months_ago]
    assert gate("GATE-ESIC-03", prior_procedures=procedures) == expected


def test_neck_to_the_thumb_with_tingling_is_a_likely_cervical_epidural():
    found = family(
        ESI,
        pain_sites=[site("neck", "left_thumb")],
        worst_area="limb",
        told_diagnoses=["cervical_radiculopathy"],
        treatments_tried=tried(("physical_therapy", 8, "little"), ("nsaid", 8, "some")),
        goals=["return_to_work"],
        **NUMB,
    )
    assert [(line["rule"], line["answer"], line["points"]) for line in found["points"]] == [
        ("PAT-ESIC-01", "left thumb", 20),
        ("PAT-ESIC-02", "arm worse than neck", 10),
        ("PAT-ESIC-03", "tingling, numbness", 10),
        ("PAT-ESIC-04", "cervical radiculopathy", 10),
        ("PAT-ESIC-05", "none", 0),
        ("GEN-G1", "PEG 7.0 (7, 7, 7)", 15),
        ("GEN-G2", "6 months", 12),
        ("GEN-G3", "physical therapy 8 weeks: little help; NSAID 8 weeks: some help", 14),
        ("GEN-G4", "return to work", 5),
    ]
    assert (found["score"], found["standing"]) == (96, "candidate_likely")
    assert found["bleeding_class"] == "intermediate"


@pytest.mark.parametrize(
    ("sites", "capped"), [([site("neck", "left_hand")], False), ([site("neck")], True)]
)
def test_widespread_pain_caps_it_unless_the_pain_goes_past_the_elbow(sites, capped):
    widespread = {"wpi": 12, "sss": 8, "generalised_regions": 5}
    found = family(ESI, pain_sites=sites, worst_area="limb", **NUMB, **widespread)
    assert ("widespread_pain" in [cap["id"] for cap in found["caps"]]) == capped


def test_a_fluoroscopic_procedure_with_contrast_is_held_as_such():
    held = family(ESI, **ARM, pregnancy="yes")
    assert [stop["id"] for stop in held["stops"]] == ["pregnancy"]
    allergic = [{"agent": "iodinated_contrast", "reaction": "anaphylaxis"}]
    capped = family(ESI, **ARM, allergies=allergic)
    assert [cap["id"] for cap in capped["caps"]] == ["contrast_anaphylaxis"]
