"""Which one answer would change the tier: true when it is tried, and none invented."""

import pytest

from intake.candidacy.what_if import what_would_change
from tests.intake.cases import RULES, assessed, facts, flagged


def changes(**given):
    return what_would_change(facts(**given), RULES)


def test_an_answer_that_was_not_given_is_found_and_does_what_it_says():
    """Everything of a lumbar epidural but what was tried."""
    given = {
        "told_diagnoses": ["lumbar_disc_herniation"],
        "worst_area": "limb",
        "treatments_tried": None,
    }
    before = assessed(**given)
    assert before["tier"] == "possible"
    found = [change for change in changes(**given) if change.path == "treatments_tried"]
    assert [(change.tier, change.family) for change in found] == [
        ("candidate_likely", "esi_lumbar")
    ]
    tried = [{"type": "physical_therapy", "weeks": 12, "effect": "little"}]
    after = assessed(**(given | {"treatments_tried": tried}))
    assert after["tier"] == "candidate_likely"
    assert found[0].score == after["families"][0]["score"]


def test_the_nearest_number_is_named():
    """PEG 7.0 in 4 of 4 weeks: one item lower loses five points."""
    given = {"told_diagnoses": ["sciatica"], "worst_area": "limb", "duration_months": 3}
    before = assessed(**given)
    found = {change.path: change for change in changes(**given)}
    assert before["families"][0]["score"] == 73
    assert found["peg.pain"].instead == "6"
    assert found["peg.pain"].tier == "possible"


def test_a_plain_no_to_a_red_flag_is_not_turned_round_but_a_missing_one_is():
    assert not [c for c in changes() if c.path.startswith("red_flag_answers")]
    answers = flagged(saddle_numbness=None)
    found = [c for c in changes(red_flag_answers=answers) if c.path.endswith("saddle_numbness")]
    assert [(change.instead, change.tier) for change in found] == [("yes", "urgent")]


def test_every_change_named_leads_to_another_tier():
    before = assessed()["tier"]
    assert changes()
    assert all(change.tier != before for change in changes())


def test_a_hold_has_nothing_to_change():
    assert changes(age=17) == []
    assert changes(nrs={"now": 5, "average": 3, "worst": 7, "least": 6}) == []


def test_the_facts_given_stay_as_they_were():
    given = facts()
    what_would_change(given, RULES)
    assert given == facts()


@pytest.mark.parametrize(
    ("given", "path", "tier"),
    [
        ({"phq9_items": [0] * 8 + [1]}, "phq9_items[8]", "candidate_likely"),
        (
            {"weakness_detail": {"weeks": 3, "getting_worse": False}},
            "weakness_detail.weeks",
            "candidate_likely",
        ),
        ({"coronary_stent_months_ago": 3}, "coronary_stent_months_ago", "candidate_likely"),
        ({"antibiotics_now": True}, "antibiotics_now", "candidate_likely"),
        ({"pregnancy": "yes"}, "pregnancy", "candidate_likely"),
        (
            {"allergies": [{"agent": "iodinated_contrast", "reaction": "anaphylaxis"}]},
            "allergies[0]",
            "candidate_likely",
        ),
        (
            {"prior_procedures": [{"type": "esi_lumbar", "months_ago": 8, "relief_percent": 10}]},
            "prior_procedures[0].relief_percent",
            "candidate_likely",
        ),
    ],
)
def test_the_one_answer_that_holds_a_candidate_back_is_found(given, path, tier):
    strong = {"told_diagnoses": ["sciatica"], "worst_area": "limb", "goals": ["walk_farther"]}
    assert assessed(**strong)["tier"] == "candidate_likely"
    assert assessed(**strong | given)["tier"] != "candidate_likely"
    found = {change.path: change.tier for change in changes(**strong | given)}
    assert found[path] == tier
