"""Thoracic epidural: each line and gate, each threshold from both sides."""

import pytest

from tests.intake.cases import family, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ESI = "esi_thoracic"
BAND = {"pain_sites": [site("mid_back", "chest")]}
NUMB = {"neuropathic_descriptors": {"tingling": True, "numbness": True}}
# Listed without a word on where the pain goes.
PLAIN = {"told_diagnoses": ["thoracic_radiculopathy"]} | NUMB


def points(rule, **changes):
    return points_of(ESI, rule, **(BAND | changes))


def gate(rule, **changes):
    return gate_of(ESI, rule, **(BAND | changes))


@pytest.mark.parametrize(
    ("sites", "listed"),
    [
        ([site("mid_back")], True),
        ([site("upper_back")], True),
        ([site("low_back"), site("mid_back")], True),
        ([site("low_back", "flank")], False),
        ([site("neck", "chest")], False),
        ([site("chest_wall")], False),
        ([], False),
    ],
)
def test_the_mid_or_upper_back_starts_it(sites, listed):
    assert (family(ESI, **PLAIN, pain_sites=sites) is not None) == listed


def test_an_aching_upper_back_alone_is_not_listed():
    assert family(ESI, pain_sites=[site("upper_back", "shoulder_blade")]) is None


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        ([site("mid_back", "chest")], 20),
        ([site("upper_back", "left_chest_wall")], 20),
        ([site("mid_back", "left_flank")], 20),
        ([site("mid_back", "abdomen")], 0),
        ([site("upper_back", "left_forearm")], 0),
        ([site("mid_back"), site("low_back", "flank")], 0),
        ([site("mid_back"), site("chest_wall")], 0),
        ([{"site": "mid_back"}], 0),
    ],
)
def test_back_to_chest_or_flank(sites, expected):
    assert points("PAT-ESIT-01", **PLAIN, pain_sites=sites) == expected


@pytest.mark.parametrize(
    ("felt", "expected"),
    [(("tingling", "numbness"), 10), (("numbness",), 0), (("burning", "numbness"), 0)],
)
def test_two_of_three_nerve_words(felt, expected):
    keys = ("burning", "electric_shocks", "tingling", "numbness")
    words = {key: key in felt for key in keys}
    assert points("PAT-ESIT-02", neuropathic_descriptors=words) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["thoracic_disc_herniation"], 10),
        (["thoracic_radiculopathy"], 10),
        (["herpes_zoster"], 10),
        (["shingles"], 10),
        (["thoracic_facet_arthropathy"], 0),
        (["post_herpetic_neuralgia"], 0),
        (["cervical_radiculopathy"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_known_diagnosis(told, expected):
    assert points("PAT-ESIT-03", told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("procedures", "expected"),
    [
        ([earlier(percent=50, months=3, kind=ESI)], 10),
        ([earlier(percent=50, months=2.94, kind=ESI)], 0),
        ([earlier(percent=49, months=9, kind=ESI)], -20),
        ([earlier(percent=80, months=0.44, kind=ESI)], -20),
        ([earlier(percent=20, months=0, kind="esi_cervical")], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_earlier_epidural(procedures, expected):
    assert points("PAT-ESIT-04", **PLAIN, prior_procedures=procedures) == expected


@pytest.mark.parametrize(
    ("months", "told", "expected"),
    [
        (0.85, [], "met"),
        (0.84, [], "soft"),
        (0.45, [], "soft"),
        (0.44, [], "hard"),
        (None, [], "soft"),
        (0.2, ["herpes_zoster"], "met"),
        (None, ["herpes_zoster"], "met"),
        (0.2, ["herpes_zoster", "post_herpetic_neuralgia"], "hard"),
    ],
)
def test_duration_gate_is_four_weeks_but_not_for_fresh_shingles(months, told, expected):
    assert gate("GATE-ESIT-01", duration_months=months, told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("topical", 4, "little")), "met"),
        (tried(("topical", 3.9, "little")), "soft"),
        ([], "hard"),
        (None, "soft"),
    ],
)
def test_conservative_care_gate(treatments, expected):
    assert gate("GATE-ESIT-02", treatments_tried=treatments) == expected


@pytest.mark.parametrize(
    ("months_ago", "kind", "expected"),
    [
        ((1, 2, 3, 11.9), ESI, "hard"),
        ((1, 2, 3, 12), ESI, "met"),
        ((1, 2, 3, None), ESI, "soft"),
        ((1, 2, 3, 4), "esi_cervical", "met"),
    ],
)
def test_sessions_are_counted_for_its_own_kind(months_ago, kind, expected):
    procedures = [earlier(ago, percent=60, months=3, kind=kind) for ago in months_ago]
    assert gate("GATE-ESIT-03", prior_procedures=procedures) == expected


@pytest.mark.parametrize(("told", "capped"), [([], True), (["thoracic_radiculopathy"], False)])
def test_widespread_pain_caps_it_unless_a_diagnosis_gives_it_a_place(told, capped):
    widespread = {"wpi": 12, "sss": 8, "generalised_regions": 5}
    found = family(ESI, **BAND, **widespread, told_diagnoses=told)
    assert ("widespread_pain" in [cap["id"] for cap in found["caps"]]) == capped


def test_shingles_of_two_weeks_is_a_possible_thoracic_epidural():
    found = family(
        ESI,
        pain_sites=[site("mid_back", "left_flank")],
        duration_months=0.5,
        told_diagnoses=["herpes_zoster"],
        neuropathic_descriptors={"burning": True, "electric_shocks": True, "tingling": True},
        treatments_tried=tried(("gabapentinoid", 1, "stopped_side_effect")),
        goals=["sleep"],
    )
    assert [(line["rule"], line["answer"], line["points"]) for line in found["points"]] == [
        ("PAT-ESIT-01", "left flank", 20),
        ("PAT-ESIT-02", "electric shocks, tingling", 10),
        ("PAT-ESIT-03", "herpes zoster", 10),
        ("PAT-ESIT-04", "none", 0),
        ("GEN-G1", "PEG 7.0 (7, 7, 7)", 15),
        ("GEN-G2", "2.2 weeks", 0),
        ("GEN-G3", "gabapentin or pregabalin 1 week: stopped for a side effect", 8),
        ("GEN-G4", "sleep", 0),
    ]
    assert [gate["met"] for gate in found["gates"]] == [True, True, True]
    assert (found["score"], found["standing"]) == (63, "possible")
    assert found["bleeding_class"] == "intermediate"
