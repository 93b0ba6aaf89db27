"""What holds of the red flags for any answers: a yes never helps, a missing answer never harms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.candidacy.history import History
from intake.candidacy.rules import GRADES
from intake.facts_contract import OPTIONAL_RED_FLAG_ANSWERS, RED_FLAG_ANSWERS
from intake.red_flags import JUDGES, find, missing
from tests.intake.cases import RULES, facts

FLAGS = (
    "cauda_equina_or_cord spinal_infection fracture cancer_cord_compression progressive_deficit "
    "suicide_risk vascular_or_other overdose_risk pump_withdrawal"
).split()
QUESTIONS = (*RED_FLAG_ANSWERS, *OPTIONAL_RED_FLAG_ANSWERS)
ANSWERS = st.dictionaries(
    st.sampled_from(QUESTIONS), st.sampled_from(["yes", "no", "not_sure", None]), max_size=12
)
OPIOID = {"name": "oxycodone", "dose": 20, "unit": "mg", "times_per_day": 4, "route": "oral"}
REST = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 110),
        "pain_sites": st.none()
        | st.lists(
            st.sampled_from([{"site": site} for site in ("low_back", "neck", "knee", "hand")]),
            max_size=2,
        ),
        "duration_months": st.sampled_from([None, 0.5, 2.9, 3, 40]),
        "weakness_detail": st.none()
        | st.fixed_dictionaries(
            {
                "weeks": st.sampled_from([None, 1, 3, 4, 5, 60]),
                "getting_worse": st.sampled_from([None, True, False]),
            }
        ),
        "told_diagnoses": st.lists(st.sampled_from(["osteoporosis", "lung_cancer"]), max_size=2),
        "current_chemotherapy": st.none() | st.booleans(),
        "phq9_items": st.none()
        | st.sampled_from([None, 0, 1, 2, 3]).map(lambda item: [*[0] * 8, item]),
        "medications": st.none() | st.lists(st.just(OPIOID) | st.just({"name": "xanax"})),
        "opioid_side_effects": st.none() | st.lists(st.sampled_from(["sedation", "nausea"])),
        "audit_c_items": st.none() | st.just([4, 4, 4]),
    },
)


def ranks(rest, answers):
    """The place of each raised flag's grade: 0 is the gravest."""
    found = find({**rest, "red_flag_answers": answers}, RULES)
    return {flag["id"]: GRADES.index(flag["grade"]) for flag in found}


@settings(max_examples=300, deadline=None)
@given(REST, ANSWERS, st.sampled_from(QUESTIONS))
def test_one_more_yes_never_lowers_a_grade(rest, answers, question):
    before, after = ranks(rest, answers), ranks(rest, answers | {question: "yes"})
    assert all(after.get(flag, len(GRADES)) <= rank for flag, rank in before.items())


@settings(max_examples=300, deadline=None)
@given(REST, ANSWERS, st.sampled_from(QUESTIONS))
def test_not_sure_stands_between_no_and_yes(rest, answers, question):
    no, unsure, yes = (
        ranks(rest, answers | {question: said}) for said in ("no", "not_sure", "yes")
    )
    nothing = len(GRADES)
    for flag in FLAGS:
        assert yes.get(flag, nothing) <= unsure.get(flag, nothing) <= no.get(flag, nothing)
        # Never more than one grade below the yes it may be.
        assert unsure.get(flag, nothing) <= yes.get(flag, nothing) + 1


@settings(max_examples=300, deadline=None)
@given(REST, ANSWERS, st.sets(st.sampled_from(QUESTIONS)))
def test_an_unanswered_question_never_raises_a_flag(rest, answers, unanswered):
    denied = ranks(rest, answers | dict.fromkeys(unanswered, "no"))
    assert ranks(rest, answers | dict.fromkeys(unanswered)) == denied
    left = {key: said for key, said in answers.items() if key not in unanswered}
    assert ranks(rest, left) == denied


@settings(max_examples=200, deadline=None)
@given(REST)
def test_unknown_medicines_and_scores_never_raise_a_flag(rest):
    unknown = dict.fromkeys(
        ("phq9_items", "medications", "opioid_side_effects", "audit_c_items"), None
    )
    nothing = {"phq9_items": [0] * 9, "medications": [], "opioid_side_effects": []}
    assert ranks(rest | unknown, {}) == ranks(rest | nothing | {"audit_c_items": [0, 0, 0]}, {})


@settings(max_examples=300, deadline=None)
@given(REST, ANSWERS)
def test_flags_stand_by_grade_and_then_in_the_order_of_the_contract(rest, answers):
    found = find({**rest, "red_flag_answers": answers}, RULES)
    places = [(GRADES.index(flag["grade"]), FLAGS.index(flag["id"])) for flag in found]
    assert places == sorted(set(places))
    assert found == find({**rest, "red_flag_answers": dict(reversed(answers.items()))}, RULES)


@settings(max_examples=300, deadline=None)
@given(REST, ANSWERS)
def test_every_raised_flag_shows_what_was_answered(rest, answers):
    for flag in find({**rest, "red_flag_answers": answers}, RULES):
        assert flag["because"].endswith(".")
        assert flag["answers"]


def test_the_flags_are_those_of_the_contract_in_its_order():
    assert [flag.id for flag in RULES.flags] == FLAGS
    assert list(JUDGES) == FLAGS


def test_every_question_names_the_flags_it_can_raise():
    assert set(RULES.flag_answers) == set(QUESTIONS)
    for flag in RULES.flags:
        asked = {key for key, entry in RULES.flag_answers.items() if flag.id in entry["flags"]}
        assert set(flag.limits["answers"]) <= asked


# What is missing


def unknown(**changes):
    history = History(facts(**{"phq9_items": [0] * 9} | changes), RULES.words, RULES.opioids)
    found = {}
    for path, change in missing(history, RULES):
        found.setdefault(path, []).append(change)
    return found


def test_nothing_is_missing_where_all_is_answered():
    assert unknown() == {}


@pytest.mark.parametrize("answer", RED_FLAG_ANSWERS)
def test_an_unanswered_question_is_missing_with_its_flags(answer):
    flags = [f"red flag {flag}" for flag in RULES.flag_answers[answer]["flags"]]
    answers = dict.fromkeys(RED_FLAG_ANSWERS, "no") | {answer: None}
    assert unknown(red_flag_answers=answers) == {f"red_flag_answers.{answer}": flags}


def test_optional_questions_not_asked_are_not_missing():
    assert list(unknown(red_flag_answers=None)) == [
        f"red_flag_answers.{answer}" for answer in RED_FLAG_ANSWERS
    ]


@pytest.mark.parametrize(
    ("items", "path"), [(None, "phq9_items"), ([0] * 8 + [None], "phq9_items[8]")]
)
def test_an_unanswered_item_9_is_not_screened(items, path):
    assert unknown(phq9_items=items) == {path: ["suicide_risk not screened"]}


@pytest.mark.parametrize("fact", ["duration_months", "weakness_detail", "told_diagnoses"])
def test_a_fact_that_bears_on_a_fracture_is_missing(fact):
    assert "red flag fracture" in unknown(**{fact: None})[fact]


def test_medicines_not_known_may_hide_an_overdose_risk():
    assert unknown(medications=None) == {"medications": ["red flag overdose_risk"]}


def test_side_effects_are_missing_only_where_an_opioid_is_taken():
    assert unknown(medications=[OPIOID])["opioid_side_effects"] == ["red flag overdose_risk"]
    assert unknown(medications=[OPIOID], opioid_side_effects=[], audit_c_items=[0, 0, 0]) == {}
    assert unknown(medications=[{"name": "alprazolam"}]) == {}


@pytest.mark.parametrize(("per_day", "asked"), [(3, True), (2.9, False)])
def test_the_alcohol_screen_is_missing_only_on_a_high_dose(per_day, asked):
    medications = [OPIOID | {"times_per_day": per_day}]
    assert ("audit_c_items" in unknown(medications=medications)) is asked
