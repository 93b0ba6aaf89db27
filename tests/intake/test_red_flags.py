"""R1, R2, R4 and R5: each trigger, each grade, "not sure" one grade lower, missing never "no"."""

import pytest

from intake.facts_contract import FACTS, RED_FLAG_ANSWERS
from intake.red_flags import find
from tests.intake.cases import RULES, assessed, facts, flagged

CES, INFECTION, CANCER, DEFICIT = (
    "cauda_equina_or_cord",
    "spinal_infection",
    "cancer_cord_compression",
    "progressive_deficit",
)


def at(*sites):
    return [{"site": site, "side": "left", "radiates_to": []} for site in sites]


def grade(flag, sites=("low_back",), months=6, weakness=None, **answers):
    changes = {"pain_sites": at(*sites), "duration_months": months, "weakness_detail": weakness}
    extra = {key: answers.pop(key) for key in list(answers) if key in FACTS}
    found = find(facts(red_flag_answers=flagged(**answers), **changes, **extra), RULES)
    return next((entry["grade"] for entry in found if entry["id"] == flag), None)


def weak(weeks=None, worse=None):
    return {"what": "left foot", "weeks": weeks, "getting_worse": worse}


@pytest.mark.parametrize(
    "answer",
    [
        "saddle_numbness",
        "bladder_bowel_change",
        "bilateral_leg_weakness",
        "gait_or_hand_clumsiness",
    ],
)
@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        (("low_back",), "emergency"),
        (("neck",), "emergency"),
        (("buttock",), "emergency"),
        (("groin",), "emergency"),
        (("foot",), "emergency"),
        (("pelvis",), "emergency"),
        (("jaw",), "urgent"),
        ((), "urgent"),
    ],
)
def test_cauda_equina_is_an_emergency_near_the_spine_or_legs(answer, sites, expected):
    assert grade(CES, sites, **{answer: "yes"}) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("gait_or_hand_clumsiness", "emergency"), ("saddle_numbness", "urgent")],
)
def test_clumsiness_counts_with_arm_pain_too(answer, expected):
    assert grade(CES, ("hand",), **{answer: "yes"}) == expected


@pytest.mark.parametrize(
    ("weakness", "answers", "expected"),
    [
        (weak(2.1, False), {}, "prompt"),
        (weak(2, False), {}, "emergency"),
        (weak(8, True), {}, "emergency"),
        (weak(8, None), {}, "emergency"),
        (weak(None, False), {}, "emergency"),
        (None, {}, "emergency"),
        (weak(8, False), {"progressive_weakness": "yes"}, "emergency"),
        (weak(8, False), {"saddle_numbness": "yes"}, "emergency"),
    ],
)
def test_both_legs_weak_for_longer_and_not_worsening_is_prompt(weakness, answers, expected):
    assert grade(CES, weakness=weakness, bilateral_leg_weakness="yes", **answers) == expected


@pytest.mark.parametrize(
    ("sites", "months", "answers", "expected"),
    [
        (("low_back",), 6, {"fever_chills": "yes"}, "urgent"),
        (("neck",), 6, {"fever_chills": "yes", "iv_drug_use": "yes"}, "emergency"),
        (("low_back",), 6, {"fever_chills": "yes", "immunosuppressed": "yes"}, "emergency"),
        (
            ("low_back",),
            6,
            {"fever_chills": "yes", "recent_infection_or_spine_procedure": "yes"},
            "emergency",
        ),
        (("low_back",), 6, {"fever_chills": "yes", "current_chemotherapy": True}, "emergency"),
        (("knee",), 6, {"fever_chills": "yes", "iv_drug_use": "yes"}, None),
        (("low_back",), 2.9, {"iv_drug_use": "yes", "immunosuppressed": "yes"}, "prompt"),
        (("low_back",), 3, {"iv_drug_use": "yes", "immunosuppressed": "yes"}, None),
        (("low_back",), None, {"iv_drug_use": "yes", "immunosuppressed": "yes"}, None),
        (
            ("low_back",),
            6,
            {"iv_drug_use": "yes", "immunosuppressed": "yes", "constant_night_pain": "yes"},
            "prompt",
        ),
        (("low_back",), 1, {"iv_drug_use": "yes"}, None),
    ],
)
def test_spinal_infection(sites, months, answers, expected):
    assert grade(INFECTION, sites, months, **answers) == expected


@pytest.mark.parametrize(
    ("sites", "months", "weakness", "answers", "expected"),
    [
        (("low_back",), 2.9, None, {"cancer_history": "yes"}, "urgent"),
        (("low_back",), 3, None, {"cancer_history": "yes"}, None),
        (("low_back",), None, None, {"cancer_history": "yes"}, "urgent"),
        (("knee",), 1, None, {"cancer_history": "yes"}, None),
        (("low_back",), 9, None, {"cancer_history": "yes", "constant_night_pain": "yes"}, "urgent"),
        (
            ("low_back",),
            9,
            None,
            {"cancer_history": "yes", "unexplained_weight_loss": "yes"},
            "urgent",
        ),
        (
            ("low_back",),
            9,
            None,
            {"cancer_history": "yes", "progressive_weakness": "yes"},
            "emergency",
        ),
        (("low_back",), 9, weak(4, False), {"cancer_history": "yes"}, "emergency"),
        (("low_back",), 9, weak(4.1, False), {"cancer_history": "yes"}, None),
        (("low_back",), 9, weak(9, True), {"cancer_history": "yes"}, "emergency"),
        (("low_back",), 1, None, {"told_diagnoses": ["metastatic_lung_cancer"]}, "urgent"),
        (
            ("knee",),
            9,
            None,
            {"unexplained_weight_loss": "yes", "constant_night_pain": "yes"},
            "urgent",
        ),
        (
            ("knee",),
            9,
            None,
            {
                "unexplained_weight_loss": "yes",
                "constant_night_pain": "yes",
                "saddle_numbness": "yes",
            },
            "emergency",
        ),
        (("low_back",), 9, None, {"unexplained_weight_loss": "yes"}, None),
    ],
)
def test_cancer_and_cord_compression(sites, months, weakness, answers, expected):
    assert grade(CANCER, sites, months, weakness, **answers) == expected


@pytest.mark.parametrize(
    ("weakness", "answers", "expected"),
    [
        (None, {"progressive_weakness": "yes"}, "urgent"),
        (weak(4, False), {}, "urgent"),
        (weak(4.1, False), {}, None),
        (weak(30, True), {}, "urgent"),
        (weak(30, False), {"progressive_weakness": "yes"}, "urgent"),
        (None, {"progressive_weakness": "yes", "saddle_numbness": "yes"}, "emergency"),
        (weak(3, False), {"bilateral_leg_weakness": "yes"}, "urgent"),
        (None, {}, None),
    ],
)
def test_progressive_deficit(weakness, answers, expected):
    assert grade(DEFICIT, weakness=weakness, **answers) == expected


@pytest.mark.parametrize(
    ("flag", "sites", "answers", "expected"),
    [
        (CES, ("low_back",), {"saddle_numbness": "not_sure"}, "urgent"),
        (CES, ("jaw",), {"saddle_numbness": "not_sure"}, "prompt"),
        (
            CES,
            ("low_back",),
            {"saddle_numbness": "yes", "bladder_bowel_change": "not_sure"},
            "emergency",
        ),
        (INFECTION, ("low_back",), {"fever_chills": "not_sure"}, "prompt"),
        (INFECTION, ("low_back",), {"fever_chills": "yes", "iv_drug_use": "not_sure"}, "urgent"),
        (INFECTION, ("low_back",), {"fever_chills": "not_sure", "iv_drug_use": "yes"}, "urgent"),
        (
            INFECTION,
            ("low_back",),
            {"iv_drug_use": "yes", "immunosuppressed": "not_sure", "constant_night_pain": "yes"},
            None,
        ),
        (
            CANCER,
            ("low_back",),
            {"cancer_history": "not_sure", "constant_night_pain": "yes"},
            "prompt",
        ),
        (DEFICIT, ("low_back",), {"progressive_weakness": "not_sure"}, "prompt"),
        (
            DEFICIT,
            ("low_back",),
            {"progressive_weakness": "yes", "saddle_numbness": "not_sure"},
            "urgent",
        ),
    ],
)
def test_not_sure_counts_as_yes_one_grade_lower(flag, sites, answers, expected):
    assert grade(flag, sites, **answers) == expected


def test_a_prompt_that_only_not_sure_makes_is_not_raised():
    weakness = weak(9, False)
    assert grade(CES, weakness=weakness, bilateral_leg_weakness="yes") == "prompt"
    assert grade(CES, weakness=weakness, bilateral_leg_weakness="not_sure") is None


@pytest.mark.parametrize(
    "partial",
    [
        {},
        {"pain_sites": at("low_back")},
        {"red_flag_answers": None},
        {"red_flag_answers": {}},
        {"pain_sites": None, "weakness_detail": None},
    ],
)
def test_partial_facts_without_a_yes_raise_nothing(partial):
    assert find(partial, RULES) == []


def test_partial_facts_with_a_yes_raise_before_the_sites_are_known():
    found = find({"red_flag_answers": {"saddle_numbness": "yes"}}, RULES)
    assert [(flag["id"], flag["grade"]) for flag in found] == [(CES, "emergency")]


def test_a_flag_says_why_and_what_was_answered():
    flag = find(
        facts(red_flag_answers=flagged(saddle_numbness="yes", bladder_bowel_change="not_sure")),
        RULES,
    )[0]
    assert flag["because"].endswith(".")
    assert "numbness between the legs: yes" in flag["answers"]
    assert "trouble with bladder or bowels: not sure" in flag["answers"]


def test_flags_stand_by_grade_and_then_by_table():
    answers = flagged(progressive_weakness="yes", fever_chills="yes", saddle_numbness="yes")
    found = find(facts(red_flag_answers=answers, duration_months=9), RULES)
    assert [flag["id"] for flag in found] == [CES, DEFICIT, INFECTION]


@pytest.mark.parametrize("answer", RED_FLAG_ANSWERS)
def test_an_unanswered_red_flag_is_missing(answer):
    found = assessed(red_flag_answers=flagged(**{answer: None}))
    assert f"red_flag_answers.{answer}" in [entry["path"] for entry in found["missing"]]
