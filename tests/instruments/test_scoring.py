"""Scores by their published rules; worked examples, and every boundary from both sides."""

import pytest

from instruments.library import load, read
from instruments.scoring import band, is_positive, score, ticks


def of(name, *values):
    """The score of the values in the order the items are asked."""
    instrument = load(name)
    return score(instrument, dict(zip(instrument.keys, values, strict=True)))


@pytest.mark.parametrize(
    ("items", "total", "name"),
    [
        ((7, 8, 7), 7.3, "severe"),
        ((7, 7, 7), 7.0, "severe"),
        ((7, 7, 6), 6.7, "moderate"),
        ((4, 4, 4), 4.0, "moderate"),
        ((4, 4, 3), 3.7, "mild"),
        ((0, 0, 0), 0.0, "mild"),
        ((10, 10, 10), 10.0, "severe"),
        ((1, 0, 0), 0.3, "mild"),
        ((2, 0, 0), 0.7, "mild"),
    ],
)
def test_peg_is_the_mean_of_three_to_one_decimal(items, total, name):
    found = of("peg", *items)
    assert (found.total, found.band) == (total, name)


@pytest.mark.parametrize(
    "answers", [{}, {"pain": 7}, {"pain": 7, "enjoyment": 8, "general_activity": None}]
)
def test_peg_without_all_three_items_has_no_total(answers):
    found = score(load("peg"), answers)
    assert found.total is None
    assert "general_activity" in found.missing


def test_four_scales_stand_alone_without_a_total():
    assert of("nrs", 5, 4, 8, 2).total is None


@pytest.mark.parametrize(
    ("name", "total", "called"),
    [
        ("nrs", 0, "none"), ("nrs", 1, "mild"), ("nrs", 3, "mild"), ("nrs", 4, "moderate"),
        ("nrs", 6, "moderate"), ("nrs", 7, "severe"), ("nrs", 10, "severe"),
        ("phq9", 0, "none-minimal"), ("phq9", 4, "none-minimal"), ("phq9", 5, "mild"),
        ("phq9", 9, "mild"), ("phq9", 10, "moderate"), ("phq9", 14, "moderate"),
        ("phq9", 15, "moderately severe"), ("phq9", 19, "moderately severe"),
        ("phq9", 20, "severe"), ("phq9", 27, "severe"),
        ("gad7", 4, "minimal"), ("gad7", 5, "mild"), ("gad7", 9, "mild"), ("gad7", 10, "moderate"),
        ("gad7", 14, "moderate"), ("gad7", 15, "severe"),
        ("phq4", 2, "normal"), ("phq4", 3, "mild"), ("phq4", 5, "mild"), ("phq4", 6, "moderate"),
        ("phq4", 8, "moderate"), ("phq4", 9, "severe"),
        ("rmdq", 8, "low"), ("rmdq", 9, "moderate"), ("rmdq", 16, "moderate"), ("rmdq", 17, "high"),
        ("pgic", 1, "responder"), ("pgic", 2, "responder"), ("pgic", 3, "minimal"),
        ("pgic", 4, "unchanged"), ("pgic", 5, "worse"), ("pgic", 7, "worse"),
        ("neuropathic_words", 1, "fewer than two neuropathic features"),
        ("neuropathic_words", 2, "some neuropathic features"),
        ("neuropathic_words", 3, "neuropathic features reported"),
        ("gcps_r", 0, "no chronic pain"), ("gcps_r", 1, "mild chronic pain"),
        ("gcps_r", 2, "bothersome chronic pain"), ("gcps_r", 3, "high-impact chronic pain"),
    ],
)  # fmt: skip
def test_each_band_begins_at_its_number_and_not_before(name, total, called):
    assert band(load(name), total) == called


@pytest.mark.parametrize(
    ("items", "total", "prorated"),
    [
        ((0,) * 9, 0, False),
        ((3,) * 9, 27, False),
        ((1, 2, 3, 0, 1, 2, 3, 0, 1), 13, False),
        # one missing: x 9/8, two: x 9/7, half up
        ((1, 1, 1, 1, 0, 0, 0, 0, None), 5, True),  # 4.5
        ((1, 1, 1, 0, 0, 0, 0, 0, None), 3, True),  # 3.375
        ((1, 1, 1, 1, 1, 0, 0, None, None), 6, True),  # 6.43
        ((1, 1, 1, 1, 1, 1, 1, None, None), 9, True),
        ((3, 3, 3, 3, 3, 3, 3, None, None), 27, True),
        ((3, 3, 3, 3, 3, 3, None, None, None), None, False),
        ((None,) * 9, None, False),
    ],
)
def test_phq9_is_the_sum_and_is_prorated_with_one_or_two_missing(items, total, prorated):
    found = of("phq9", *items)
    assert (found.total, found.prorated) == (total, prorated)


@pytest.mark.parametrize(
    ("items", "total", "prorated"),
    [
        ((3,) * 7, 21, False),
        ((1, 0, 2, 1, 0, 0, 0), 4, False),
        ((1, 1, 1, 0, 0, 0, None), 4, True),  # 3.5
        ((1, 1, 0, 0, 0, 0, None), 2, True),  # 2.33
        ((1, 1, 1, 1, 1, None, None), 7, True),
        ((1, 1, 1, 1, None, None, None), None, False),
    ],
)
def test_gad7_is_the_sum_and_is_prorated_with_one_or_two_missing(items, total, prorated):
    found = of("gad7", *items)
    assert (found.total, found.prorated) == (total, prorated)


@pytest.mark.parametrize("total_stands", [True, False])
def test_item_9_left_out_is_never_screened_whatever_the_total(total_stands):
    left_out = (0,) * 8 if total_stands else (None,) * 8
    found = of("phq9", *left_out, None)
    assert (found.total is not None) == total_stands
    assert found.unscreened == ("suicide_risk",)
    assert "self_harm" in found.missing


def test_item_9_answered_is_screened_even_where_others_are_left_out():
    assert of("phq9", *(None,) * 8, 0).unscreened == ()


def test_the_difficulty_question_is_asked_but_never_scored():
    phq9 = load("phq9")
    answers = dict.fromkeys(phq9.keys, 0)
    assert score(phq9, answers | {"difficulty": 3}).total == 0
    assert "difficulty" not in score(phq9, {}).missing


@pytest.mark.parametrize(
    ("pair", "total"), [((0, 0), 0), ((1, 2), 3), ((3, 3), 6), ((3, None), None), ((None, 0), None)]
)
def test_the_two_item_forms_allow_none_missing(pair, total):
    assert of("phq9", *pair, *(0,) * 7).subscales["phq2"].total == total
    assert of("gad7", *pair, *(0,) * 5).subscales["gad2"].total == total


def test_phq4_is_both_two_item_forms_and_allows_none_missing():
    found = of("phq4", 1, 2, 3, 0)
    assert found.total == 6
    assert (found.subscales["gad2"].total, found.subscales["phq2"].total) == (3, 3)
    assert of("phq4", 1, 2, 3, None).total is None


@pytest.mark.parametrize(
    ("name", "low", "sex"),
    [
        ("phq9", 10, None),
        ("gad7", 10, "F"),
        ("audit_c", 4, "M"),
        ("audit_c", 3, "F"),
        ("audit_c", 3, "X"),
        ("audit_c", 3, None),
        ("drug_use", 1, None),
    ],
)
def test_a_screen_is_positive_from_its_cut_off_on(name, low, sex):
    assert is_positive(load(name), low, sex) is True
    assert is_positive(load(name), low - 1, sex) is False
    assert is_positive(load(name), None, sex) is None


@pytest.mark.parametrize(("name", "key"), [("phq9", "phq2"), ("gad7", "gad2")])
def test_a_two_item_form_is_positive_from_three_on(name, key):
    form = next(part for part in load(name).subscales if part.key == key)
    assert (is_positive(form, 2), is_positive(form, 3)) == (False, True)


def test_an_instrument_without_a_cut_off_is_neither_positive_nor_negative():
    assert is_positive(load("peg"), 10) is None


@pytest.mark.parametrize(
    ("items", "total"),
    [
        ((0, None, None), 0),
        ((0, 4, 4), 0),
        ((1, 0, 0), 1),
        ((4, 4, 4), 12),
        ((2, 1, 1), 4),
        ((1, None, 0), None),
        ((None, 0, 0), None),
    ],
)
def test_never_drinking_answers_the_rest_of_audit_c_with_0(items, total):
    assert of("audit_c", *items).total == total


@pytest.mark.parametrize(
    ("items", "total"),
    [((0,), 0), ((1,), 1), ((10_000,), 10_000), ((None,), None)],
)
def test_the_drug_question_counts_times(items, total):
    assert of("drug_use", *items).total == total


@pytest.mark.parametrize(
    ("ticked", "total"), [((), 0), ((1,), 1), ((24,), 1), (range(1, 25), 24), ((3, 5, 9, 20), 4)]
)
def test_roland_morris_counts_ticks(ticked, total):
    assert score(load("rmdq"), ticks(load("rmdq"), ticked)).total == total


def test_a_tick_list_that_was_not_handed_in_has_no_score():
    assert score(load("rmdq"), {}).total is None
    assert score(load("rmdq"), {"1": 1}).total is None


def test_nerve_pain_words_are_counted_and_may_be_true_or_false():
    assert of("neuropathic_words", True, False, True, False, True, False).total == 3


# Lyman 2016: the first, the last, and some between.
@pytest.mark.parametrize(
    ("name", "items", "total"),
    [
        ("koos_jr", (0,) * 7, 100),
        ("koos_jr", (1, 0, 0, 0, 0, 0, 0), 91.975),
        ("koos_jr", (0, 0, 0, 0, 0, 0, 2), 84.6),
        ("koos_jr", (2,) * 7, 52.465),
        ("koos_jr", (4, 4, 4, 4, 4, 4, 3), 8.291),
        ("koos_jr", (4,) * 7, 0),
        ("koos_jr", (4, 4, 4, 4, 4, 4, None), None),
        ("hoos_jr", (0,) * 6, 100),
        ("hoos_jr", (0, 0, 0, 0, 0, 1), 92.34),
        ("hoos_jr", (2,) * 6, 52.965),
        ("hoos_jr", (4, 4, 4, 4, 4, 3), 8.104),
        ("hoos_jr", (4,) * 6, 0),
        ("hoos_jr", (None, 0, 0, 0, 0, 0), None),
    ],
)
def test_joint_scores_are_read_from_their_table(name, items, total):
    assert of(name, *items).total == total


@pytest.mark.parametrize(
    "answers", [{"pain": 11}, {"pain": -1}, {"pain": True}, {"pain": 6.5}, {"sleep": 3}]
)
def test_a_value_or_item_that_is_not_its_own_is_refused(answers):
    with pytest.raises(ValueError, match="must be a whole number|has no item"):
        score(load("peg"), answers)


NEW = """
name = "sleepiness"
version = 1
title = "Sleepiness"
recall = "past week"
source = "Made up for this test"
licence = "none"
method = "{method}"
totals = {totals}
{more}
low = 0
high = 2

[missing]
note = "All are needed."

[languages.en]
status = "own"
source = "ours"
choices = ["No", "Some", "Much"]

[[items]]
key = "reading"
wording.en.text = "Sleepy when reading"
[[items]]
key = "driving"
wording.en.text = "Sleepy when driving"

[[bands]]
low = 0
name = "awake"
[[bands]]
low = 2
name = "sleepy"
"""


@pytest.mark.parametrize(
    ("method", "totals", "more", "total", "called"),
    [
        ("sum", "[0, 4]", "", 3, "sleepy"),
        ("mean", "[0, 2]", "decimals = 1", 1.5, "awake"),
        ("table", "[0, 10]", "table = [0, 1.5, 4, 6.5, 10]", 6.5, "sleepy"),
    ],
)
def test_a_new_instrument_of_a_common_method_is_one_data_file(
    tmp_path, method, totals, more, total, called
):
    path = tmp_path / "sleepiness-v1.toml"
    path.write_text(NEW.format(method=method, totals=totals, more=more))
    found = score(read(path), {"reading": 1, "driving": 2})
    assert (found.total, found.band) == (total, called)
    assert score(read(path), {"reading": 1}).total is None
