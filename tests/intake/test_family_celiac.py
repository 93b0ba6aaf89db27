"""Celiac and hypogastric plexus neurolysis: its pattern, and that nothing makes it wait."""

import pytest

from tests.intake.cases import assessed, family, points_of
from tests.intake.test_candidacy_points import site, tried

ID = "celiac_plexus_neurolysis"
PANCREAS = {"told_diagnoses": ["pancreatic_cancer"], "pain_sites": [site("abdomen")]}
OXYCODONE = [{"name": "oxycodone", "dose": 5, "unit": "mg", "times_per_day": 4}]


def points(rule, **changes):
    return points_of(ID, f"PAT-CEL-0{rule}", **(PANCREAS | changes))


def missing(**changes):
    return [entry["path"] for entry in assessed(**changes)["missing"]]


def test_new_cancer_pain_of_the_upper_abdomen_waits_for_nothing():
    found = family(
        ID, **PANCREAS, duration_months=0.5, treatments_tried=tried(("opioids", 1, "little"))
    )
    assert [(line["rule"], line["points"], line["of"]) for line in found["points"]] == [
        ("PAT-CEL-01", 25, 25),
        ("PAT-CEL-02", 15, 15),
        ("PAT-CEL-03", 10, 10),
        ("GEN-G1", 15, 15),
        ("GEN-G2", 0, 12),
        ("GEN-G3", 0, 18),
        ("GEN-G4", 0, 5),
    ]
    assert (found["score"], found["standing"]) == (65, "possible")
    assert (found["gates"], found["bleeding_class"]) == ([], "intermediate")


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, "candidate_likely"),
        ({"goals": []}, "possible"),
        ({"peg": None, "nrs": None}, "possible"),
    ],
)
def test_score_alone_makes_it_likely(changes, standing):
    plain = PANCREAS | {
        "duration_months": 0.5,
        "treatments_tried": tried(("opioids", 1, "little")),
        "goals": ["walk"],
    }
    assert family(ID, **(plain | changes))["standing"] == standing


@pytest.mark.parametrize(
    ("changes", "is_listed"),
    [
        (PANCREAS, True),
        (PANCREAS | {"pain_sites": [site("pelvis")]}, True),
        (PANCREAS | {"pain_sites": [site("low_back"), site("abdomen")]}, True),
        (PANCREAS | {"pain_sites": [site("mid_back")]}, False),
        (PANCREAS | {"pain_sites": [site("chest_wall")]}, False),
        (PANCREAS | {"told_diagnoses": ["chronic_pancreatitis"]}, False),
        (PANCREAS | {"told_diagnoses": []}, False),
        (PANCREAS | {"told_diagnoses": None}, False),
        (PANCREAS | {"told_diagnoses": [], "current_chemotherapy": True}, True),
        (PANCREAS | {"pain_sites": []}, False),
    ],
)
def test_cancer_pain_in_the_abdomen_or_pelvis_lists_it(changes, is_listed):
    assert (family(ID, **changes) is not None) == is_listed


def test_a_diagnosis_not_asked_could_list_it():
    paths = missing(**(PANCREAS | {"told_diagnoses": None}))
    assert "told_diagnoses" in paths


@pytest.mark.parametrize(
    ("place", "told", "expected"),
    [
        ("abdomen", "pancreatic_cancer", 15),
        ("abdomen", "metastatic_liver_cancer", 15),
        ("abdomen", "liver_metastases", 15),
        ("abdomen", "cholangiocarcinoma", 15),
        ("abdomen", "breast_cancer", 0),
        ("abdomen", "ovarian_cancer", 0),
        ("pelvis", "ovarian_cancer", 15),
        ("pelvis", "cervical_cancer", 15),
        ("pelvis", "prostate_cancer", 15),
        ("pelvis", "pancreatic_cancer", 0),
    ],
)
def test_a_known_cancer_of_the_region_that_hurts(place, told, expected):
    assert points(2, pain_sites=[site(place)], told_diagnoses=[told]) == expected


def test_another_word_for_an_organ_is_no_cancer():
    told = ["lung_cancer", "liver_disease"]
    assert points(2, told_diagnoses=told) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"treatments_tried": tried(("opioids", 1, "little"))}, 10),
        ({"treatments_tried": tried(("opioids", None, "some"))}, 10),
        ({"treatments_tried": tried(("opioids", 1, "stopped_side_effect"))}, 10),
        ({"treatments_tried": tried(("opioids", 9, "good"))}, 0),
        ({"treatments_tried": tried(("opioids", 9, None))}, 0),
        ({"treatments_tried": tried(("nsaid", 9, "little"))}, 0),
        ({"medications": OXYCODONE, "opioid_side_effects": ["constipation_severe"]}, 10),
        ({"medications": OXYCODONE, "opioid_side_effects": []}, 0),
        ({"medications": [], "opioid_side_effects": ["constipation_severe"]}, 0),
        ({"treatments_tried": None}, 0),
    ],
)
def test_opioids_that_help_too_little_or_have_side_effects(changes, expected):
    assert points(3, **changes) == expected


def test_what_opioids_did_is_missing_where_it_was_not_answered():
    tried_once = tried(("opioids", 9, None))
    paths = missing(**PANCREAS, medications=OXYCODONE, treatments_tried=tried_once)
    assert {"treatments_tried[0].effect", "opioid_side_effects"} <= set(paths)
