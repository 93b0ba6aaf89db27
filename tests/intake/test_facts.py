"""From answers to facts: what was said, in the units of the contract; what was not is absent."""

import pytest

from intake import facts, facts_contract
from intake.pages import PAGES
from questions.instrument import Rating
from questions.widgets import ManyOf, Sites, Treatments
from tests.intake.life_answers import FULL_FACTS as LIFE
from tests.intake.medical_answers import FULL_FACTS as MEDICAL
from tests.intake.medical_answers import ON, single
from tests.intake.test_pages import ANSWERS


def of(**answers):
    """The facts of these questions, of a patient of 46."""
    return facts.build(single(**answers), age=46)


def place(site, side="left"):
    return {"site": site, "side": side}


def test_a_whole_form_becomes_these_facts():
    assert facts.build(ANSWERS, age=46, sex="F", on=ON) == MEDICAL | LIFE | {
        "age": 46,
        "sex": "F",
        "duration_months": 5,
        "nrs": {"now": 6, "average": 7, "worst": 9, "least": 4},
        "peg": {"pain": 7, "enjoyment": 8, "general_activity": 7},
        "neuropathic_descriptors": {
            "burning": False,
            "electric_shocks": True,
            "tingling": True,
            "numbness": False,
            "light_touch_hurts": False,
            "cold_hurts": False,
        },
        "worse_with": ["sitting"],
        "better_with": ["lying_down"],
        "pain_points": ["one_finger_buttock"],
        "treatments_tried": [{"type": "physical_therapy", "weeks": 8, "effect": "little"}],
        "anticoagulants_antiplatelets": ["apixaban"],
        "goals": ["walk_farther"],
        "worst_area": "limb",
    }


def test_no_answer_gives_only_the_age():
    assert facts.build({}, age=46) == {"age": 46}


@pytest.mark.parametrize("count", range(1, len(PAGES) + 1))
def test_a_draft_at_any_page_gives_valid_facts(count):
    keys = [page.key for page in PAGES][:count]
    draft = facts.build({key: ANSWERS[key] for key in keys}, age=46)
    assert facts_contract.read(draft).problems == []


def _stored(widget, code):
    """What the widget keeps of that one choice."""
    match widget:
        case Sites():
            return [place(code)]
        case Treatments():
            return [{"type": code, "weeks": None, "effect": None}]
        case ManyOf():
            return [code]
        case Rating():
            return int(code)
    return code


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_choice_of_the_form_is_a_word_of_the_contract(page):
    for question in page.questions:
        for choice in getattr(question.widget, "choices", ()):
            value = _stored(question.widget, choice.code)
            answers = ANSWERS | {page.key: ANSWERS[page.key] | {question.key: value}}
            found = facts.build(answers, age=46)
            assert facts_contract.read(found).problems == []


@pytest.mark.parametrize(
    ("number", "unit", "months"),
    [(3, "weeks", 0.7), (1, "weeks", 0.2), (6, "months", 6), (2, "years", 24), (1.5, "years", 18)],
)
def test_duration_is_in_months_to_one_decimal(number, unit, months):
    assert of(duration={"number": number, "unit": unit})["duration_months"] == months


def test_duration_not_sure_is_absent():
    assert "duration_months" not in of(duration={"number": None, "unit": "not_sure"})


def test_leg_words_join_leg_places_and_arm_words_arm_places():
    found = of(
        where=[place("low_back"), place("knee"), place("shoulder"), place("thigh")],
        spread=["left_foot"],
        spread_arms=["left_hand"],
    )
    assert [(site["site"], site.get("radiates_to")) for site in found["pain_sites"]] == [
        ("low_back", ["left_foot"]),
        ("knee", None),
        ("shoulder", ["left_hand"]),
        ("thigh", ["left_foot"]),
    ]


@pytest.mark.parametrize(
    ("spread", "radiates_to"),
    [
        (None, None),
        (["not_sure"], None),
        (["none"], []),
        (["left_foot", "not_sure"], ["left_foot"]),
    ],
)
def test_where_it_goes_is_absent_when_not_known_and_empty_when_nowhere(spread, radiates_to):
    answers = {"where": [place("low_back")]} | ({"spread": spread} if spread else {})
    assert of(**answers)["pain_sites"][0].get("radiates_to") == radiates_to


def test_an_answer_to_a_page_that_no_longer_applies_is_no_fact():
    found = of(where=[place("knee")], spread=["left_foot"], worst_area="limb")
    assert found == {"age": 46, "pain_sites": [place("knee")]}


@pytest.mark.parametrize(
    ("page", "fact"),
    [
        ("worse_with", "worse_with"),
        ("better_with", "better_with"),
        ("blood_thinners", "anticoagulants_antiplatelets"),
    ],
)
def test_none_is_an_empty_list_and_not_sure_is_absent(page, fact):
    assert of(**{page: ["none"]})[fact] == []
    assert fact not in of(**{page: ["not_sure"]})


def test_a_blood_thinner_without_a_name_is_kept():
    found = of(blood_thinners=["other_blood_thinner"])
    assert found["anticoagulants_antiplatelets"] == ["other_blood_thinner"]


def test_no_goal_ticked_is_not_an_answer():
    assert "goals" not in of(goals=[])


def test_treatments_none_is_an_empty_list():
    assert of(treatments=[])["treatments_tried"] == []


@pytest.mark.parametrize(
    ("ticks", "found"),
    [
        (["none"], dict.fromkeys(facts_contract.DESCRIPTORS, False)),
        (["burning", "not_sure"], {"burning": True}),
        (["not_sure"], None),
    ],
)
def test_not_sure_speaks_for_the_words_that_are_not_ticked(ticks, found):
    assert of(descriptors=ticks).get("neuropathic_descriptors") == found


def test_not_sure_about_a_warning_sign_is_kept():
    assert of(fever_chills="not_sure")["red_flag_answers"] == {"fever_chills": "not_sure"}


def test_not_sure_which_hurts_more_is_absent():
    where = [place("low_back"), place("knee")]
    assert "worst_area" not in of(where=where, worst_area="not_sure")
