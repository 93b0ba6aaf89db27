"""Percent relief, by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.relief import Relief, measured


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


DONE = datetime(2026, 3, 3, 12, tzinfo=UTC)


def readings(*days_and_values, baseline=8):
    return [(DONE + timedelta(days=d), Relief(baseline, value)) for d, value in days_and_values]


@pytest.mark.parametrize(
    ("after", "percent", "months"),
    [
        # Half or better at one week and at six, not at three months: 42 days is 1.4 months.
        (readings((7, 3), (42, 4), (91, 6)), 50, 1.4),
        (readings((7, 3), (91, 2)), 75, 3.0),
        # Slow to come: the run begins where half is reached.
        (readings((7, 6), (42, 3)), 63, 1.4),
        # A later return to half is not the same relief.
        (readings((7, 3), (42, 6), (91, 3)), 63, 0.2),
        (readings((7, 5), (42, 6)), 38, None),
        (readings((7, 9)), -13, None),
    ],
)
def test_what_a_procedure_did_is_the_last_of_its_unbroken_half_or_better(after, percent, months):
    found = measured(DONE, after)
    assert (found.percent, found.months, found.as_of) == (percent, months, after[-1][0])


def test_without_a_baseline_or_a_reading_nothing_was_measured():
    assert measured(DONE, []) is None
    assert measured(DONE, readings((7, 3), baseline=None)) is None
