"""What facts may be: each kind of mistake is named by its path, open words are kept."""

import math

import pytest

from intake.candidacy import FactsInvalid, assess
from intake.facts_contract import FACTS, read
from tests.intake.cases import RULES, assessed, facts


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"age": None}, "age: is required"),
        ({"age": 5.5}, "age: must be a whole number from 0 to 130"),
        ({"age": True}, "age: must be a whole number from 0 to 130"),
        ({"age": "58"}, "age: must be a whole number from 0 to 130"),
        ({"age": 10**400}, "age: must be a whole number from 0 to 130"),
        ({"age": 131}, "age: must be a whole number from 0 to 130"),
        ({"pain_sites": None}, "pain_sites: is required"),
        ({"pain_sites": {}}, "pain_sites: must be a list"),
        ({"pain_sites": ["low_back"]}, "pain_sites[0]: must be an object"),
        ({"pain_sites": [{"side": "left"}]}, "pain_sites[0].site: is required"),
        (
            {"pain_sites": [{"site": "knee", "side": "up"}]},
            "pain_sites[0].side: must be one of left, right, both, middle",
        ),
        ({"sex": "f"}, "sex: must be one of M, F, X"),
        ({"duration_months": -1}, "duration_months: must be a number from 0 to 2000"),
        ({"duration_months": math.nan}, "duration_months: must be a number from 0 to 2000"),
        ({"duration_months": math.inf}, "duration_months: must be a number from 0 to 2000"),
        ({"nrs": {"now": 11}}, "nrs.now: must be a whole number from 0 to 10"),
        ({"nrs": {"later": 1}}, "nrs.later: is not a key of the facts"),
        ({"peg": [7, 8, 7]}, "peg: must be an object"),
        ({"phq9_items": [0] * 8}, "phq9_items: must have 9 entries, not 8"),
        ({"phq9_items": [0] * 8 + [4]}, "phq9_items[8]: must be a whole number from 0 to 3"),
        ({"rmdq_items": [3, 3]}, "rmdq_items: names an entry twice"),
        (
            {"limb_signs": ["warmth"]},
            "limb_signs[0]: must be one of colour_change, temperature_difference, "
            "swelling, sweating",
        ),
        (
            {"red_flag_answers": {"fever_chills": True}},
            "red_flag_answers.fever_chills: must be one of yes, no, not_sure",
        ),
        (
            {"treatments_tried": [{"type": "nsaid", "effect": "great"}]},
            "treatments_tried[0].effect: must be one of little, some, short_term, good, "
            "stopped_side_effect",
        ),
        (
            {"external_scores": [{"instrument": "odi", "date": "May"}]},
            "external_scores[0].date: must be a date such as 2026-02-10",
        ),
        ({"goals": [""]}, "goals[0]: must be text of 1 to 500 characters"),
        ({"current_chemotherapy": "no"}, "current_chemotherapy: must be true or false"),
        ({"sources": {"nrs": "nurse"}}, "sources.nrs: must be one of patient, record, clinician"),
        ({"shoe_size": 9}, "shoe_size: is not a key of the facts"),
    ],
)
def test_a_mistake_is_named_by_its_path(changes, problem):
    with pytest.raises(FactsInvalid) as refused:
        assess(facts(**changes), RULES)
    assert refused.value.problems == [problem]


def test_every_mistake_is_named_at_once():
    assert len(read({"age": -1, "sex": "q", "hat": 1}).problems) == 4


@pytest.mark.parametrize("value", [None, [], "facts", 3])
def test_facts_that_are_no_object_are_refused(value):
    assert read(value).problems == ["facts: must be an object"]


@pytest.mark.parametrize("key", [key for key in FACTS if key not in ("age", "pain_sites")])
def test_null_and_absent_are_both_not_answered(key):
    absent = facts()
    absent.pop(key, None)
    assert assess(absent, RULES) == assess(facts(**{key: None}), RULES)


def test_seven_point_nought_is_a_whole_number():
    assert (
        assessed(age=50.0, peg={"pain": 7.0, "enjoyment": 7, "general_activity": 7}) == assessed()
    )


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"goals": ["fly"]}, ["goals[0]: fly"]),
        ({"goals": ["walk_the_dog"]}, []),
        (
            {"medications": [{"name": "lisinopril"}, {"name": "fooazole"}]},
            ["medications[1].name: fooazole"],
        ),
        (
            {"told_diagnoses": ["metastatic_bone_cancer", "dragon_pox"]},
            ["told_diagnoses[1]: dragon_pox"],
        ),
        ({"insurance": "barter"}, ["insurance: barter"]),
        (
            {"anticoagulants_antiplatelets": ["Eliquis", "newthinner"]},
            ["anticoagulants_antiplatelets[1]: newthinner"],
        ),
        (
            {"pain_sites": [{"site": "tailbone", "side": "middle", "radiates_to": ["the_moon"]}]},
            ["pain_sites[0].site: tailbone", "pain_sites[0].radiates_to[0]: the_moon"],
        ),
    ],
)
def test_an_unknown_word_in_an_open_list_is_kept_and_shown(changes, shown):
    assert assessed(**changes)["unrecognised"] == shown
