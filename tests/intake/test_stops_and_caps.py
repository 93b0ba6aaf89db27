"""Stops and caps: which families each holds back (C6's table), each boundary from both sides, and
that none of them hides anything."""

import pytest

from tests.intake.cases import RULES, assessed, family, flagged
from tests.intake.test_candidacy_points import site, tried

# For each family, answers that list it.
LISTED = {
    "esi_lumbar": {},
    "esi_cervical": {"pain_sites": [site("neck", "left_hand")]},
    "esi_thoracic": {"pain_sites": [site("mid_back", "chest")]},
    "facet_mbb_rfa_lumbar": {"pain_sites": [site("low_back")]},
    "facet_mbb_rfa_cervical": {"pain_sites": [site("neck")]},
    "sacroiliac_joint": {
        "pain_sites": [site("buttock")],
        "pain_points": ["one_finger_buttock"],
        "prior_surgery": [{"type": "lumbar_fusion", "months_ago": 40}],
    },
    "genicular_block_rfa": {"pain_sites": [site("knee")]},
    "joint_injection": {"pain_sites": [site("knee")]},
    "shoulder_suprascapular_block_rfa": {"pain_sites": [site("shoulder")]},
    "occipital_block": {"pain_sites": [site("back_of_head")]},
    "nerve_block_peripheral": {
        "pain_sites": [site("groin")],
        "told_diagnoses": ["inguinal_hernia_repair"],
    },
    "sympathetic_block": {"pain_sites": [site("hand")], "told_diagnoses": ["crps"]},
    "trigger_point": {"pain_sites": [site("upper_back")], "pain_points": ["taut_band"]},
    "scs": {"pain_sites": [site("hand")], "told_diagnoses": ["crps"]},
    "intrathecal_delivery": {
        "pain_sites": [site("abdomen")],
        "told_diagnoses": ["pancreatic_cancer"],
        "spasticity": True,
    },
    "celiac_plexus_neurolysis": {
        "pain_sites": [site("abdomen")],
        "told_diagnoses": ["pancreatic_cancer"],
    },
}
EVERY = set(LISTED)
EPIDURALS = {"esi_lumbar", "esi_cervical", "esi_thoracic"}
FACETS = {"facet_mbb_rfa_lumbar", "facet_mbb_rfa_cervical"}
HIGH = {"scs", "intrathecal_delivery"}
X_RAY = (
    EPIDURALS
    | FACETS
    | HIGH
    | {"sacroiliac_joint", "genicular_block_rfa", "sympathetic_block", "celiac_plexus_neurolysis"}
)
LOCAL_ANAESTHETIC = FACETS | {
    "sacroiliac_joint",
    "genicular_block_rfa",
    "shoulder_suprascapular_block_rfa",
    "occipital_block",
    "nerve_block_peripheral",
    "sympathetic_block",
    "trigger_point",
}
CONTRAST = EPIDURALS | {"sympathetic_block", "celiac_plexus_neurolysis", "intrathecal_delivery"}
BLEEDS = CONTRAST | HIGH | {"facet_mbb_rfa_cervical"}


def allergy(agent, reaction="rash"):
    return {"allergies": [{"agent": agent, "reaction": reaction}]}


STOPS = {
    "emergency_red_flag": ({"red_flag_answers": flagged(chest_pain_or_breathless="yes")}, EVERY),
    "active_infection": ({"antibiotics_now": True}, EVERY),
    "pregnancy": ({"pregnancy": "yes"}, X_RAY),
    "local_anaesthetic_allergy": (allergy("local_anaesthetic"), LOCAL_ANAESTHETIC),
    "bleeding_disorder": ({"bleeding_disorder": True}, HIGH),
}
CAPS = {
    "recent_coronary_stent": ({"coronary_stent_months_ago": 3}, BLEEDS),
    "pregnancy_possible": ({"pregnancy": "possible"}, X_RAY),
    "contrast_anaphylaxis": (allergy("iodinated_contrast", "anaphylaxis"), CONTRAST),
    "fever_not_sure": ({"red_flag_answers": flagged(fever_chills="not_sure")}, EVERY),
    "stimulator_outside_usual_reasons": ({}, set()),
    "intrathecal_not_cancer_pain": ({}, set()),
    "psych_evaluation_first": ({"phq9_items": [2] * 9}, HIGH),
    "joint_replacement_planned": (
        {"planned_surgery": {"type": "knee_replacement", "in_weeks": 6}},
        {"genicular_block_rfa", "joint_injection"},
    ),
    "widespread_pain": (
        {"wpi": 12, "sss": 8, "generalised_regions": 5, "told_diagnoses": []},
        {"genicular_block_rfa", "joint_injection"},
    ),
}


def ids(entries):
    return [entry["id"] for entry in entries]


def earned(found):
    return [(line["rule"], line["points"]) for line in found["points"]]


def test_the_table_names_every_family_stop_and_cap():
    assert EVERY == set(ids([{"id": family.id} for family in RULES.families]))
    assert list(STOPS) == [rule.id for rule in RULES.stops]
    assert list(CAPS) == [rule.id for rule in RULES.caps]


@pytest.mark.parametrize("id_", sorted(LISTED))
def test_answers_that_list_a_family_hold_it_by_nothing(id_):
    found = family(id_, **LISTED[id_])
    assert (found["stops"], found["caps"]) == ([], [])


@pytest.mark.parametrize("id_", sorted(LISTED))
@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_holds_its_families_at_not_now_and_hides_nothing(id_, stop):
    changes, stopped = STOPS[stop]
    before, after = family(id_, **LISTED[id_]), family(id_, **(LISTED[id_] | changes))
    assert (stop in ids(after["stops"])) == (id_ in stopped)
    for key in ("score", "gates", "bleeding_class", "moved_up"):
        assert after[key] == before[key]
    assert earned(after) == earned(before)
    if id_ in stopped:
        assert after["standing"] == "not_now"
        assert all(entry["because"] for entry in after["stops"])
    elif stop != "emergency_red_flag":
        assert after["standing"] == before["standing"]


@pytest.mark.parametrize("id_", sorted(LISTED))
@pytest.mark.parametrize(
    "cap", ["recent_coronary_stent", "pregnancy_possible", "contrast_anaphylaxis", "fever_not_sure"]
)
def test_a_cap_of_a_trait_holds_the_families_that_have_it(id_, cap):
    changes, capped = CAPS[cap]
    found = family(id_, **(LISTED[id_] | changes))
    assert (cap in ids(found["caps"])) == (id_ in capped)
    assert not (id_ in capped and found["standing"] == "candidate_likely")


@pytest.mark.parametrize(
    ("changes", "stopped"),
    [
        ({"red_flag_answers": flagged(progressive_weakness="yes")}, False),
        ({"red_flag_answers": flagged(saddle_numbness="not_sure")}, False),
        ({"red_flag_answers": flagged(saddle_numbness="yes")}, True),
    ],
)
def test_only_an_emergency_flag_stops(changes, stopped):
    found = family("esi_lumbar", **changes)
    assert ids(found["stops"]) == (["emergency_red_flag"] if stopped else [])
    assert assessed(**changes)["red_flags"]


@pytest.mark.parametrize(
    ("fever", "antibiotics", "stops", "caps"),
    [
        ("yes", None, ["active_infection"], []),
        ("no", True, ["active_infection"], []),
        ("not_sure", None, [], ["fever_not_sure"]),
        ("no", False, [], []),
        (None, None, [], []),
    ],
)
def test_fever_or_antibiotics(fever, antibiotics, stops, caps):
    answers = flagged(fever_chills=fever)
    found = family(
        "genicular_block_rfa",
        pain_sites=[site("knee")],
        red_flag_answers=answers,
        antibiotics_now=antibiotics,
    )
    assert (ids(found["stops"]), ids(found["caps"])) == (stops, caps)


@pytest.mark.parametrize(
    ("changes", "stops"),
    [
        ({"bleeding_disorder": False}, []),
        ({"bleeding_disorder": None}, []),
        ({"pregnancy": "no"}, []),
        ({"pregnancy": None}, []),
        ({"pregnancy": "not_applicable"}, []),
        (allergy("latex"), []),
        (allergy("local_anaesthetic", None), []),
    ],
)
def test_what_is_denied_or_not_asked_does_not_stop_a_stimulator(changes, stops):
    assert ids(family("scs", **(LISTED["scs"] | changes))["stops"]) == stops


def test_an_allergy_to_local_anaesthetic_stops_whatever_it_did():
    for reaction in (None, "fainted at the dentist", "anaphylaxis"):
        changes = allergy("local_anaesthetic", reaction)
        found = family("facet_mbb_rfa_lumbar", **LISTED["facet_mbb_rfa_lumbar"], **changes)
        assert ids(found["stops"]) == ["local_anaesthetic_allergy"]


@pytest.mark.parametrize("id_", sorted(HIGH))
@pytest.mark.parametrize(
    ("changes", "capped"),
    [
        ({"phq9_items": [2, 2, 2, 2, 2, 2, 2, 0, 0]}, False),
        ({"phq9_items": [2, 2, 2, 2, 2, 2, 2, 1, 0]}, True),
        ({"phq9_items": [2, 2, 2, 2, 2, 2, 1, 0, None]}, True),
        ({"phq9_items": [2, 2, 2, 2, 2, 2, 0, 0, None]}, False),
        ({"phq9_items": [3, 3, 3, 3, 3, 3, None, None, None]}, False),
        ({"phq9_items": [3, 3, 3, 3, 0, 0, 0, None, None]}, True),
        ({"phq9_items": None}, False),
        ({"gad7_items": [2] * 7}, False),
        ({"gad7_items": [3] + [2] * 6}, True),
        ({"gad7_items": [3, 3, 3, 3, 1, None, None]}, True),
        ({"gad7_items": [3, 3, 3, 3, 3, 3, None]}, True),
        ({"gad7_items": [3, 3, 3, 3, None, None, None]}, False),
        ({"phq9_items": [1] * 9, "gad7_items": [3] * 7}, True),
    ],
)
def test_fifteen_of_phq9_or_gad7_caps_an_implant(id_, changes, capped):
    found = family(id_, **(LISTED[id_] | changes))
    assert ids(found["caps"]) == (["psych_evaluation_first"] if capped else [])


def test_mood_caps_nothing_but_an_implant():
    for id_ in EVERY - HIGH:
        changes = LISTED[id_] | {"phq9_items": [3] * 8 + [0], "gad7_items": [3] * 7}
        assert family(id_, **changes)["caps"] == [], id_


@pytest.mark.parametrize(
    ("id_", "places", "planned", "in_weeks", "capped"),
    [
        ("joint_injection", ["knee"], "knee_replacement", 13, True),
        ("joint_injection", ["knee"], "knee_replacement", 13.1, False),
        ("joint_injection", ["knee"], "knee_replacement", 0, True),
        ("joint_injection", ["knee"], "knee_replacement", None, True),
        ("joint_injection", ["knee"], "total_knee_arthroplasty", 4, True),
        ("joint_injection", ["knee"], "knee_arthroscopy", 4, False),
        ("joint_injection", ["knee"], "hip_replacement", 4, False),
        ("joint_injection", ["hip"], "hip_replacement", 4, True),
        ("joint_injection", ["knee", "groin"], "hip_replacement", 4, False),
        ("joint_injection", ["shoulder"], "shoulder_replacement", 4, True),
        ("joint_injection", ["shoulder", "knee"], "shoulder_replacement", 4, True),
        ("genicular_block_rfa", ["knee"], "knee_replacement", 13, True),
        ("genicular_block_rfa", ["knee"], "knee_replacement", 13.1, False),
        ("genicular_block_rfa", ["knee", "hip"], "hip_replacement", 4, False),
        ("shoulder_suprascapular_block_rfa", ["shoulder"], "shoulder_replacement", 13, True),
        ("shoulder_suprascapular_block_rfa", ["shoulder"], "shoulder_replacement", 14, False),
        ("shoulder_suprascapular_block_rfa", ["shoulder", "knee"], "knee_replacement", 4, False),
        ("esi_lumbar", ["low_back", "knee", "foot"], "knee_replacement", 4, False),
    ],
)
def test_a_joint_to_be_replaced_within_thirteen_weeks(id_, places, planned, in_weeks, capped):
    sites = [site(place) for place in places]
    surgery = {"type": planned, "in_weeks": in_weeks}
    found = family(id_, pain_sites=sites, planned_surgery=surgery)
    assert ids(found["caps"]) == (["joint_replacement_planned"] if capped else [])


def test_the_groin_stands_for_the_hip_where_a_hip_diagnosis_was_told():
    found = family(
        "joint_injection",
        pain_sites=[site("groin")],
        told_diagnoses=["hip_osteoarthritis"],
        planned_surgery={"type": "hip_replacement", "in_weeks": 4},
    )
    assert ids(found["caps"]) == ["joint_replacement_planned"]


KNEE = {"pain_sites": [site("knee")], "goals": ["walk"]}
WIDESPREAD = {"wpi": 7, "sss": 5, "generalised_regions": 4, "duration_months": 6}


@pytest.mark.parametrize(
    ("changes", "capped"),
    [
        ({}, True),
        ({"wpi": 6}, False),
        ({"sss": 4}, False),
        ({"wpi": 6, "sss": 9}, True),
        ({"wpi": 6, "sss": 8}, False),
        ({"wpi": 4, "sss": 9}, True),
        ({"wpi": 3, "sss": 12}, False),
        ({"generalised_regions": 3}, False),
        ({"duration_months": 2.95}, True),
        ({"duration_months": 2.94}, False),
        ({"wpi": None}, False),
        ({"sss": None}, False),
        ({"generalised_regions": None}, False),
        ({"duration_months": None}, False),
        (dict.fromkeys(WIDESPREAD) | {"told_diagnoses": ["fibromyalgia"]}, False),
    ],
)
def test_widespread_pain_without_a_place_is_not_now(changes, capped):
    found = family("genicular_block_rfa", **(KNEE | WIDESPREAD | changes))
    assert ids(found["caps"]) == (["widespread_pain"] if capped else [])
    assert not capped or found["standing"] == "not_now"


def test_widespread_pain_alone_is_what_holds_the_knee_back():
    plain = KNEE | {"duration_months": 12, "told_diagnoses": []}
    before = family("joint_injection", **plain)
    after = family("joint_injection", **(plain | WIDESPREAD | {"duration_months": 12}))
    assert (before["standing"], after["standing"]) == ("possible", "not_now")
    assert before["score"] == after["score"]


@pytest.mark.parametrize(
    ("id_", "changes", "capped"),
    [
        ("esi_lumbar", {"pain_sites": [site("low_back", "left_calf"), site("knee")]}, False),
        ("joint_injection", {"pain_sites": [site("low_back", "left_calf"), site("knee")]}, True),
        ("joint_injection", KNEE | {"told_diagnoses": ["knee_osteoarthritis"]}, False),
        ("facet_mbb_rfa_lumbar", {"pain_sites": [site("low_back")]}, True),
        (
            "facet_mbb_rfa_lumbar",
            {"pain_sites": [site("low_back")], "told_diagnoses": ["lumbar_facet_arthropathy"]},
            False,
        ),
        ("scs", LISTED["scs"], False),
        ("intrathecal_delivery", LISTED["intrathecal_delivery"], False),
        (
            "intrathecal_delivery",
            {
                "told_diagnoses": [],
                "treatments_tried": tried(("opioids", 2, "stopped_side_effect")),
            },
            True,
        ),
        ("celiac_plexus_neurolysis", LISTED["celiac_plexus_neurolysis"], False),
        (
            "celiac_plexus_neurolysis",
            LISTED["celiac_plexus_neurolysis"] | {"told_diagnoses": ["breast_cancer"]},
            True,
        ),
    ],
)
def test_widespread_pain_spares_only_the_families_of_a_pain_with_a_place(id_, changes, capped):
    found = family(id_, **(WIDESPREAD | changes))
    assert ("widespread_pain" in ids(found["caps"])) == capped


AXIAL = {
    "pain_sites": [site("low_back")],
    "worse_with": ["sitting", "bending_forward"],
    "planned_surgery": {"type": "lumbar_fusion", "in_weeks": 8},
}


@pytest.mark.parametrize(
    ("changes", "considered"),
    [
        ({}, True),
        ({"pain_sites": [site("low_back", "left_thigh_back")]}, True),
        ({"pain_sites": [site("low_back", "left_calf")]}, False),
        ({"pain_sites": [site("low_back"), site("foot")]}, False),
        ({"pain_sites": [{"site": "low_back"}]}, False),
        ({"pain_sites": [site("neck")]}, False),
        ({"worse_with": ["sitting"]}, False),
        ({"worse_with": ["bending_forward"]}, False),
        ({"worse_with": None}, False),
        ({"planned_surgery": {"type": "lumbar_discectomy"}}, True),
        ({"planned_surgery": {"type": "knee_replacement", "in_weeks": 8}}, False),
        ({"planned_surgery": None}, False),
        ({"age": 17}, False),
    ],
)
def test_discography_is_never_a_family_and_only_a_specialist_may_consider_it(changes, considered):
    found = assessed(**(AXIAL | changes))
    assert found["may_consider"] == (["discography"] if considered else [])
    assert "discography" not in [entry["family"] for entry in found["families"]]
