"""R3 and R6 to R9: fracture, suicide, vessels and others, overdose, pump; each boundary twice."""

import pytest

from intake.red_flags import find
from tests.intake.cases import RULES, facts, flagged
from tests.intake.test_red_flags import grade, weak

FRACTURE, SUICIDE, VASCULAR, OVERDOSE, PUMP = (
    "fracture",
    "suicide_risk",
    "vascular_or_other",
    "overdose_risk",
    "pump_withdrawal",
)
MAJOR, MINOR = {"major_trauma": "yes"}, {"minor_trauma_or_sudden_onset": "yes"}


def raised(flag, **changes):
    found = find(facts(**changes), RULES)
    return next((entry for entry in found if entry["id"] == flag), None)


def opioid(per_day, **changes):
    """Oxycodone by mouth; 1 mg counts as 1.5 mg of morphine (CDC 2022)."""
    plain = {"name": "oxycodone", "dose": 10, "unit": "mg", "route": "oral"}
    return plain | {"times_per_day": per_day} | changes


ALPRAZOLAM = {"name": "alprazolam", "dose": 1, "unit": "mg", "times_per_day": 1, "route": "oral"}
MME_60, MME_45, MME_90, MME_75 = opioid(4), opioid(3), opioid(6), opioid(5)


# Fracture


@pytest.mark.parametrize(
    ("sites", "new", "old"),
    [
        (("low_back",), "emergency", "prompt"),
        (("neck",), "emergency", "prompt"),
        (("hip",), "emergency", "prompt"),
        (("pelvis",), "emergency", "prompt"),
        (("groin",), "emergency", "prompt"),
        (("thigh",), "emergency", "prompt"),
        (("foot", "mid_back"), "emergency", "prompt"),
        (("buttock",), "urgent", None),
        (("knee",), "urgent", None),
        (("hand",), "urgent", None),
        ((), "urgent", None),
    ],
)
def test_a_major_trauma_is_an_emergency_near_the_spine_and_hips_while_it_is_new(sites, new, old):
    assert grade(FRACTURE, sites, 2.9, **MAJOR) == new
    assert grade(FRACTURE, sites, None, **MAJOR) == new
    assert grade(FRACTURE, sites, 3, **MAJOR) == old


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"age": 70}, "urgent"),
        ({"age": 69}, None),
        ({"osteoporosis": "yes"}, "urgent"),
        ({"told_diagnoses": ["osteoporosis"]}, "urgent"),
        ({"told_diagnoses": ["hip_osteoarthritis"]}, None),
        ({"steroids_3_months_or_more": "yes"}, "urgent"),
        ({"saddle_numbness": "yes"}, None),
    ],
)
def test_a_minor_trauma_needs_age_or_brittle_bones(changes, expected):
    assert grade(FRACTURE, months=1, **MINOR, **changes) == expected


@pytest.mark.parametrize("risk", ["osteoporosis", "steroids_3_months_or_more"])
def test_a_risk_without_an_injury_is_no_fracture(risk):
    assert grade(FRACTURE, months=1, age=80, **{risk: "yes"}) is None


@pytest.mark.parametrize(
    "sign",
    [
        "saddle_numbness",
        "bladder_bowel_change",
        "bilateral_leg_weakness",
        "progressive_weakness",
        "gait_or_hand_clumsiness",
    ],
)
def test_a_nerve_sign_makes_a_minor_trauma_an_emergency_however_old(sign):
    assert grade(FRACTURE, months=1, age=70, **MINOR, **{sign: "yes"}) == "emergency"
    assert grade(FRACTURE, months=30, age=70, **MINOR, **{sign: "yes"}) == "emergency"
    assert grade(FRACTURE, ("knee",), 30, age=70, **MINOR, **{sign: "yes"}) == "urgent"


@pytest.mark.parametrize(
    ("weakness", "expected"),
    [
        (weak(4, False), "emergency"),
        (weak(4.1, False), "prompt"),
        (weak(50, True), "emergency"),
        (weak(None, None), "prompt"),
    ],
)
def test_new_or_worsening_weakness_is_a_nerve_sign(weakness, expected):
    assert grade(FRACTURE, months=12, weakness=weakness, **MAJOR) == expected
    assert grade(FRACTURE, months=12, weakness=weakness, age=70, **MINOR) == expected


@pytest.mark.parametrize(
    ("sites", "months", "expected"),
    [
        (("low_back",), 2.9, "urgent"),
        (("low_back",), 3, "prompt"),
        (("low_back",), None, "urgent"),
        (("knee",), 2.9, "prompt"),
        (("knee",), 3, None),
    ],
)
def test_a_minor_trauma_is_lower_when_old_or_elsewhere(sites, months, expected):
    assert grade(FRACTURE, sites, months, osteoporosis="yes", **MINOR) == expected


@pytest.mark.parametrize(
    ("months", "answers", "expected"),
    [
        (1, {"major_trauma": "not_sure"}, "urgent"),
        (12, {"major_trauma": "not_sure"}, None),
        (12, {"major_trauma": "not_sure", "saddle_numbness": "yes"}, "urgent"),
        (12, {"major_trauma": "yes", "saddle_numbness": "not_sure"}, "urgent"),
        (1, {**MINOR, "osteoporosis": "not_sure"}, "prompt"),
        (1, {"minor_trauma_or_sudden_onset": "not_sure", "osteoporosis": "yes"}, "prompt"),
        (1, {**MINOR, "osteoporosis": "yes", "saddle_numbness": "not_sure"}, "urgent"),
        (1, {**MINOR, "osteoporosis": "yes", "major_trauma": "not_sure"}, "urgent"),
    ],
)
def test_not_sure_of_an_injury_counts_one_grade_lower(months, answers, expected):
    assert grade(FRACTURE, months=months, **answers) == expected


# Suicide


@pytest.mark.parametrize(
    ("item", "plan", "expected"),
    [
        (0, None, None),
        (0, "no", None),
        (1, None, "urgent"),
        (2, None, "emergency"),
        (3, None, "emergency"),
        (None, None, None),
        (0, "yes", "emergency"),
        (1, "yes", "emergency"),
        (None, "yes", "emergency"),
        (0, "not_sure", "urgent"),
        (1, "not_sure", "urgent"),
        (2, "not_sure", "emergency"),
        (3, "no", "emergency"),
    ],
)
def test_suicide_is_graded_by_item_9_and_by_a_plan(item, plan, expected):
    assert grade(SUICIDE, phq9_items=[0] * 8 + [item], suicide_plan=plan) == expected


@pytest.mark.parametrize("items", [None, [3] * 8 + [0], [3] * 8 + [None]])
def test_the_other_items_of_the_phq_are_no_flag(items):
    assert grade(SUICIDE, phq9_items=items) is None


def test_a_suicide_flag_says_the_item():
    flag = raised(SUICIDE, phq9_items=[0] * 8 + [2], red_flag_answers=flagged(suicide_plan="no"))
    assert flag["answers"] == ["PHQ-9 item 9: 2 of 3"]


# Vessels and others


@pytest.mark.parametrize(
    ("answer", "expected", "unsure"),
    [
        ("chest_pain_or_breathless", "emergency", "urgent"),
        ("tearing_pain_or_known_aneurysm", "emergency", "urgent"),
        ("calf_swelling", "emergency", "urgent"),
        ("sudden_worst_headache", "emergency", "urgent"),
        ("vision_change_with_temple_headache", "emergency", "urgent"),
        ("hot_swollen_joint", "urgent", "prompt"),
    ],
)
def test_each_vascular_answer_has_its_grade_wherever_it_hurts(answer, expected, unsure):
    for sites in (("low_back",), ("knee",), ()):
        assert grade(VASCULAR, sites, **{answer: "yes"}) == expected
        assert grade(VASCULAR, sites, **{answer: "not_sure"}) == unsure
        assert grade(VASCULAR, sites, **{answer: "no"}) is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"hot_swollen_joint": "yes", "fever_chills": "yes"}, "urgent"),
        ({"hot_swollen_joint": "yes", "calf_swelling": "yes"}, "emergency"),
        ({"hot_swollen_joint": "yes", "calf_swelling": "not_sure"}, "urgent"),
        ({"fever_chills": "yes"}, None),
    ],
)
def test_the_gravest_vascular_answer_decides(answers, expected):
    assert grade(VASCULAR, ("knee",), **answers) == expected


def test_a_vascular_flag_names_what_it_is():
    flag = raised(VASCULAR, red_flag_answers=flagged(calf_swelling="yes"))
    assert flag["because"] == "A painful, swollen calf."
    assert flag["answers"] == ["swollen calf: yes"]


# Overdose


@pytest.mark.parametrize(
    ("answer", "expected"), [("yes", "emergency"), ("not_sure", "urgent"), ("no", None)]
)
def test_symptoms_of_overdose_are_an_emergency_whatever_is_listed(answer, expected):
    assert grade(OVERDOSE, very_drowsy_or_slow_breathing=answer) == expected
    assert grade(OVERDOSE, medications=[MME_45], very_drowsy_or_slow_breathing=answer) == expected


@pytest.mark.parametrize(
    ("medications", "sex", "audit_c", "expected"),
    [
        ([MME_90], "M", 0, None),
        ([MME_90, ALPRAZOLAM], "M", 0, "prompt"),
        ([MME_75, ALPRAZOLAM], "M", 0, None),
        ([MME_90], "M", 4, "prompt"),
        ([MME_90], "M", 3, None),
        ([MME_90], "F", 3, "prompt"),
        ([MME_90], "F", 2, None),
        ([MME_90], "F", None, None),
        ([MME_75], "F", 12, None),
        ([ALPRAZOLAM], "F", 12, None),
        (None, "F", 12, None),
    ],
)
def test_a_high_dose_with_a_benzodiazepine_or_alcohol_is_prompt(
    medications, sex, audit_c, expected
):
    history = {"substance_history": {"audit_c": audit_c}, "sex": sex}
    assert grade(OVERDOSE, medications=medications, **history) == expected


@pytest.mark.parametrize(
    ("medications", "effects", "expected"),
    [
        ([MME_60], ["sedation"], "prompt"),
        ([MME_60], ["confusion"], "prompt"),
        ([MME_60], ["nausea", "constipation_severe"], None),
        ([MME_60], [], None),
        ([MME_60], None, None),
        ([MME_45], ["sedation"], None),
        ([MME_45, ALPRAZOLAM], ["sedation"], "prompt"),
        ([MME_45, ALPRAZOLAM], ["nausea"], None),
        ([opioid(5, name="morphine")], ["sedation"], "prompt"),
        ([opioid(4.9, name="morphine")], ["sedation"], None),
        ([ALPRAZOLAM], ["sedation"], None),
        ([], ["sedation"], None),
    ],
)
def test_drowsy_or_confused_on_a_raised_dose_or_with_a_benzodiazepine_is_prompt(
    medications, effects, expected
):
    assert grade(OVERDOSE, medications=medications, opioid_side_effects=effects) == expected


@pytest.mark.parametrize(
    ("prescribed", "used", "expected"), [(6, 1, "prompt"), (1, 6, "prompt"), (1, 1, None)]
)
def test_the_larger_of_the_prescribed_and_the_used_dose_counts(prescribed, used, expected):
    medications = [opioid(prescribed, doses_per_day_last_7_days=used), ALPRAZOLAM]
    assert grade(OVERDOSE, medications=medications) == expected


def test_an_opioid_that_cannot_be_converted_still_counts_as_one():
    medications = [{"name": "levorphanol", "dose": 2, "unit": "mg", "times_per_day": 3}, ALPRAZOLAM]
    assert grade(OVERDOSE, medications=medications) is None
    assert grade(OVERDOSE, medications=medications, opioid_side_effects=["confusion"]) == "prompt"


def test_an_overdose_flag_says_dose_benzodiazepine_and_effect():
    flag = raised(
        OVERDOSE,
        medications=[MME_90, ALPRAZOLAM],
        opioid_side_effects=["sedation", "nausea"],
        substance_history={"audit_c": 12},
    )
    said = ["up to 90 MME a day", "alprazolam", "sedation from opioids", "alcohol screen positive"]
    assert flag["answers"] == said


# Pump


@pytest.mark.parametrize(
    ("answer", "expected"), [("yes", "emergency"), ("not_sure", "urgent"), ("no", None)]
)
def test_trouble_with_a_pump_is_an_emergency(answer, expected):
    assert grade(PUMP, pump_alarm_or_missed_refill=answer) == expected
