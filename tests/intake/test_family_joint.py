"""Joint injection: which joints, never a replaced one, each line by joint, gates, one patient."""

import pytest

from tests.intake.cases import assessed, family, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ID = "joint_injection"
KNEE, HIP, SHOULDER = [site("knee")], [site("hip")], [site("shoulder")]
GROIN = [site("groin")]


def points(number, **changes):
    return points_of(ID, f"PAT-JT-{number}", **({"pain_sites": KNEE} | changes))


def gate(number, **changes):
    return gate_of(ID, f"GATE-JT-{number}", **({"pain_sites": KNEE} | changes))


@pytest.mark.parametrize(
    ("sites", "told", "starts"),
    [
        (KNEE, [], True),
        (HIP, [], True),
        (SHOULDER, [], True),
        (GROIN, ["hip_osteoarthritis"], True),
        (GROIN, ["knee_osteoarthritis"], False),
        (GROIN, [], False),
        (GROIN, None, False),
        ([site("elbow")], [], False),
        ([site("hand")], [], False),
        ([site("thigh", "left_knee")], [], False),
        ([], ["hip_osteoarthritis"], False),
    ],
)
def test_knee_hip_or_shoulder_starts_it_and_the_groin_with_a_hip_diagnosis(sites, told, starts):
    found = family(ID, pain_sites=sites, told_diagnoses=told, goals=["avoid_surgery"])
    assert (found is not None) == starts


def surgery(kind):
    return {"prior_surgery": [{"type": kind, "months_ago": 20}]}


@pytest.mark.parametrize(
    ("sites", "changes", "starts"),
    [
        (KNEE, surgery("knee_replacement"), False),
        (KNEE, {"told_diagnoses": ["total_knee_replacement"]}, False),
        (KNEE, {"implants": ["knee_prosthesis"]}, False),
        (KNEE, surgery("hip_replacement"), True),
        (KNEE, surgery("knee_arthroscopy"), True),
        (HIP, surgery("hip_replacement"), False),
        (HIP, {"implants": ["hip_prosthesis"]}, False),
        (GROIN, {"told_diagnoses": ["hip_osteoarthritis", "total_hip_replacement"]}, False),
        (SHOULDER, surgery("shoulder_replacement"), False),
        (SHOULDER, surgery("shoulder_arthroscopy"), True),
        ([*KNEE, *SHOULDER], surgery("knee_replacement"), True),
    ],
)
def test_a_replaced_joint_is_never_injected(sites, changes, starts):
    found = family(ID, pain_sites=sites, goals=["avoid_surgery"], **changes)
    assert (found is not None) == starts


def test_only_the_joint_that_is_left_is_named():
    found = family(ID, pain_sites=[*KNEE, *SHOULDER], **surgery("knee_replacement"))
    assert found["points"][0]["answer"] == "left shoulder"


def test_whether_it_was_replaced_is_missing_until_it_is_known():
    found = assessed(pain_sites=KNEE)["missing"]
    changes = {entry["path"]: entry["could_change"] for entry in found}
    assert "Joint injection: up to 20 points" in changes["prior_surgery"]
    assert "Joint injection: up to 20 points" in changes["implants"]


@pytest.mark.parametrize("sites", [KNEE, HIP, SHOULDER])
def test_the_joint_earns_twenty(sites):
    assert points("01", pain_sites=sites) == 20


@pytest.mark.parametrize(
    ("sites", "told", "expected"),
    [
        (KNEE, ["knee_osteoarthritis"], 15),
        (KNEE, ["prepatellar_bursitis"], 15),
        (KNEE, ["hip_osteoarthritis"], 0),
        (KNEE, ["adhesive_capsulitis"], 0),
        (HIP, ["hip_osteoarthritis"], 15),
        (HIP, ["trochanteric_bursitis"], 15),
        (HIP, ["knee_osteoarthritis"], 0),
        (GROIN, ["hip_osteoarthritis"], 15),
        (SHOULDER, ["adhesive_capsulitis"], 15),
        (SHOULDER, ["rotator_cuff_disease"], 15),
        (SHOULDER, ["bursitis"], 15),
        (SHOULDER, ["shoulder_osteoarthritis"], 0),
        (SHOULDER, ["knee_osteoarthritis"], 0),
        ([*SHOULDER, *KNEE], ["knee_osteoarthritis"], 15),
        (KNEE, [], 0),
        (KNEE, None, 0),
    ],
)
def test_a_known_diagnosis_of_the_joint_that_hurts(sites, told, expected):
    assert points("02", pain_sites=sites, told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("sites", "procedure", "expected"),
    [
        (KNEE, earlier(9, 50, 3, kind="knee_steroid_injection"), 10),
        (KNEE, earlier(9, 50, 9, kind="knee_hyaluronate"), 10),
        (KNEE, earlier(9, 50, 9.1, kind="knee_steroid_injection"), 0),
        (KNEE, earlier(9, 49, 3, kind="knee_steroid_injection"), 0),
        (KNEE, earlier(9, 50, kind="knee_steroid_injection"), 0),
        (KNEE, earlier(9, 50, 3, kind="genicular_rfa"), 0),
        (KNEE, earlier(9, 50, 3, kind="shoulder_steroid_injection"), 0),
        (HIP, earlier(9, 50, 3, kind="hip_steroid_injection"), 10),
        (SHOULDER, earlier(9, 50, 3, kind="shoulder_steroid_injection"), 10),
    ],
)
def test_an_earlier_injection_of_that_joint_that_helped_and_wore_off(sites, procedure, expected):
    assert points("03", pain_sites=sites, prior_procedures=[procedure]) == expected


@pytest.mark.parametrize(
    ("goals", "expected"),
    [(["avoid_surgery"], 10), (["walk_farther"], 0), ([], 0), (None, 0)],
)
def test_wants_to_avoid_surgery(goals, expected):
    assert points("04", goals=goals) == expected


@pytest.mark.parametrize(
    ("sites", "worse", "expected"),
    [
        (KNEE, ["standing"], 5),
        (KNEE, ["walking"], 5),
        (KNEE, ["stairs"], 5),
        (KNEE, ["rising_from_chair"], 5),
        (KNEE, ["reaching_overhead"], 0),
        (HIP, ["walking"], 5),
        (SHOULDER, ["reaching_overhead"], 5),
        (SHOULDER, ["walking"], 0),
        (KNEE, [], 0),
        (KNEE, None, 0),
    ],
)
def test_worse_with_what_loads_the_joint(sites, worse, expected):
    assert points("05", pain_sites=sites, worse_with=worse) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [(1.4, "met"), (1.35, "met"), (1.34, "soft"), (0.65, "soft"), (0.64, "hard"), (None, "soft")],
)
def test_six_weeks_of_pain(months, expected):
    assert gate("01", duration_months=months) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 4, "little")), "met"),
        (tried(("nsaid", 3.9, "little")), "soft"),
        ([], "hard"),
        (None, "soft"),
    ],
)
def test_four_weeks_of_care(treatments, expected):
    assert gate("02", treatments_tried=treatments) == expected


@pytest.mark.parametrize(
    ("sites", "months_ago", "kind", "expected"),
    [
        (KNEE, 2.9, "knee_steroid_injection", "hard"),
        (KNEE, 3, "knee_steroid_injection", "met"),
        (KNEE, None, "knee_steroid_injection", "soft"),
        (KNEE, 1, "knee_hyaluronate", "met"),
        (KNEE, 1, "hip_steroid_injection", "met"),
        (HIP, 1, "hip_steroid_injection", "hard"),
        (SHOULDER, 1, "shoulder_steroid_injection", "hard"),
        ([*KNEE, *SHOULDER], 1, "knee_steroid_injection", "met"),
    ],
)
def test_no_steroid_in_the_same_joint_within_three_months(sites, months_ago, kind, expected):
    procedures = [earlier(months_ago, 60, 1, kind=kind)]
    assert gate("03", pain_sites=sites, prior_procedures=procedures) == expected


def test_the_steroid_limit_says_which_joint_and_when_the_next_is_possible():
    found = family(
        ID, pain_sites=KNEE, prior_procedures=[earlier(1, 60, 1, kind="knee_steroid_injection")]
    )
    assert "knee: next possible in about 2 months" in found["gates"][2]["because"]
    assert found["standing"] == "not_now"


def test_a_whole_patient_with_a_frozen_shoulder():
    """Pattern 20 + 15 + 5; severe 15, 3 to 6 months 10, two classes 14, goal 5."""
    found = family(
        ID,
        pain_sites=[site("shoulder", side="right")],
        duration_months=4,
        told_diagnoses=["adhesive_capsulitis"],
        prior_surgery=[],
        implants=[],
        worse_with=["reaching_overhead"],
        goals=["return_to_work"],
        treatments_tried=tried(("nsaid", 6, "some"), ("physical_therapy", 8, "little")),
    )
    assert (found["score"], found["standing"]) == (84, "candidate_likely")
    assert [line["points"] for line in found["points"]] == [20, 15, 0, 0, 5, 15, 10, 14, 5]
    assert [gate["met"] for gate in found["gates"]] == [True, True, True]
    assert found["bleeding_class"] == "low"


def test_a_local_anaesthetic_allergy_is_no_stop_here():
    found = family(ID, pain_sites=KNEE, allergies=[{"agent": "local_anaesthetic"}])
    assert found["stops"] == []
