"""Suprascapular block of the shoulder: where it starts, each line, its gate, one whole patient."""

import pytest

from tests.intake.cases import family, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ID = "shoulder_suprascapular_block_rfa"
PLAIN = {"pain_sites": [site("shoulder")]}


def points(number, **changes):
    return points_of(ID, f"PAT-SS-{number}", **(PLAIN | changes))


@pytest.mark.parametrize(
    ("sites", "starts"),
    [
        ([site("shoulder")], True),
        ([site("neck"), site("shoulder")], True),
        ([site("neck", "left_shoulder")], False),
        ([site("upper_arm")], False),
        ([], False),
    ],
)
def test_only_the_shoulder_as_a_site_starts_it(sites, starts):
    given = {"told_diagnoses": ["adhesive_capsulitis"], "goals": ["avoid_surgery"]}
    assert (family(ID, pain_sites=sites, **given) is not None) == starts


def test_a_replaced_shoulder_starts_it_too_and_earns_twenty():
    assert points("01", prior_surgery=[{"type": "shoulder_replacement", "months_ago": 20}]) == 20


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["adhesive_capsulitis"], 15),
        (["rotator_cuff_disease"], 15),
        (["shoulder_osteoarthritis"], 15),
        (["knee_osteoarthritis"], 0),
        (["bursitis"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_known_diagnosis(told, expected):
    assert points("02", told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        (earlier(9, 50, 3, kind="shoulder_steroid_injection"), 10),
        (earlier(9, 50, 9.1, kind="shoulder_steroid_injection"), 0),
        (earlier(9, 49, 3, kind="shoulder_steroid_injection"), 0),
        (earlier(9, 80, hours=8, kind="suprascapular_block"), 10),
        (earlier(20, 60, 8, kind="suprascapular_rfa"), 10),
        (earlier(9, 60, 3, kind="knee_steroid_injection"), 0),
        (earlier(9, kind="suprascapular_block"), 0),
    ],
)
def test_an_earlier_injection_or_block_that_helped_and_wore_off(procedure, expected):
    assert points("03", prior_procedures=[procedure]) == expected


@pytest.mark.parametrize(
    ("goals", "expected"),
    [(["avoid_surgery"], 10), (["sleep"], 0), ([], 0), (None, 0)],
)
def test_wants_to_avoid_surgery(goals, expected):
    assert points("04", goals=goals) == expected


@pytest.mark.parametrize(
    ("worse", "expected"),
    [(["reaching_overhead"], 5), (["standing", "stairs"], 0), ([], 0), (None, 0)],
)
def test_worse_reaching_overhead(worse, expected):
    assert points("05", worse_with=worse) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [(3, "met"), (2.95, "met"), (2.94, "soft"), (1.45, "soft"), (1.44, "hard"), (None, "soft")],
)
def test_three_months_of_pain(months, expected):
    assert gate_of(ID, "GATE-SS-01", **PLAIN, duration_months=months) == expected


def test_no_care_tried_is_no_gate_here():
    found = family(ID, **PLAIN, treatments_tried=[])
    assert [gate["rule"] for gate in found["gates"]] == ["GATE-SS-01"]
    assert (found["score"], found["standing"]) == (47, "possible")


def test_a_whole_patient_whose_block_wore_off():
    """Pattern 20 + 15 + 10 + 5; severe 15, over 6 months 12, one class 8."""
    found = family(
        ID,
        pain_sites=[site("shoulder", side="right")],
        told_diagnoses=["rotator_cuff_disease"],
        prior_procedures=[earlier(3, 85, hours=10, kind="suprascapular_block")],
        worse_with=["reaching_overhead"],
        treatments_tried=tried(("nsaid", 6, "some")),
    )
    assert (found["score"], found["standing"]) == (85, "candidate_likely")
    assert [line["points"] for line in found["points"]] == [20, 15, 10, 0, 5, 15, 12, 8, 0]
    assert found["points"][2]["answer"] == "suprascapular block: 85 % relief for less than a week"
    assert found["bleeding_class"] == "low"


def test_a_local_anaesthetic_allergy_stops_it_and_a_pregnancy_does_not():
    found = family(ID, **PLAIN, pregnancy="yes", allergies=[{"agent": "local_anaesthetic"}])
    assert [stop["id"] for stop in found["stops"]] == ["local_anaesthetic_allergy"]
