"""What holds for any valid facts: no exception, sums that add up, missing never no."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.candidacy import assess
from intake.facts_contract import (
    FACTS,
    OPTIONAL_RED_FLAG_ANSWERS,
    RED_FLAG_ANSWERS,
    Reading,
    position,
    read,
)
from tests.intake.cases import RULES, assessed, epidural, facts

VOCABULARIES = RULES.words.vocabularies
ANSWER = st.sampled_from(["yes", "no", "not_sure", None])
SCALE = st.none() | st.integers(0, 10)


def word(vocabulary, *more):
    known = VOCABULARIES[vocabulary]
    return st.sampled_from([*known.get("known", ()), *known.get("parts", ()), *more, "zzz"])


def words(vocabulary, *more):
    return st.none() | st.lists(word(vocabulary, *more), max_size=5)


def record(**keys):
    return st.none() | st.fixed_dictionaries({}, optional=keys)


MONTHS = st.none() | st.floats(0, 400)
SITES = st.lists(
    st.fixed_dictionaries(
        {"site": word("sites")},
        optional={
            "side": st.sampled_from(["left", "right", "both", "middle", None]),
            "radiates_to": words("radiations", "left_leg_below_knee", "right_calf"),
        },
    ),
    max_size=4,
)
EFFECT = st.sampled_from(["little", "some", "short_term", "good", "stopped_side_effect", None])
OPTIONAL = {
    "sex": st.sampled_from(["M", "F", "X", None]),
    "duration_months": MONTHS,
    "nrs": record(now=SCALE, average=SCALE, worst=SCALE, least=SCALE),
    "peg": record(pain=SCALE, enjoyment=SCALE, general_activity=SCALE),
    "neuropathic_descriptors": record(
        **dict.fromkeys(("tingling", "numbness", "electric_shocks"), st.booleans() | st.none())
    ),
    "worse_with": words("worse_with"),
    "better_with": words("better_with"),
    "weakness_detail": record(weeks=MONTHS, getting_worse=st.booleans() | st.none()),
    "told_diagnoses": words("diagnoses", "lumbar_disc_herniation", "sciatica", "lung_cancer"),
    "treatments_tried": st.none()
    | st.lists(
        st.fixed_dictionaries({"type": word("treatments"), "weeks": MONTHS, "effect": EFFECT}),
        max_size=5,
    ),
    "prior_procedures": st.none()
    | st.lists(
        st.fixed_dictionaries(
            {"type": word("procedures", *["esi_lumbar"] * 20), "months_ago": MONTHS},
            optional={
                "relief_percent": st.floats(0, 100),
                "relief_months": MONTHS,
                "relief_hours": MONTHS,
            },
        ),
        max_size=6,
    ),
    "medications": st.none()
    | st.lists(
        st.fixed_dictionaries({"name": word("medicines", "oxycodone", "eliquis")}), max_size=3
    ),
    "anticoagulants_antiplatelets": st.none()
    | st.lists(st.sampled_from(["apixaban", "plavix", "zzz"]), max_size=3),
    "allergies": st.none()
    | st.lists(
        st.fixed_dictionaries(
            {"agent": word("agents")},
            optional={"reaction": st.sampled_from(["mild", "hives", "unknown", "?", None])},
        ),
        max_size=3,
    ),
    "red_flag_answers": record(
        **dict.fromkeys((*RED_FLAG_ANSWERS, *OPTIONAL_RED_FLAG_ANSWERS), ANSWER)
    ),
    "pregnancy": st.sampled_from(["yes", "no", "possible", "not_applicable", None]),
    "coronary_stent_months_ago": MONTHS,
    "antibiotics_now": st.booleans() | st.none(),
    "current_chemotherapy": st.booleans() | st.none(),
    "liver_or_kidney_disease": st.booleans() | st.none(),
    "goals": words("goals"),
    "worst_area": st.sampled_from(["axial", "limb", "equal", None]),
    "insurance": st.none() | word("insurances"),
}
ANY_FACTS = st.fixed_dictionaries(
    {"age": st.integers(0, 110), "pain_sites": SITES}, optional=OPTIONAL
)


@settings(max_examples=400, deadline=None)
@given(ANY_FACTS)
def test_any_valid_facts_give_an_assessment_that_adds_up(given_facts):
    assert read(given_facts).problems == []
    found = assess(given_facts, RULES)
    assert json.dumps(found, allow_nan=False) == json.dumps(assess(given_facts, RULES))
    emergency = any(flag["grade"] == "emergency" for flag in found["red_flags"])
    for family in found["families"]:
        assert sum(line["points"] for line in family["points"]) == family["score"]
        assert 0 <= family["score"] <= 100
        assert not emergency or family["standing"] == "not_now"
    if found["hold"] is None and any(flag["grade"] != "prompt" for flag in found["red_flags"]):
        assert found["tier"] == "urgent"


@settings(max_examples=200, deadline=None)
@given(
    ANY_FACTS,
    st.sampled_from(["medicare", "self_pay", None]),
    st.sampled_from(["M", "F", "X", None]),
)
def test_insurance_and_sex_give_no_points(given_facts, insurance, sex):
    def judged(case):
        found = assess(case, RULES)
        return found["tier"], found["families"], found["red_flags"]

    assert judged(given_facts) == judged(given_facts | {"insurance": insurance, "sex": sex})


@settings(max_examples=200, deadline=None)
@given(ANY_FACTS, st.sampled_from(RED_FLAG_ANSWERS))
def test_an_unanswered_red_flag_is_never_taken_for_no(given_facts, answer):
    answers = dict(given_facts.get("red_flag_answers") or {}) | {answer: None}
    found = assess(given_facts | {"red_flag_answers": answers}, RULES)
    assert f"red_flag_answers.{answer}" in [entry["path"] for entry in found["missing"]]


def test_age_gives_no_points():
    assert epidural(age=18) == epidural(age=99)


def test_the_order_of_keys_changes_nothing():
    backwards = dict(reversed(list(facts(shoe=None).items())))
    backwards.pop("shoe")
    assert json.dumps(assess(backwards, RULES)) == json.dumps(assessed())


def test_what_can_move_the_family_is_missing_in_the_order_of_the_contract():
    nulls = dict.fromkeys(
        ("worst_area", "goals", "told_diagnoses", "worse_with", "treatments_tried")
    )
    pain = [{"site": "low_back", "radiates_to": []}, {"site": "buttock", "radiates_to": ["calf"]}]
    nulls |= {"pain_sites": pain, "neuropathic_descriptors": {"tingling": True}, "peg": {"pain": 7}}
    missing = {e["path"]: e["could_change"] for e in assessed(**nulls)["missing"]}
    of_epidural = [path for path, change in missing.items() if "Lumbar epidural" in change]
    assert of_epidural == [
        "peg.enjoyment",
        "peg.general_activity",
        "neuropathic_descriptors.electric_shocks",
        "neuropathic_descriptors.numbness",
        "told_diagnoses",
        "treatments_tried",
        "goals",
        "worst_area",
    ]
    assert list(missing) == sorted(missing, key=position)


def test_what_could_list_an_unlisted_family_is_missing_too():
    paths = [entry["path"] for entry in assessed(pain_sites=[{"site": "low_back"}])["missing"]]
    assert "pain_sites[0].radiates_to" in paths


def test_every_key_of_the_contract_is_checked():
    for key, check in FACTS.items():
        reading = Reading()
        check(object(), key, reading)
        assert reading.problems, key
