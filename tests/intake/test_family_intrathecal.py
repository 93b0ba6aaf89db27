"""Intrathecal drug delivery: its pattern, the two halves of its gate and its own cap, each
threshold from both sides."""

import pytest

from tests.intake.cases import assessed, family, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, peg, site, tried

ID = "intrathecal_delivery"
CANCER = {"told_diagnoses": ["metastatic_breast_cancer"], "pain_sites": [site("chest_wall")]}
THREE = tried(("nsaid", 8, "little"), ("tens", 8, "little"), ("home_exercise", 8, "some"))
STOPPED = tried(("opioids", 2, "stopped_side_effect"))
INTRACTABLE = {"duration_months": 12, "treatments_tried": THREE + STOPPED, "told_diagnoses": []}
STRONG = CANCER | INTRACTABLE | {"told_diagnoses": ["lung_cancer"], "spasticity": False}


def oxycodone(dose, times=1, **more):
    return [{"name": "oxycodone", "dose": dose, "unit": "mg", "times_per_day": times, **more}]


HIGH = {"medications": oxycodone(20, 3)}  # 90 MME: listed whatever else is said


def points(rule, **changes):
    return points_of(ID, f"PAT-ITD-0{rule}", **changes)


def gate(rule, **changes):
    return gate_of(ID, f"GATE-ITD-0{rule}", **changes)


def missing(**changes):
    return [entry["path"] for entry in assessed(**changes)["missing"]]


def test_cancer_pain_beyond_opioids_is_likely_and_every_point_is_said():
    found = family(ID, **STRONG, prior_procedures=[earlier(3, 20, 1, kind="celiac_neurolysis")])
    assert [(line["rule"], line["points"], line["of"]) for line in found["points"]] == [
        ("PAT-ITD-01", 15, 15),
        ("PAT-ITD-02", 0, 15),
        ("PAT-ITD-03", 20, 20),
        ("PAT-ITD-04", 10, 10),
        ("PAT-ITD-05", 0, 5),
        ("GEN-G1", 15, 15),
        ("GEN-G2", 12, 12),
        ("GEN-G3", 18, 18),
        ("GEN-G4", 0, 5),
    ]
    assert (found["score"], found["standing"]) == (90, "candidate_likely")
    assert (found["bleeding_class"], found["caps"]) == ("high", [])


def test_intractable_pain_that_is_not_cancer_is_possible_at_most():
    found = family(ID, **INTRACTABLE)
    assert (found["score"], found["standing"]) == (80, "possible")
    assert all(gate["met"] for gate in found["gates"])
    assert [cap["id"] for cap in found["caps"]] == ["intrathecal_not_cancer_pain"]


def test_cancer_that_was_not_asked_about_is_not_known_cancer():
    found = family(ID, **(INTRACTABLE | {"told_diagnoses": None}))
    assert [cap["id"] for cap in found["caps"]] == ["intrathecal_not_cancer_pain"]


@pytest.mark.parametrize(
    ("changes", "is_listed"),
    [
        (HIGH, True),
        (CANCER, False),
        (CANCER | {"spasticity": True}, True),
        (CANCER | {"prior_procedures": [earlier(3, 20, 1)]}, True),
        ({"spasticity": True}, False),
        (HIGH | {"pain_sites": []}, False),
    ],
)
def test_its_pattern_alone_lists_it(changes, is_listed):
    assert (family(ID, **changes) is not None) == is_listed


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"told_diagnoses": ["lung_cancer"]}, (15, 0)),
        ({"current_chemotherapy": True}, (15, 0)),
        ({"told_diagnoses": None, "current_chemotherapy": True}, (15, 0)),
        ({"told_diagnoses": ["knee_osteoarthritis"]}, (0, 0)),
        ({"told_diagnoses": None}, (0, 0)),
        (INTRACTABLE, (0, 15)),
        (INTRACTABLE | {"told_diagnoses": ["lung_cancer"]}, (15, 0)),
        (INTRACTABLE | {"peg": peg(7, 7, 7)}, (0, 15)),
        (INTRACTABLE | {"peg": peg(7, 7, 6)}, (0, 0)),
        (INTRACTABLE | {"peg": None, "nrs": {"average": 7}}, (0, 15)),
        (INTRACTABLE | {"peg": None, "nrs": {"average": 6}}, (0, 0)),
        (INTRACTABLE | {"peg": None, "nrs": None}, (0, 0)),
        (INTRACTABLE | {"duration_months": 5.95}, (0, 15)),
        (INTRACTABLE | {"duration_months": 5.94}, (0, 0)),
        (INTRACTABLE | {"treatments_tried": THREE}, (0, 15)),
        (INTRACTABLE | {"treatments_tried": THREE[:2]}, (0, 0)),
        (
            INTRACTABLE | {"treatments_tried": [*THREE[:2], *tried(("topical", 9, "little"))]},
            (0, 0),
        ),
    ],
)
def test_cancer_and_intractable_pain_share_their_points(changes, expected):
    assert (points(1, **(HIGH | changes)), points(2, **(HIGH | changes))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"medications": oxycodone(20, 3)}, 20),
        ({"medications": oxycodone(19.9, 3)}, 0),
        ({"medications": oxycodone(20, 6, doses_per_day_last_7_days=2)}, 0),
        ({"medications": None}, 0),
        ({"medications": oxycodone(5), "opioid_side_effects": ["nausea"]}, 20),
        ({"medications": [], "opioid_side_effects": ["nausea"]}, 0),
        ({"medications": None, "opioid_side_effects": ["nausea"]}, 0),
        ({"medications": oxycodone(5), "opioid_side_effects": []}, 0),
        ({"medications": [], "treatments_tried": STOPPED}, 20),
        ({"medications": [], "treatments_tried": tried(("opioids", 9, "little"))}, 0),
    ],
)
def test_ninety_mme_or_side_effects_limit_opioids(changes, expected):
    listed = CANCER | {"spasticity": True}
    assert points(3, **(listed | changes)) == expected


def test_what_could_limit_opioids_is_missing():
    listed = CANCER | {"spasticity": True}
    unasked = {"medications": None, "opioid_side_effects": None, "treatments_tried": None}
    assert set(unasked) <= set(missing(**listed, **unasked))
    gap = {"medications": [{"name": "oxycodone", "dose": 5, "unit": "mg"}]}
    assert "medications[0]" in missing(**listed, **gap)
    assert "medications" not in missing(**listed, medications=[], opioid_side_effects=[])


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        (earlier(3, 49, 6), 10),
        (earlier(3, 50, 3), 0),
        (earlier(3, 50, 2.9, kind="rfa_lumbar"), 10),
        (earlier(3, 79, None, kind="sympathetic_block"), 10),
        (earlier(3, 80, None, kind="sympathetic_block"), 0),
        (earlier(3, 49, None, kind="scs_trial"), 10),
        (earlier(3, 50, None, kind="scs_trial"), 0),
        (earlier(3, 10, None, kind="pump_trial"), 0),
    ],
)
def test_an_earlier_procedure_that_failed(procedure, expected):
    assert points(4, **HIGH, prior_procedures=[procedure]) == expected


@pytest.mark.parametrize(("spastic", "expected"), [(True, 5), (False, 0), (None, 0)])
def test_spasticity(spastic, expected):
    assert points(5, **HIGH, spasticity=spastic) == expected
    assert ("spasticity" in missing(**HIGH, spasticity=spastic)) == (spastic is None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"told_diagnoses": ["lung_cancer"]}, "met"),
        ({"current_chemotherapy": True}, "met"),
        ({"told_diagnoses": []}, "hard"),
        ({"told_diagnoses": None}, "soft"),
        (INTRACTABLE, "met"),
        (INTRACTABLE | {"peg": peg(7, 7, 6)}, "hard"),
        (INTRACTABLE | {"peg": None, "nrs": None}, "soft"),
        (INTRACTABLE | {"duration_months": 5.94}, "hard"),
        (INTRACTABLE | {"duration_months": None}, "soft"),
        (INTRACTABLE | {"duration_months": None, "peg": peg(7, 7, 6)}, "hard"),
        (INTRACTABLE | {"treatments_tried": THREE[:2]}, "hard"),
        (
            INTRACTABLE
            | {"treatments_tried": THREE[:2] + tried(("cbt_or_psychology", None, "some"))},
            "soft",
        ),
        (INTRACTABLE | {"treatments_tried": None}, "soft"),
    ],
)
def test_first_half_of_the_gate_is_cancer_or_intractable_pain(changes, expected):
    assert gate(1, **(HIGH | changes)) == expected


# Listed by cancer and an earlier failure; opioids are what the second half asks about.
LISTED = CANCER | {"prior_procedures": [earlier(3, 20, 1)], "opioid_side_effects": []}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "hard"),
        ({"medications": oxycodone(20, 3)}, "met"),
        ({"medications": oxycodone(19.9, 3)}, "hard"),
        ({"medications": oxycodone(5), "opioid_side_effects": ["confusion"]}, "met"),
        ({"medications": oxycodone(5), "opioid_side_effects": None}, "soft"),
        ({"medications": [], "opioid_side_effects": None}, "hard"),
        ({"medications": None}, "soft"),
        ({"medications": [{"name": "buprenorphine", "route": "buccal"}]}, "soft"),
        ({"treatments_tried": tried(("opioids", 1, "little"))}, "met"),
        ({"treatments_tried": tried(("opioids", None, "short_term"))}, "met"),
        ({"treatments_tried": tried(("opioids", 9, "good"))}, "hard"),
        ({"treatments_tried": tried(("opioids", 9, None))}, "soft"),
        ({"treatments_tried": STOPPED}, "met"),
        ({"treatments_tried": None}, "soft"),
    ],
)
def test_second_half_of_the_gate_is_opioids_that_are_not_enough(changes, expected):
    assert gate(2, **(LISTED | changes)) == expected


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, "candidate_likely"),
        ({"treatments_tried": THREE}, "not_now"),
        ({"treatments_tried": THREE, "medications": None}, "possible"),
        ({"told_diagnoses": None}, "possible"),
    ],
)
def test_either_half_known_false_is_not_now_and_unanswered_is_possible(changes, standing):
    plain = STRONG | {"prior_procedures": [earlier(3, 20, 1)], "opioid_side_effects": []}
    assert family(ID, **(plain | changes))["standing"] == standing
