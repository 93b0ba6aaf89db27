"""The `scores` of an assessment, from the facts alone: worked examples and what is null when."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.candidacy.scores import scores

KEYS = (
    "peg nrs_average phq2 phq9 phq9_prorated gad7 gad7_prorated gad2 rmdq gcps_grade audit_c "
    "widespread_pain koos_jr hoos_jr"
).split()
PRORATED = {"phq9_prorated", "gad7_prorated"}
PEG = {"pain": 7, "enjoyment": 8, "general_activity": 7}
WIDESPREAD = {"wpi": 7, "sss": 5, "generalised_regions": 4, "duration_months": 3}
ANSWERED = WIDESPREAD | {
    "peg": PEG,
    "nrs": {"average": 7},
    "phq9_items": [1, 0, 1, 0, 1, 0, 0, 0, 0],
    "gad7_items": [2, 1, 1, 1, 0, 0, 0],
    "audit_c_items": [2, 1, 1],
    "rmdq_items": [1, 2, 24],
    "gcps_items": [3, 1],
    "koos_jr_items": [2] * 7,
    "hoos_jr_items": [2] * 6,
}


def scored(hold=None, **facts):
    return scores(facts, hold)


def of(key, **facts):
    return scored(**facts)[key]


def test_everything_answered_gives_every_score_of_the_contract():
    assert scored(**ANSWERED) == {
        "peg": 7.3,
        "nrs_average": 7,
        "phq2": 1,
        "phq9": 3,
        "phq9_prorated": False,
        "gad7": 5,
        "gad7_prorated": False,
        "gad2": 3,
        "rmdq": 3,
        "gcps_grade": 2,
        "audit_c": 4,
        "widespread_pain": True,
        "koos_jr": 52.465,
        "hoos_jr": 52.965,
    }


def test_counts_are_whole_numbers_also_where_the_facts_say_7_point_0():
    facts = {
        "nrs": {"average": 7.0},
        "phq9_items": [1.0] * 9,
        "gad7_items": [1.0] * 7,
        "rmdq_items": [1.0, 24.0],
        "audit_c_items": [1.0, 1.0, 1.0],
        "gcps_items": [3.0, 2.0],
    }
    whole = {key: value for key, value in scored(**facts).items() if value is not None}
    counted = {key: value for key, value in whole.items() if key not in PRORATED}
    assert counted == {
        "nrs_average": 7, "phq2": 2, "phq9": 9, "gad7": 7, "gad2": 2, "rmdq": 2, "gcps_grade": 3,
        "audit_c": 3,
    }  # fmt: skip
    assert all(isinstance(value, int) for value in counted.values())


@pytest.mark.parametrize("facts", [{}, dict.fromkeys(ANSWERED)])
def test_nothing_answered_is_null_and_never_0(facts):
    expected = {key: False if key in PRORATED else None for key in KEYS}
    assert scored(**facts) == expected


def test_a_minor_is_not_scored_and_an_implausible_form_is():
    unscored = {key: False if key in PRORATED else None for key in KEYS}
    assert scored("needs_review_minor", **ANSWERED) == unscored
    assert scored("needs_review_implausible", **ANSWERED) == scored(**ANSWERED)


def test_the_scores_of_a_minor_are_a_new_object_each_time():
    scored("needs_review_minor")["peg"] = 7
    assert scored("needs_review_minor")["peg"] is None


@pytest.mark.parametrize(
    ("items", "total", "prorated", "two"),
    [
        ([1, 1, 1, 1, 0, 0, 0, 0, None], 5, True, 2),
        ([None, 1, 1, 1, 1, 0, 0, 0, 0], 5, True, None),
        ([1] * 7 + [None] * 2, 9, True, 2),
        ([1] * 6 + [None] * 3, None, False, 2),
        ([None] * 9, None, False, None),
    ],
)
def test_phq9_is_prorated_half_up_with_one_or_two_missing(items, total, prorated, two):
    found = scored(phq9_items=items)
    assert (found["phq9"], found["phq9_prorated"], found["phq2"]) == (total, prorated, two)


@pytest.mark.parametrize(
    ("items", "total", "prorated", "two"),
    [
        ([1, 1, 1, 0, 0, 0, None], 4, True, 2),
        ([None, 1, 1, 1, 1, 1, 1], 7, True, None),
        ([1, 1, 1, 1] + [None] * 3, None, False, 2),
    ],
)
def test_gad7_is_prorated_half_up_with_one_or_two_missing(items, total, prorated, two):
    found = scored(gad7_items=items)
    assert (found["gad7"], found["gad7_prorated"], found["gad2"]) == (total, prorated, two)


@pytest.mark.parametrize(
    ("items", "recorded", "total"),
    [
        ([1, 1, 1], 9, 3),
        ([0, None, None], 9, 0),
        ([0, 4, 4], None, 0),
        ([1, None, 1], 9, 9),
        ([1, None, 1], None, None),
        ([None, None, None], 0, 0),
        (None, 12, 12),
        (None, None, None),
    ],
)
def test_alcohol_items_win_over_a_recorded_total(items, recorded, total):
    history = {"audit_c": recorded}
    assert of("audit_c", audit_c_items=items, substance_history=history) == total


@pytest.mark.parametrize(
    ("ticked", "total"), [([], 0), ([24], 1), (list(range(1, 25)), 24), (None, None)]
)
def test_a_blank_list_handed_in_is_0_and_none_is_null(ticked, total):
    assert of("rmdq", rmdq_items=ticked) == total


@pytest.mark.parametrize(
    ("items", "peg", "grade"),
    [
        ([1, 3], None, 0),
        ([2, 2], None, 3),
        ([2, 1], {"pain": 4, "enjoyment": 4, "general_activity": 4}, 2),
        ([2, 1], {"pain": 4, "enjoyment": 4, "general_activity": 3}, 1),
        ([2, 1], {"pain": 9, "enjoyment": 9}, None),
        ([2, 1], None, None),
        ([None, 3], PEG, None),
        ([3, None], PEG, None),
        (None, PEG, None),
    ],
)
def test_the_pain_grade_takes_the_peg_of_the_same_facts(items, peg, grade):
    assert of("gcps_grade", gcps_items=items, peg=peg) == grade


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({}, True),
        ({"wpi": 6}, False),
        ({"wpi": 4, "sss": 9}, True),
        ({"wpi": 3, "sss": 12}, False),
        ({"sss": 4}, False),
        ({"generalised_regions": 3}, False),
        ({"duration_months": 2.94}, False),
        ({"duration_months": 2.96}, True),  # months are compared at 0.1
        ({"wpi": None}, None),
        ({"sss": None}, None),
        ({"generalised_regions": None}, None),
        ({"duration_months": None}, None),
        ({"wpi": 0, "sss": None}, None),
    ],
)
def test_widespread_pain_needs_all_four_answers(changes, met):
    assert of("widespread_pain", **WIDESPREAD | changes) is met


@pytest.mark.parametrize(
    ("key", "length", "full", "none"), [("koos_jr", 7, 0.0, 100.0), ("hoos_jr", 6, 0.0, 100.0)]
)
def test_joint_scores_need_every_item(key, length, full, none):
    assert of(key, **{f"{key}_items": [0] * length}) == none
    assert of(key, **{f"{key}_items": [4] * length}) == full
    assert of(key, **{f"{key}_items": [0] * (length - 1) + [None]}) is None


def lists(length, high):
    return st.none() | st.lists(
        st.none() | st.integers(0, high), min_size=length, max_size=length
    )  # fmt: skip


SCALE = st.none() | st.integers(0, 10)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "peg": st.fixed_dictionaries(dict.fromkeys(PEG, SCALE)) | st.none(),
        "nrs": st.fixed_dictionaries({"average": SCALE}) | st.none(),
        "phq9_items": lists(9, 3),
        "gad7_items": lists(7, 3),
        "audit_c_items": lists(3, 4),
        "substance_history": st.none() | st.fixed_dictionaries({"audit_c": st.integers(0, 12)}),
        "rmdq_items": st.none() | st.sets(st.integers(1, 24)).map(list),
        "gcps_items": lists(2, 3),
        "wpi": st.none() | st.integers(0, 19),
        "sss": st.none() | st.integers(0, 12),
        "generalised_regions": st.none() | st.integers(0, 5),
        "duration_months": st.none() | st.floats(0, 1000),
        "koos_jr_items": lists(7, 4),
        "hoos_jr_items": lists(6, 4),
    },
)
RANGES = {
    "peg": 10, "nrs_average": 10, "phq2": 6, "phq9": 27, "gad7": 21, "gad2": 6, "rmdq": 24,
    "gcps_grade": 3, "audit_c": 12, "koos_jr": 100, "hoos_jr": 100,
}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_any_facts_give_the_keys_and_ranges_of_the_contract(facts):
    found = scores(facts, None)
    assert list(found) == KEYS
    assert all(found[key] is None or 0 <= found[key] <= high for key, high in RANGES.items())
    assert found["widespread_pain"] in (None, True, False)
    assert all(isinstance(found[key], bool) for key in PRORATED)


@settings(max_examples=100, deadline=None)
@given(FACTS, st.sampled_from(["phq9_items", "gad7_items", "koos_jr_items", "hoos_jr_items"]))
def test_leaving_a_list_out_leaves_its_scores_null_and_the_others_alone(facts, key):
    name = key.removesuffix("_items")
    own = {"phq9": {"phq9", "phq2", "phq9_prorated"}, "gad7": {"gad7", "gad2", "gad7_prorated"}}
    touched = own.get(name, {name})
    with_it, without = scores(facts, None), scores(facts | {key: None}, None)
    assert all(not without[score] for score in touched)
    assert all(with_it[score] == without[score] for score in set(KEYS) - touched)
