"""Percent relief, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.relief import Relief


@pytest.mark.parametrize(
    ("baseline", "value", "percent"),
    [
        (7, 3, 57), (7, 2, 71), (6, 2, 67), (8, 4, 50), (7, 7, 0), (4, 0, 100),
        (8, 3, 63), (5, 7, -40), (8, 9, -13), (0, 3, None), (None, 3, None),
    ],
)  # fmt: skip
def test_percent_of_the_baseline_on_the_same_scale(baseline, value, percent):
    assert Relief(baseline, value).percent == percent


@pytest.mark.parametrize(("baseline", "is_low"), [(2, True), (3, False), (None, False)])
def test_a_baseline_under_three_is_marked(baseline, is_low):
    assert Relief(baseline, 1).is_low_baseline is is_low


@pytest.mark.parametrize(("said", "disagree"), [(57, False), (86, False), (87, True), (27, True)])
def test_reports_disagree_from_thirty_apart(said, disagree):
    assert Relief(7, 3, said).reports_disagree is disagree


def test_without_the_patients_own_percent_nothing_disagrees():
    assert not Relief(7, 3).reports_disagree
    assert not Relief(0, 3, 50).reports_disagree


def test_worse_is_said_in_points():
    assert Relief(5, 7).points_worse == 2
    assert Relief(7, 5).points_worse == 0


@given(st.integers(1, 10), st.integers(0, 10), st.integers(0, 10))
def test_less_pain_is_never_less_relief(baseline, one, other):
    low, high = sorted((one, other))
    assert Relief(baseline, low).percent >= Relief(baseline, high).percent
