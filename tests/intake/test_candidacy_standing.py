"""Gates, stops, caps, holds and cautions, and the standing and tier that follow."""

import pytest

from tests.intake.cases import assessed, epidural, flagged, gate
from tests.intake.test_candidacy_points import earlier, site, tried

STRONG = {
    "worst_area": "limb",
    "told_diagnoses": ["sciatica"],
    "treatments_tried": tried(("nsaid", 8, "little"), ("home_exercise", 8, "little")),
}


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0.9, "met"),
        (0.85, "met"),
        (0.84, "soft"),
        (0.45, "soft"),
        (0.44, "hard"),
        (0, "hard"),
        (None, "soft"),
    ],
)
def test_duration_gate_is_four_weeks_and_hard_under_half(months, expected):
    assert gate("GATE-ESI-01", duration_months=months) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["herpes_zoster"], "met"),
        (["shingles"], "met"),
        (["post_herpetic_neuralgia"], "hard"),
        (["herpes_zoster", "post_herpetic_neuralgia"], "hard"),
    ],
)
def test_fresh_shingles_waive_the_duration_gate(told, expected):
    assert gate("GATE-ESI-01", duration_months=0.2, told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 4, "little")), "met"),
        (tried(("nsaid", 4, "some")), "met"),
        (tried(("nsaid", 4, "short_term")), "met"),
        (tried(("nsaid", 3.9, "little")), "soft"),
        (tried(("nsaid", 2, "little"), ("home_exercise", 2, "little")), "soft"),
        (tried(("nsaid", 1, "stopped_side_effect")), "met"),
        (tried(("nsaid", 20, "good")), "soft"),
        (tried(("nsaid", None, "little")), "soft"),
        (tried(("nsaid", 20, None)), "soft"),
        (tried(("opioids", 20, "little")), "hard"),
        ([], "hard"),
        (None, "soft"),
    ],
)
def test_conservative_care_gate(treatments, expected):
    assert gate("GATE-ESI-02", treatments_tried=treatments) == expected


@pytest.mark.parametrize(
    ("months_ago", "expected"),
    [
        ((1, 2, 3, 11.9), "hard"),
        ((1, 2, 3, 12), "met"),
        ((1, 2, 3), "met"),
        ((1, 2, 3, None), "soft"),
        ((), "met"),
    ],
)
def test_sessions_under_the_rolling_limit(months_ago, expected):
    procedures = [earlier(ago, percent=60, months=3) for ago in months_ago]
    assert gate("GATE-ESI-03", prior_procedures=procedures) == expected


def test_session_limit_says_when_the_next_is_possible():
    found = epidural(
        prior_procedures=[earlier(ago, percent=60, months=1) for ago in (1, 2, 3, 7.5)]
    )
    assert "about 5 months" in found["gates"][2]["because"]
    assert found["standing"] == "not_now"


@pytest.mark.parametrize(
    ("changes", "score", "standing"),
    [
        ({}, 81, "candidate_likely"),
        ({"told_diagnoses": [], "goals": []}, 71, "candidate_likely"),
        ({"told_diagnoses": [], "duration_months": 4}, 69, "possible"),
        ({"duration_months": 0.8}, 69, "possible"),
        ({"duration_months": 0.8, "goals": ["walk"]}, 74, "possible"),
        ({"duration_months": 0.4, "goals": ["walk"]}, 74, "not_now"),
        ({"treatments_tried": []}, 67, "not_now"),
    ],
)
def test_standing_follows_score_and_gates(changes, score, standing):
    found = epidural(**(STRONG | changes))
    assert (found["score"], found["standing"]) == (score, standing)


@pytest.mark.parametrize(("nrs", "score", "standing"), [(4, 50, "possible"), (3, 40, "not_now")])
def test_under_forty_five_is_not_now(nrs, score, standing):
    found = epidural(peg=None, nrs={"average": nrs})
    assert (found["score"], found["standing"]) == (score, standing)


def test_forty_five_is_possible():
    found = epidural(peg=None, nrs={"average": 3}, goals=["walk"])
    assert (found["score"], found["standing"]) == (45, "possible")


@pytest.mark.parametrize(
    ("changes", "stop"),
    [
        (
            {
                "red_flag_answers": flagged(fever_chills="yes"),
                "pain_sites": [site("buttock", "calf")],
            },
            "active_infection",
        ),
        ({"antibiotics_now": True}, "active_infection"),
        ({"pregnancy": "yes"}, "pregnancy"),
        ({"red_flag_answers": flagged(saddle_numbness="yes")}, "emergency_red_flag"),
    ],
)
def test_a_stop_makes_the_family_not_now_and_hides_nothing(changes, stop):
    found = epidural(**(STRONG | changes))
    assert stop in [entry["id"] for entry in found["stops"]]
    assert found["standing"] == "not_now"
    assert found["score"] >= 70


@pytest.mark.parametrize(
    ("changes", "caps"),
    [
        ({"coronary_stent_months_ago": 5.9}, ["recent_coronary_stent"]),
        ({"coronary_stent_months_ago": 6}, []),
        ({"pregnancy": "possible"}, ["pregnancy_possible"]),
        ({"pregnancy": "not_applicable"}, []),
        (
            {
                "red_flag_answers": flagged(fever_chills="not_sure"),
                "pain_sites": [site("buttock", "calf")],
            },
            ["fever_not_sure"],
        ),
        (
            {"allergies": [{"agent": "iodinated_contrast", "reaction": "anaphylaxis"}]},
            ["contrast_anaphylaxis"],
        ),
        (
            {"allergies": [{"agent": "iodinated_contrast", "reaction": "throat closed, rash"}]},
            ["contrast_anaphylaxis"],
        ),
        (
            {"allergies": [{"agent": "iodinated_contrast", "reaction": None}]},
            ["contrast_anaphylaxis"],
        ),
        (
            {"allergies": [{"agent": "iodinated_contrast", "reaction": "unknown"}]},
            ["contrast_anaphylaxis"],
        ),
        ({"allergies": [{"agent": "iodinated_contrast", "reaction": "hives, itch"}]}, []),
        ({"allergies": [{"agent": "gadolinium", "reaction": "anaphylaxis"}]}, []),
    ],
)
def test_a_cap_holds_a_strong_family_at_possible(changes, caps):
    found = epidural(**(STRONG | changes))
    assert [entry["id"] for entry in found["caps"]] == caps
    assert found["standing"] == ("possible" if caps else "candidate_likely")


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({"anticoagulants_antiplatelets": ["apixaban"]}, False),
        ({"anticoagulants_antiplatelets": ["clopidogrel", "aspirin"]}, True),
        ({"anticoagulants_antiplatelets": ["apixaban", "Eliquis"]}, False),
        ({"anticoagulants_antiplatelets": ["apixaban"], "liver_or_kidney_disease": True}, True),
        ({"anticoagulants_antiplatelets": [], "liver_or_kidney_disease": True}, False),
    ],
)
def test_bleeding_class_is_intermediate_and_moves_up_beside_it(changes, moved):
    found = epidural(**changes)
    assert (found["bleeding_class"], found["moved_up"]) == ("intermediate", moved)


@pytest.mark.parametrize(
    ("changes", "cautions"),
    [
        ({"medications": [{"name": "eliquis"}]}, ["anticoagulant_intermediate_risk_procedure"]),
        (
            {"anticoagulants_antiplatelets": ["plavix"]},
            ["antiplatelet_intermediate_risk_procedure"],
        ),
        (
            {"anticoagulants_antiplatelets": ["newthinner"]},
            ["anticoagulant_intermediate_risk_procedure"],
        ),
        ({"anticoagulants_antiplatelets": ["apixaban"], "pain_sites": []}, []),
        ({"allergies": [{"agent": "latex", "reaction": "rash"}]}, ["latex_allergy"]),
        ({"diabetes": {"has": True, "a1c": 7.9}}, ["diabetes_steroid"]),
        ({"diabetes": {"has": True, "a1c": 8}}, ["diabetes_steroid", "a1c_8_or_more"]),
        ({"diabetes": {"has": True}, "pain_sites": []}, []),
        ({"pregnancy": "possible"}, ["pregnancy_no_fluoroscopy"]),
        ({"coronary_stent_months_ago": 3}, ["recent_coronary_stent_do_not_interrupt"]),
        ({"bleeding_disorder": True}, ["bleeding_disorder"]),
        (
            {"allergies": [{"agent": "iodinated_contrast", "reaction": "mild rash"}]},
            ["contrast_mild"],
        ),
        ({"age": 75}, ["age_75_or_more"]),
        ({"age": 74}, []),
        (
            {"told_diagnoses": ["pancreatic_cancer"], "pain_sites": [site("buttock", "calf")]},
            ["active_malignancy"],
        ),
        (
            {"prior_surgery": [{"type": "lumbar_fusion", "months_ago": 40}]},
            ["prior_spine_surgery", "psych_evaluation_before_implant"],
        ),
        ({"prior_surgery": [{"type": "cesarean", "months_ago": 40}]}, []),
        ({"implants": ["spinal_hardware"]}, ["spinal_hardware"]),
        ({"medications": [{"name": "prednisone", "route": "oral"}]}, ["steroid_interaction"]),
        ({"medications": [{"name": "prednisone", "route": "topical"}]}, []),
        ({"cannot_lie_flat_or_prone": True}, ["positioning_or_sedation"]),
        (
            {"prior_procedures": [earlier(1, 60, 3, kind="si_injection")] * 3},
            ["steroid_session_limit_reached"],
        ),
        (
            {
                "prior_procedures": [earlier(1, 60, 3, kind="si_injection")] * 2
                + [earlier(6, 60, 3, kind="si_injection")]
            },
            [],
        ),
        (
            {"prior_procedures": [earlier(7, 60, 3, kind="si_injection")] * 4},
            ["steroid_session_limit_reached"],
        ),
    ],
)
def test_cautions(changes, cautions):
    assert [caution["id"] for caution in assessed(**changes)["cautions"]] == cautions


@pytest.mark.parametrize(
    ("changes", "hold"),
    [
        ({"age": 17}, "needs_review_minor"),
        ({"age": 18}, None),
        ({"nrs": {"least": 5, "average": 4}}, "needs_review_implausible"),
        ({"nrs": {"average": 8, "worst": 7}}, "needs_review_implausible"),
        ({"nrs": {"least": 8, "worst": 7}}, "needs_review_implausible"),
        ({"nrs": {"least": 4, "average": 4, "worst": 4}}, None),
        ({"duration_months": 613}, "needs_review_implausible"),
        ({"duration_months": 612}, None),
        ({"age": 17, "nrs": {"least": 8, "worst": 7}}, "needs_review_minor"),
    ],
)
def test_a_hold_has_no_tier_and_no_families(changes, hold):
    found = assessed(**changes)
    assert found["hold"] == hold
    if hold:
        assert (found["tier"], found["families"]) == (None, [])
    if hold == "needs_review_minor":
        assert found["scores"]["peg"] is None


def test_a_hold_still_shows_red_flags():
    found = assessed(age=12, red_flag_answers=flagged(saddle_numbness="yes"))
    assert [flag["grade"] for flag in found["red_flags"]] == ["emergency"]


@pytest.mark.parametrize(
    ("changes", "tier"),
    [
        (STRONG, "candidate_likely"),
        ({}, "possible"),
        ({"pain_sites": []}, "not_now"),
        (STRONG | {"red_flag_answers": flagged(progressive_weakness="yes")}, "urgent"),
        ({"pain_sites": [], "red_flag_answers": flagged(saddle_numbness="yes")}, "urgent"),
        (
            STRONG | {"red_flag_answers": flagged(progressive_weakness="not_sure")},
            "candidate_likely",
        ),
    ],
)
def test_tier_is_the_best_standing_and_urgent_overrides(changes, tier):
    assert assessed(**changes)["tier"] == tier
