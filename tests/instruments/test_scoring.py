"""Scores by their published rules; a missing item is never 0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.library import load
from instruments.scoring import score

SCALE = st.integers(0, 10)


@pytest.mark.parametrize(
    ("items", "total", "band"),
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
def test_peg_is_the_mean_of_three_to_one_decimal(items, total, band):
    found = score(
        load("peg"), dict(zip(("pain", "enjoyment", "general_activity"), items, strict=True))
    )
    assert (found.total, found.band) == (total, band)


@pytest.mark.parametrize(
    "answers", [{}, {"pain": 7}, {"pain": 7, "enjoyment": 8, "general_activity": None}]
)
def test_peg_without_all_three_items_has_no_total(answers):
    found = score(load("peg"), answers)
    assert found.total is None
    assert "general_activity" in found.missing


@given(SCALE, SCALE, SCALE)
def test_peg_stays_in_range_and_never_falls_when_an_item_rises(pain, enjoyment, activity):
    answers = {"pain": pain, "enjoyment": enjoyment, "general_activity": activity}
    before = score(load("peg"), answers).total
    after = score(load("peg"), answers | {"pain": min(pain + 1, 10)}).total
    assert 0 <= before <= after <= 10


def test_four_scales_stand_alone_without_a_total():
    assert score(load("nrs"), {"now": 5, "average": 4, "worst": 8, "least": 2}).total is None


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (1, "responder"),
        (2, "responder"),
        (3, "minimal"),
        (4, "unchanged"),
        (5, "worse"),
        (7, "worse"),
    ],
)
def test_impression_of_change_counts_much_improved_as_a_responder(value, band):
    assert score(load("pgic"), {"change": value}).band == band


@pytest.mark.parametrize(
    "answers", [{"pain": 11}, {"pain": -1}, {"pain": True}, {"pain": 6.5}, {"sleep": 3}]
)
def test_a_value_or_item_that_is_not_its_own_is_refused(answers):
    with pytest.raises(ValueError, match="must be a whole number|has no item"):
        score(load("peg"), answers)
