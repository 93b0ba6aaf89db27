"""Medial branch block, then radiofrequency, of back and neck: each gate from both sides, bleeding
class and caps, and one worked patient each."""

import pytest

from tests.intake.cases import family, gate_of
from tests.intake.test_candidacy_points import earlier, site, tried
from tests.intake.test_family_facet import BACK, NECK, REGIONS, mbb, rfa

CARED = tried(("nsaid", 6, "little"), ("home_exercise", 6, "little"))


def gate(region, number, **changes):
    id_, letters, plain = REGIONS[region]
    return gate_of(id_, f"GATE-{letters}-{number}", **(plain | changes))


@pytest.mark.parametrize("region", ["lumbar", "cervical"])
@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (3, "met"),
        (2.95, "met"),
        (2.94, "soft"),
        (1.45, "soft"),
        (1.44, "hard"),
        (0, "hard"),
        (None, "soft"),
    ],
)
def test_duration_gate_is_three_months_and_hard_under_half(region, months, expected):
    assert gate(region, "01", duration_months=months) == expected


@pytest.mark.parametrize("region", ["lumbar", "cervical"])
@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("home_exercise", 6, "little")), "met"),
        (tried(("physical_therapy", 6, "short_term")), "met"),
        (tried(("home_exercise", 5.9, "little")), "soft"),
        (tried(("nsaid", 6, "little")), "soft"),
        (tried(("nsaid", 6, "little"), ("home_exercise", 1, "good")), "met"),
        (tried(("nsaid", 6, "little"), ("physical_therapy", None, None)), "met"),
        (tried(("nsaid", 5.9, "little"), ("home_exercise", 5.9, "little")), "soft"),
        (tried(("home_exercise", 1, "stopped_side_effect")), "met"),
        (tried(("home_exercise", 30, "good")), "soft"),
        (tried(("home_exercise", None, "little")), "soft"),
        (tried(("opioids", 30, "little")), "hard"),
        ([], "hard"),
        (None, "soft"),
    ],
)
def test_conservative_care_gate_is_six_weeks_with_exercise(region, treatments, expected):
    assert gate(region, "02", treatments_tried=treatments) == expected


def test_care_without_exercise_says_that_exercise_is_wanted():
    found = family(BACK, **REGIONS["lumbar"][2], treatments_tried=tried(("nsaid", 8, "little")))
    assert found["gates"][1]["because"] == (
        "Needs exercise or physical therapy, or a reason why not: NSAID 8 weeks: little help."
    )


@pytest.mark.parametrize(("region", "other"), [("lumbar", "cervical"), ("cervical", "lumbar")])
@pytest.mark.parametrize(
    ("number", "kind", "months_ago", "expected"),
    [
        ("03", "mbb", (1, 2, 3, 11.9), "hard"),
        ("03", "mbb", (1, 2, 3, 12), "met"),
        ("03", "mbb", (1, 2, 3, None), "soft"),
        ("03", "mbb", (1, 2, 3), "met"),
        ("04", "rfa", (1, 11.9), "hard"),
        ("04", "rfa", (1, 12), "met"),
        ("04", "rfa", (1, None), "soft"),
        ("04", "rfa", (1,), "met"),
        ("03", "rfa", (1, 1, 1, 1), "met"),
        ("04", "mbb", (1, 1, 1, 1), "met"),
    ],
)
def test_sessions_in_twelve_months_by_kind_and_region(
    region, other, number, kind, months_ago, expected
):
    here = [earlier(ago, 80, 6, kind=f"{kind}_{region}") for ago in months_ago]
    there = [earlier(ago, 80, 6, kind=f"{kind}_{other}") for ago in months_ago]
    assert gate(region, number, prior_procedures=here) == expected
    assert gate(region, number, prior_procedures=there) == "met"


def test_a_facet_joint_injection_uses_up_no_session_of_blocks_or_radiofrequency():
    injections = [earlier(ago, 60, 2, kind="facet_injection") for ago in (1, 2, 3, 4)]
    for region in REGIONS:
        assert gate(region, "03", prior_procedures=injections) == "met"
        assert gate(region, "04", prior_procedures=injections) == "met"


def test_two_radiofrequency_sessions_in_a_year_wait_for_the_first_to_pass():
    done = [rfa("lumbar", 1, 80, 1), rfa("lumbar", 7.5, 80, 6)]
    found = family(BACK, **REGIONS["lumbar"][2], prior_procedures=done)
    assert found["gates"][3]["because"] == (
        "Limit of 2 lumbar radiofrequency sessions in 12 months reached; "
        "next possible in about 5 months."
    )
    assert found["standing"] == "not_now"


@pytest.mark.parametrize(("id_", "bleeding"), [(BACK, "low"), (NECK, "intermediate")])
def test_bleeding_class(id_, bleeding):
    found = family(id_, pain_sites=[site("low_back"), site("neck")])
    assert found["bleeding_class"] == bleeding


def test_a_stent_caps_the_neck_alone():
    sites = [site("low_back"), site("neck")]
    caps = {
        id_: [
            cap["id"] for cap in family(id_, pain_sites=sites, coronary_stent_months_ago=3)["caps"]
        ]
        for id_ in (BACK, NECK)
    }
    assert caps == {BACK: [], NECK: ["recent_coronary_stent"]}


WIDESPREAD = {"wpi": 12, "sss": 8, "generalised_regions": 5, "duration_months": 12}


@pytest.mark.parametrize(
    ("id_", "changes", "capped"),
    [
        (BACK, {}, True),
        (BACK, {"worse_with": ["leaning_back"], "age": 60}, True),
        (BACK, {"told_diagnoses": ["lumbar_facet_arthropathy"]}, False),
        (BACK, {"prior_procedures": [mbb("lumbar", 2, 80)]}, False),
        (BACK, {"prior_procedures": [mbb("lumbar", 2, 79)]}, True),
        (BACK, {"prior_procedures": [rfa("lumbar", 9, 50, 6)]}, False),
        (NECK, {"told_diagnoses": ["whiplash"]}, True),
        (NECK, {"told_diagnoses": ["cervical_spondylosis"]}, False),
    ],
)
def test_widespread_pain_caps_it_unless_a_diagnosis_or_a_block_gives_it_a_place(
    id_, changes, capped
):
    found = family(id_, pain_sites=[site("low_back"), site("neck")], **WIDESPREAD, **changes)
    assert ("widespread_pain" in [cap["id"] for cap in found["caps"]]) == capped


def test_a_stiff_back_of_sixty_one_is_a_likely_lumbar_block():
    found = family(
        BACK,
        age=61,
        pain_sites=[site("low_back", side="both")],
        duration_months=30,
        worse_with=["standing", "leaning_back", "morning_stiffness"],
        told_diagnoses=["lumbar_facet_arthropathy"],
        prior_procedures=[mbb("lumbar", 2, 85)],
        treatments_tried=CARED,
        goals=["walk_farther"],
    )
    assert [(line["rule"], line["points"], line["of"]) for line in found["points"]] == [
        ("PAT-FL-01", 20, 20),
        ("PAT-FL-02", 10, 10),
        ("PAT-FL-03", 5, 5),
        ("PAT-FL-04", 10, 10),
        ("PAT-FL-05", 5, 5),
        ("PAT-FL-06", 15, 15),
        ("PAT-FL-07", 0, 20),
        ("PAT-FL-08", 0, 0),
        ("GEN-CLAMP", -15, 0),
        ("GEN-G1", 15, 15),
        ("GEN-G2", 12, 12),
        ("GEN-G3", 14, 18),
        ("GEN-G4", 5, 5),
    ]
    assert [gate["met"] for gate in found["gates"]] == [True] * 4
    assert (found["score"], found["standing"]) == (96, "candidate_likely")


def test_a_neck_after_whiplash_without_exercise_is_a_possible_cervical_block():
    found = family(
        NECK,
        pain_sites=[site("neck", "shoulder_blade")],
        duration_months=4,
        worse_with=["twisting"],
        told_diagnoses=["whiplash", "cervical_facet_arthropathy"],
        treatments_tried=tried(("nsaid", 8, "little"), ("manual_therapy", 8, "some")),
        goals=["return_to_work"],
    )
    assert [(line["rule"], line["points"]) for line in found["points"]] == [
        ("PAT-FC-01", 20),
        ("PAT-FC-02", 10),
        ("PAT-FC-03", 5),
        ("PAT-FC-04", 10),
        ("PAT-FC-05", 0),
        ("PAT-FC-06", 0),
        ("PAT-FC-07", 0),
        ("PAT-FC-08", 0),
        ("GEN-G1", 15),
        ("GEN-G2", 10),
        ("GEN-G3", 14),
        ("GEN-G4", 5),
    ]
    assert [gate["grade"] for gate in found["gates"]] == [None, "soft", None, None]
    assert (found["score"], found["standing"]) == (89, "possible")
