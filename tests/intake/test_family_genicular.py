"""Genicular block of the knee: where it starts, each line, its gates, one whole patient."""

import pytest

from tests.intake.cases import assessed, family, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ID = "genicular_block_rfa"
PLAIN = {"pain_sites": [site("knee")]}


def points(number, **changes):
    return points_of(ID, f"PAT-GNK-{number}", **(PLAIN | changes))


def gate(number, **changes):
    return gate_of(ID, f"GATE-GNK-{number}", **(PLAIN | changes))


@pytest.mark.parametrize(
    ("sites", "starts"),
    [
        ([site("knee")], True),
        ([site("hip"), site("knee", side="both")], True),
        ([site("thigh", "left_knee")], False),
        ([site("lower_leg")], False),
        ([], False),
    ],
)
def test_only_the_knee_as_a_site_starts_it(sites, starts):
    given = {"told_diagnoses": ["knee_osteoarthritis"], "goals": ["avoid_surgery"]}
    assert (family(ID, pain_sites=sites, **given) is not None) == starts


def test_the_knee_earns_twenty():
    assert points("01") == 20


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"told_diagnoses": ["knee_osteoarthritis"]}, 15),
        ({"told_diagnoses": ["total_knee_replacement"]}, 15),
        ({"prior_surgery": [{"type": "knee_replacement", "months_ago": 20}]}, 15),
        ({"implants": ["knee_prosthesis"]}, 15),
        ({"told_diagnoses": ["hip_osteoarthritis"]}, 0),
        ({"prior_surgery": [{"type": "hip_replacement", "months_ago": 20}]}, 0),
        ({"prior_surgery": [{"type": "knee_arthroscopy", "months_ago": 20}]}, 0),
        ({"implants": ["hip_prosthesis"]}, 0),
        ({"told_diagnoses": None}, 0),
        ({}, 0),
    ],
)
def test_known_arthritis_or_a_replaced_knee(changes, expected):
    assert points("02", **changes) == expected


def test_where_neither_is_known_what_was_not_asked_is_missing():
    paths = {entry["path"] for entry in assessed(**PLAIN, told_diagnoses=None)["missing"]}
    assert {"told_diagnoses", "prior_surgery", "implants"} <= paths


KNEE = "knee_steroid_injection"


@pytest.mark.parametrize(
    ("procedures", "expected"),
    [
        ([earlier(9, 50, 9, kind=KNEE)], 10),
        ([earlier(9, 50, 9.04, kind=KNEE)], 10),
        ([earlier(9, 50, 9.05, kind=KNEE)], 0),
        ([earlier(9, 49, 2, kind=KNEE)], 0),
        ([earlier(9, 50, kind=KNEE)], 0),
        ([earlier(None, 50, 2, kind=KNEE)], 0),
        ([earlier(9, kind=KNEE)], 0),
        ([earlier(9, 80, 3, kind="knee_hyaluronate")], 10),
        ([earlier(2, 60, hours=8, kind="genicular_block")], 10),
        ([earlier(20, 60, 9, kind="genicular_rfa")], 10),
        ([earlier(20, 60, 9, kind="hip_steroid_injection")], 0),
        ([earlier(12, 60, 3, kind=KNEE), earlier(2, 20, 1, kind=KNEE)], 0),
        ([earlier(12, 20, 1, kind=KNEE), earlier(2, 60, 1, kind=KNEE)], 10),
        ([earlier(12, 60, 3, kind=KNEE), earlier(2, 20, 1, kind="knee_hyaluronate")], 10),
        ([earlier(None, 60, 3, kind=KNEE), earlier(2, 60, 1, kind=KNEE)], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_an_earlier_injection_or_block_that_helped_and_wore_off(procedures, expected):
    assert points("03", prior_procedures=procedures) == expected


@pytest.mark.parametrize(
    ("procedure", "path"),
    [
        (earlier(9, kind=KNEE), "prior_procedures[0].relief_percent"),
        (earlier(9, 50, kind=KNEE), "prior_procedures[0].relief_months"),
        (earlier(None, 50, 2, kind=KNEE), "prior_procedures[0].months_ago"),
    ],
)
def test_what_is_not_known_of_an_earlier_injection_is_missing(procedure, path):
    found = assessed(**PLAIN, prior_procedures=[procedure])["missing"]
    change = next(entry["could_change"] for entry in found if entry["path"] == path)
    assert "Genicular block, then radiofrequency: up to 10 points" in change


@pytest.mark.parametrize(
    ("kind", "percent", "because"),
    [
        (KNEE, 60, "injection or block of the knee helped"),
        ("genicular_block", 80, "genicular block or radiofrequency helped"),
        ("genicular_block", 79, "injection or block of the knee helped"),
    ],
)
def test_a_block_that_reached_eighty_percent_is_told_from_other_injections(kind, percent, because):
    procedures = [earlier(4, percent, hours=8, kind=kind)]
    line = family(ID, **PLAIN, prior_procedures=procedures)["points"][2]
    assert (line["points"], because in line["because"]) == (10, True)


@pytest.mark.parametrize(
    ("goals", "expected"),
    [(["avoid_surgery"], 10), (["walk_farther"], 0), ([], 0), (None, 0)],
)
def test_wants_to_avoid_surgery(goals, expected):
    assert points("04", goals=goals) == expected


@pytest.mark.parametrize(
    ("worse", "expected"),
    [
        (["standing"], 5),
        (["walking"], 5),
        (["stairs"], 5),
        (["rising_from_chair"], 5),
        (["reaching_overhead", "sitting"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_worse_bearing_weight(worse, expected):
    assert points("05", worse_with=worse) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [(6, "met"), (5.95, "met"), (5.94, "soft"), (2.95, "soft"), (2.94, "hard"), (None, "soft")],
)
def test_six_months_of_pain(months, expected):
    assert gate("01", duration_months=months) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 12, "little")), "met"),
        (tried(("nsaid", 11.9, "little")), "soft"),
        (tried(("nsaid", 8, "little"), ("home_exercise", 8, "little")), "soft"),
        (tried(("nsaid", None, "stopped_side_effect")), "met"),
        ([], "hard"),
        (None, "soft"),
    ],
)
def test_twelve_weeks_of_care(treatments, expected):
    assert gate("02", treatments_tried=treatments) == expected


def test_a_whole_patient_with_a_worn_knee():
    """Pattern 20 + 15 + 10 + 10 + 5, clamped to 50; severe 15, 12, 14, 5."""
    found = family(
        ID,
        pain_sites=[site("knee", side="right")],
        told_diagnoses=["knee_osteoarthritis"],
        prior_procedures=[earlier(6, 60, 3, kind=KNEE)],
        worse_with=["stairs"],
        goals=["avoid_surgery"],
        treatments_tried=tried(("nsaid", 12, "some"), ("physical_therapy", 12, "little")),
    )
    assert (found["score"], found["standing"]) == (96, "candidate_likely")
    lines = [(line["rule"], line["points"]) for line in found["points"]]
    assert lines[5] == ("GEN-CLAMP", -10)
    assert (found["bleeding_class"], found["caps"]) == ("low", [])
