"""Spinal cord stimulator: its pattern, gates and own cap, each threshold from both sides."""

import pytest

from tests.intake.cases import assessed, family, flagged, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

SIX = ("burning", "electric_shocks", "tingling", "numbness", "light_touch_hurts", "cold_hurts")
CRPS = {"told_diagnoses": ["crps"], "pain_sites": [site("hand")]}
# Listed by two classes of medicine and an injection that failed, whatever else is said.
FAILED = {
    "treatments_tried": tried(("nsaid", 8, "little"), ("gabapentinoid", 8, "little")),
    "prior_procedures": [earlier(2, 30, 1)],
}
STRONG = {
    "duration_months": 12,
    "told_diagnoses": ["post_laminectomy_pain"],
    "neuropathic_descriptors": dict.fromkeys(SIX, True),
    "treatments_tried": tried(
        ("physical_therapy", 8, "little"), ("nsaid", 8, "some"), ("gabapentinoid", 8, "little")
    ),
    "prior_procedures": [earlier(2, 30, 1)],
    "prior_surgery": [{"type": "lumbar_laminectomy", "months_ago": 30}],
    "implants": [],
}


def words(count, unasked=()):
    said = {word: index < count for index, word in enumerate(SIX)}
    return said | dict.fromkeys(unasked)


def points(rule, **changes):
    return points_of("scs", f"PAT-SCS-0{rule}", **changes)


def gate(rule, **changes):
    return gate_of("scs", f"GATE-SCS-0{rule}", **changes)


def missing(**changes):
    return [entry["path"] for entry in assessed(**changes)["missing"]]


def test_pain_after_spine_surgery_is_likely_and_every_point_is_said():
    found = family("scs", **STRONG)
    assert [(line["rule"], line["points"], line["of"]) for line in found["points"]] == [
        ("PAT-SCS-01", 15, 15),
        ("PAT-SCS-02", 20, 20),
        ("PAT-SCS-03", 10, 10),
        ("PAT-SCS-04", 10, 10),
        ("PAT-SCS-05", 0, 5),
        ("GEN-CLAMP", -5, 0),
        ("GEN-G1", 15, 15),
        ("GEN-G2", 12, 12),
        ("GEN-G3", 18, 18),
        ("GEN-G4", 0, 5),
    ]
    assert (found["score"], found["standing"]) == (95, "candidate_likely")
    assert (found["bleeding_class"], found["moved_up"]) == ("high", False)
    assert all(gate["met"] for gate in found["gates"])
    assert (found["stops"], found["caps"]) == ([], [])


@pytest.mark.parametrize(
    ("changes", "is_listed"),
    [
        (FAILED, True),
        (FAILED | {"pain_sites": [site("face")]}, True),
        (FAILED | {"prior_procedures": []}, False),
        (FAILED | {"pain_sites": []}, False),
        (CRPS, True),
        ({"neuropathic_descriptors": words(6)}, False),
        ({}, False),
    ],
)
def test_its_pattern_alone_lists_it(changes, is_listed):
    assert (family("scs", **changes) is not None) == is_listed


@pytest.mark.parametrize(
    ("sites", "felt", "expected"),
    [
        ([site("foot")], words(3), 15),
        ([site("foot")], words(2), 0),
        ([site("hand")], words(6), 15),
        ([site("low_back", "left_calf")], words(3), 15),
        ([site("neck", "left_arm")], words(3), 15),
        ([site("low_back")], words(3), 0),
        ([site("low_back", "groin")], words(3), 0),
        ([site("chest_wall")], words(3), 0),
        ([{"site": "low_back"}], words(3), 0),
        ([site("foot")], words(2, unasked=["cold_hurts"]), 0),
        ([site("foot")], None, 0),
    ],
)
def test_three_words_of_nerve_pain_in_a_limb(sites, felt, expected):
    assert points(1, **FAILED, pain_sites=sites, neuropathic_descriptors=felt) == expected


def test_what_could_make_it_nerve_pain_in_a_limb_is_missing():
    back = [{"site": "low_back"}, {"site": "neck"}]
    paths = missing(**FAILED, pain_sites=back, neuropathic_descriptors=words(3))
    assert {"pain_sites[0].radiates_to", "pain_sites[1].radiates_to"} <= set(paths)
    felt = words(2, unasked=["cold_hurts"])
    assert "neuropathic_descriptors.cold_hurts" in missing(**FAILED, neuropathic_descriptors=felt)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"told_diagnoses": ["post_laminectomy_pain"]}, 20),
        ({"told_diagnoses": ["failed_back_surgery_syndrome"]}, 20),
        ({"told_diagnoses": ["CRPS"]}, 20),
        ({"told_diagnoses": ["complex_regional_pain_syndrome_type_1"]}, 20),
        ({"told_diagnoses": ["painful_diabetic_neuropathy"]}, 20),
        ({"told_diagnoses": ["diabetes"]}, 0),
        ({"told_diagnoses": ["peripheral_neuropathy"]}, 0),
        ({"told_diagnoses": ["lumbar_fusion"]}, 20),
        ({"told_diagnoses": ["lumbar_fusion"], "pain_sites": [site("neck")]}, 0),
        ({"told_diagnoses": None, "prior_surgery": []}, 0),
        ({"prior_surgery": None}, 0),
    ],
)
def test_diagnoses_a_stimulator_is_used_for(changes, expected):
    assert points(2, **(FAILED | {"prior_surgery": []} | changes)) == expected


@pytest.mark.parametrize(
    ("surgery", "place", "expected"),
    [
        ("lumbar_laminectomy", "low_back", 20),
        ("lumbar_discectomy", "buttock", 20),
        ("lumbar_fusion", "foot", 20),
        ("lumbar_fusion", "knee", 0),
        ("lumbar_fusion", "neck", 0),
        ("cervical_fusion", "neck", 20),
        ("cervical_discectomy", "hand", 20),
        ("cervical_fusion", "low_back", 0),
        ("spinal_surgery", "neck", 20),
        ("thoracic_laminectomy", "mid_back", 20),
        ("knee_replacement", "low_back", 0),
        ("thoracotomy", "mid_back", 0),
    ],
)
def test_surgery_counts_where_that_part_of_the_spine_is_felt(surgery, place, expected):
    done = [{"type": surgery, "months_ago": 20}]
    assert points(2, **FAILED, prior_surgery=done, pain_sites=[site(place)]) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 4, "little"), ("acetaminophen", 4, "little")), 10),
        (tried(("nsaid", 4, "little"), ("acetaminophen", 3.9, "little")), 0),
        (tried(("opioids", 4, "some"), ("muscle_relaxant", 4, "short_term")), 10),
        (tried(("topical", 1, "stopped_side_effect"), ("snri_or_tca", 9, "little")), 10),
        (tried(("nsaid", 9, "little"), ("gabapentinoid", 9, "good")), 0),
        (tried(("nsaid", 9, "little"), ("nsaid", 9, "some")), 0),
        (tried(("nsaid", 9, "little"), ("physical_therapy", 9, "little")), 0),
        (tried(("nsaid", 9, "little"), ("opioids", None, "little")), 0),
        (None, 0),
    ],
)
def test_two_classes_of_medicine_that_failed(treatments, expected):
    assert points(3, **CRPS, treatments_tried=treatments) == expected


@pytest.mark.parametrize(
    ("procedures", "expected"),
    [
        ([earlier(2, 49, 6)], 10),
        ([earlier(2, 50, 6)], 0),
        ([earlier(2, 80, 2.9)], 10),
        ([earlier(2, 80, 3)], 0),
        ([earlier(2, 80, None)], 0),
        ([earlier(2, None, 6)], 0),
        ([earlier(2, 79, None, kind="mbb_lumbar")], 10),
        ([earlier(2, 80, None, kind="mbb_lumbar")], 0),
        ([earlier(2, 60, 6), earlier(9, 10, 1)], 0),
        ([earlier(2, 60, 6), earlier(9, 10, 1, kind="trigger_point")], 10),
        ([earlier(2, 10, 1), earlier(None, 60, 6)], 0),
        ([earlier(2, 10, 1, kind="rfa_lumbar")], 0),
        ([earlier(2, 10, 1, kind="scs_trial")], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_an_injection_that_failed(procedures, expected):
    assert points(4, **CRPS, prior_procedures=procedures) == expected


@pytest.mark.parametrize(
    ("procedures", "path"),
    [
        (None, "prior_procedures"),
        ([earlier(2, None, 6)], "prior_procedures[0].relief_percent"),
        ([earlier(2, 60, None)], "prior_procedures[0].relief_months"),
        ([earlier(2, 10, 1), earlier(None, 60, 6)], "prior_procedures[1].months_ago"),
    ],
)
def test_what_could_make_an_injection_one_that_failed_is_missing(procedures, path):
    assert path in missing(**CRPS, prior_procedures=procedures)


@pytest.mark.parametrize(("dose", "expected"), [(12.5, 5), (12.4, 0), (None, 0)])
def test_fifty_mme_a_day(dose, expected):
    taken = [{"name": "hydrocodone", "dose": dose, "unit": "mg", "times_per_day": 4}]
    assert points(5, **CRPS, medications=taken) == expected
    assert ("medications[0]" in missing(**CRPS, medications=taken)) == (dose is None)


@pytest.mark.parametrize(
    ("months", "expected"),
    [(6, "met"), (5.95, "met"), (5.94, "soft"), (2.95, "soft"), (2.94, "hard"), (None, "soft")],
)
def test_duration_gate_is_six_months_and_hard_under_half(months, expected):
    assert gate(1, **CRPS, duration_months=months) == expected


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        (tried(("nsaid", 4, "little"), ("tens", 4, "little"), ("home_exercise", 4, "some")), "met"),
        (
            tried(("nsaid", 4, "little"), ("tens", 4, "little"), ("home_exercise", 3.9, "some")),
            "soft",
        ),
        (
            tried(("nsaid", 4, "little"), ("tens", 4, "little"), ("topical", 4, "little")),
            "soft",
        ),
        (
            tried(
                ("nsaid", 1, "stopped_side_effect"),
                ("gabapentinoid", 4, "little"),
                ("cbt_or_psychology", 4, "short_term"),
            ),
            "met",
        ),
        (tried(("nsaid", 4, "little")), "soft"),
        (tried(("nsaid", 3.9, "little")), "hard"),
        (tried(("nsaid", 9, "good")), "hard"),
        (tried(("nsaid", None, "little")), "soft"),
        (tried(("nsaid", 9, None)), "soft"),
        (tried(("opioids", 9, "little")), "hard"),
        ([], "hard"),
        (None, "soft"),
    ],
)
def test_three_kinds_of_care_counted_as_the_points_count_them(treatments, expected):
    assert gate(2, **CRPS, treatments_tried=treatments) == expected


BACK = {"treatments_tried": STRONG["treatments_tried"], "neuropathic_descriptors": words(3)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "soft"),
        ({"prior_surgery": [{"type": "knee_arthroscopy"}]}, "met"),
        ({"prior_procedures": [earlier(2, 60, 6)]}, "met"),
        ({"prior_procedures": [earlier(2, 60, 6, kind="scs_trial")]}, "soft"),
        ({"told_diagnoses": ["crps"]}, "met"),
        ({"told_diagnoses": ["painful_diabetic_neuropathy"]}, "met"),
        ({"prior_surgery": None}, "soft"),
        ({"prior_procedures": None}, "soft"),
        ({"told_diagnoses": None}, "soft"),
    ],
)
def test_an_injection_or_surgery_before_or_crps_or_diabetic_neuropathy(changes, expected):
    plain = BACK | {"prior_surgery": [], "prior_procedures": [], "told_diagnoses": []}
    assert gate(3, **(plain | changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"implants": ["scs"]}, "hard"),
        ({"prior_procedures": [earlier(20, 60, 12, kind="scs_implant")]}, "hard"),
        ({"prior_procedures": [earlier(20, 60, 0, kind="scs_trial")]}, "met"),
        ({"implants": ["pump", "pacemaker"]}, "met"),
        ({"implants": []}, "met"),
        ({"implants": None}, "met"),
    ],
)
def test_who_has_a_stimulator_is_not_offered_another(changes, expected):
    assert gate(4, **(STRONG | changes)) == expected


def test_a_stimulator_already_there_makes_a_strong_pattern_not_now():
    found = family("scs", **(STRONG | {"implants": ["scs"]}))
    assert (found["score"], found["standing"]) == (95, "not_now")
    assert found["gates"][3]["because"] == "Already has one."
    assert "implants" in missing(**(STRONG | {"implants": None}))


@pytest.mark.parametrize(
    ("changes", "caps"),
    [
        ({}, []),
        ({"told_diagnoses": ["crps"]}, []),
        ({"told_diagnoses": ["painful_diabetic_neuropathy"]}, []),
        ({"told_diagnoses": [], "prior_surgery": []}, ["stimulator_outside_usual_reasons"]),
        ({"told_diagnoses": None, "prior_surgery": []}, ["stimulator_outside_usual_reasons"]),
    ],
)
def test_other_nerve_pain_is_possible_at_most(changes, caps):
    found = family("scs", **(STRONG | changes))
    assert found["score"] >= 70
    assert [cap["id"] for cap in found["caps"]] == caps
    assert found["standing"] == ("possible" if caps else "candidate_likely")


def test_an_emergency_stops_it_and_leaves_its_score():
    found = family("scs", **STRONG, red_flag_answers=flagged(saddle_numbness="yes"))
    assert (found["score"], found["standing"]) == (95, "not_now")
