"""Trigger point injection: where it starts, its two lines, its limit, one whole patient."""

import pytest

from tests.intake.cases import family, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ID = "trigger_point"
PLAIN = {"pain_sites": [site("neck")], "pain_points": ["taut_band"]}


@pytest.mark.parametrize(
    ("changes", "starts"),
    [
        ({"pain_points": ["taut_band"]}, True),
        ({"told_diagnoses": ["myofascial_pain"]}, True),
        ({"told_diagnoses": ["myofascial_pain"], "pain_points": None}, True),
        ({"told_diagnoses": None, "pain_points": ["taut_band"]}, True),
        ({"worse_with": ["touch"], "pain_points": ["tender_nerve"]}, False),
        ({"told_diagnoses": ["fibromyalgia"]}, False),
        ({"pain_sites": [], "pain_points": ["taut_band"]}, False),
    ],
)
def test_myofascial_pain_or_a_taut_band_starts_it(changes, starts):
    assert (family(ID, **({"pain_sites": [site("neck")]} | changes)) is not None) == starts


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"told_diagnoses": ["myofascial_pain"]}, "told of myofascial pain"),
        ({}, "taut band in the muscle"),
    ],
)
def test_either_earns_twenty_and_both_no_more(changes, because):
    line = family(ID, **PLAIN, **changes)["points"][0]
    assert (line["points"], because in line["because"]) == (20, True)


@pytest.mark.parametrize(("worse", "expected"), [(["touch"], 10), (["cold"], 0), (None, 0)])
def test_worse_when_touched(worse, expected):
    assert points_of(ID, "PAT-TP-02", **PLAIN, worse_with=worse) == expected


@pytest.mark.parametrize(
    ("months_ago", "expected"),
    [
        ((0.5, 1, 2.9), "hard"),
        ((0.5, 1, 3), "met"),
        ((0.5, 1), "met"),
        ((0.5, 1, None), "soft"),
        ((), "met"),
    ],
)
def test_three_sessions_in_three_months(months_ago, expected):
    sessions = [earlier(ago, 60, 1, kind="trigger_point") for ago in months_ago]
    assert gate_of(ID, "GATE-TP-01", **PLAIN, prior_procedures=sessions) == expected


def test_the_limit_says_when_the_next_is_possible():
    sessions = [earlier(ago, 60, 1, kind="trigger_point") for ago in (0.5, 1, 1.5)]
    found = family(ID, **PLAIN, prior_procedures=sessions)
    assert "next possible in about 2 months" in found["gates"][0]["because"]
    assert found["standing"] == "not_now"


def test_sessions_not_asked_do_not_stand_in_the_way():
    assert gate_of(ID, "GATE-TP-01", **PLAIN, prior_procedures=None) == "met"


def test_a_whole_patient_with_a_sore_neck():
    """Pattern 20 + 10; moderate 10, 3 to 6 months 10, one class 8, goal 5."""
    found = family(
        ID,
        **PLAIN,
        duration_months=4,
        peg={"pain": 5, "enjoyment": 5, "general_activity": 5},
        worse_with=["touch"],
        goals=["return_to_work"],
        treatments_tried=tried(("manual_therapy", 6, "short_term")),
    )
    assert (found["score"], found["standing"]) == (63, "possible")
    assert [line["points"] for line in found["points"]] == [20, 10, 10, 10, 8, 5]
    assert [gate["rule"] for gate in found["gates"]] == ["GATE-TP-01"]
    assert found["bleeding_class"] == "low"


def test_a_local_anaesthetic_allergy_stops_it_and_a_pregnancy_does_not():
    found = family(ID, **PLAIN, pregnancy="yes", allergies=[{"agent": "local_anaesthetic"}])
    assert [stop["id"] for stop in found["stops"]] == ["local_anaesthetic_allergy"]


def test_fibromyalgia_and_a_taut_band_alone_stay_held_back_by_widespread_pain():
    found = family(ID, **PLAIN, wpi=12, sss=9, generalised_regions=5)
    assert ([cap["id"] for cap in found["caps"]], found["standing"]) == (
        ["widespread_pain"],
        "not_now",
    )
