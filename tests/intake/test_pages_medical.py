"""The pages of the medical history: what is asked of whom, and how many pages that is."""

import pytest

from clinic.procedure_kinds import all_kinds
from intake.candidacy import load_rules
from intake.pages import MEDICAL
from intake.pages.allergies import AGENTS
from intake.pages.health import IMPLANTS
from intake.pages.medicines import MEDICINES, NO_NAME
from intake.pages.procedures import KINDS, SURGERIES
from questions.page import applicable
from tests.intake.medical_answers import (
    ALLERGY,
    FULL,
    IMAGING,
    MEDICINE,
    PROCEDURE,
    gate,
    looped,
    single,
)

NO_IMPLANTS = {"implants": ["none"], "pregnancy": "not_applicable"}
NOTHING = gate() | single(had_before=["none"], conditions=["none"]) | {"implants": NO_IMPLANTS}
APART = ("none", "not_sure", "other")


def asked(answers, pages=MEDICAL):
    return [page.key for page in applicable(pages, answers)]


def medicine(name, **changes):
    page = MEDICINE | {"medicine_name": {"words": name, "ticks": []}, "medicine_when_needed": "no"}
    return page | {f"medicine_{key}": value for key, value in changes.items()}


def takes(*pages):
    return gate("yes") | looped("medicine", *pages)


def codes(choices):
    return {choice.code for choice in choices if choice.code not in APART}


def test_who_has_nothing_to_tell_is_asked_four_pages():
    assert asked(NOTHING) == list(NOTHING)


def test_two_medicines_an_allergy_and_a_procedure_are_nine_pages():
    answers = (
        NOTHING
        | takes(medicine("Lisinopril"), medicine("Ibuprofen", when_needed="yes"))
        | gate("yes", "yes")
        | single(had_before=["procedure"])
        | looped("allergy", ALLERGY)
        | looped("procedure", PROCEDURE)
    )
    assert len(asked(answers)) == 9


def test_every_page_is_asked_of_someone_with_everything():
    assert asked(FULL) == [page.key for page in MEDICAL]


def test_no_page_asks_more_than_five_things():
    assert max(len(page.questions) for page in MEDICAL) == 5


@pytest.mark.parametrize("said", ["no", "not_sure"])
def test_without_a_yes_no_medicine_and_no_allergy_is_asked(said):
    assert asked(FULL | NOTHING | gate(said, said)) == list(NOTHING)


def test_the_average_of_the_last_days_is_asked_after_a_medicine_taken_when_needed():
    answers = takes(medicine("Ibuprofen"), medicine("Naproxen", when_needed="yes"))
    assert asked(answers, MEDICINES) == [
        "medicines_and_allergies",
        "medicine-1",
        "medicine-2",
        "medicine_last_days-2",
    ]


@pytest.mark.parametrize("when_needed", ["no", "not_sure"])
def test_who_takes_it_every_day_or_is_not_sure_is_not_asked_for_an_average(when_needed):
    answers = takes(medicine("Naproxen", when_needed=when_needed))
    assert "medicine_last_days-1" not in asked(answers)


@pytest.mark.parametrize(
    ("name", "unit", "is_asked"),
    [
        ("Morphine", "mg", True),
        ("MS Contin", "mg", True),
        ("suboxone film", "mg", True),
        ("Fentanyl", "mcg", True),
        ("Duragesic", "mcg_per_hr", False),
        ("Oxycodone", "mg", False),
        ("Metformin", "mg", False),
        ("", "mg", False),
    ],
)
def test_how_it_is_taken_is_asked_only_where_it_counts(name, unit, is_asked):
    answers = takes(medicine(name, strength={"number": 10, "unit": unit}))
    assert ("medicine_route-1" in asked(answers)) is is_asked


def test_nothing_more_is_asked_of_a_medicine_that_was_removed():
    answers = takes(medicine("Morphine", when_needed="yes"), medicine("Metformin"))
    answers["medicine-1"]["medicine_another"] = "remove"
    assert asked(answers, MEDICINES) == ["medicines_and_allergies", "medicine-1", "medicine-2"]


def test_a_name_or_a_tick_in_its_place_is_enough():
    name = next(page for page in MEDICINES if page.key == "medicine-1").questions[0].widget
    assert [choice.code for choice in NO_NAME] == ["cannot_remember", "brings_bottles"]
    for tick in NO_NAME:
        value = {"words": "", "ticks": [tick.code]}
        assert name.say(value) == str(tick.label)


def test_the_suggestions_are_names_that_the_rules_know_each_once():
    name = next(page for page in MEDICINES if page.key == "medicine-1").questions[0].widget
    words = load_rules().words
    said = name.suggestions
    assert {"Eliquis", "Apixaban", "Percocet", "Gabapentin", "Tylenol 3", "MS Contin"} <= set(said)
    assert len({word.lower() for word in said}) == len(said)
    assert all(words.recognises("medicines", word) for word in said)


def test_what_was_ticked_is_asked_further():
    assert asked(NOTHING | single(had_before=["planned"])) == [
        "medicines_and_allergies",
        "had_before",
        "planned_surgery",
        "conditions",
        "implants",
    ]
    pregnant = {"implants": {"implants": ["none"], "pregnancy": "yes"}}
    found = asked(NOTHING | single(conditions=["diabetes", "coronary_stent"]) | pregnant)
    assert found[found.index("conditions") :] == [
        "conditions",
        "diabetes",
        "coronary_stent",
        "implants",
        "gestation_weeks",
    ]


@pytest.mark.parametrize("said", ["no", "possible", "not_applicable"])
def test_weeks_are_asked_only_of_who_is_pregnant(said):
    answers = {"implants": {"implants": ["none"], "pregnancy": said}}
    assert "gestation_weeks" not in asked(answers)


def test_a_scan_is_asked_for_only_where_one_was_taken():
    assert "imaging-1" not in asked(single(had_before=["surgery"]))
    assert "imaging-2" not in asked(single(had_before=["imaging"]) | looped("imaging", IMAGING))


def test_every_kind_of_procedure_of_the_clinic_can_be_told():
    assert codes(KINDS) == set(all_kinds())


@pytest.mark.parametrize(
    ("choices", "vocabulary"),
    [(SURGERIES, "surgeries"), (AGENTS, "agents"), (IMPLANTS, "implants"), (KINDS, "procedures")],
)
def test_every_choice_is_a_word_that_the_rules_know(choices, vocabulary):
    words = load_rules().words
    assert {code for code in codes(choices) if not words.recognises(vocabulary, code)} <= {"pns"}
