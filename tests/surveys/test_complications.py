"""Grades of the safety list, each boundary from both sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import complications as c

DAY_3 = 73.0


def grades(ticked, hours=DAY_3, is_unsure=False, **headache):
    found = c.judge(ticked, is_unsure=is_unsure, hours_since=hours, headache=headache)
    return {finding.kind: finding.grade for finding in found}


@pytest.mark.parametrize(
    ("ticked", "hours", "expected"),
    [
        ({c.FEVER}, DAY_3, {c.FEVER: "urgent"}),
        ({c.FEVER, c.BACK_PAIN}, DAY_3, {c.FEVER: "emergency", c.BACK_PAIN: "emergency"}),
        ({c.FEVER, c.WEAKNESS}, DAY_3, {c.FEVER: "emergency", c.WEAKNESS: "emergency"}),
        ({c.FEVER, c.HEADACHE}, DAY_3, {c.FEVER: "urgent", c.HEADACHE: "emergency"}),
        ({c.SADDLE}, DAY_3, {c.SADDLE: "emergency"}),
        ({c.SADDLE}, 1, {c.SADDLE: "emergency"}),
        ({c.WEAKNESS}, 11.9, {c.WEAKNESS: "info"}),
        ({c.WEAKNESS}, 12, {c.WEAKNESS: "urgent"}),
        ({c.WEAKNESS}, 24, {c.WEAKNESS: "urgent"}),
        ({c.WEAKNESS}, 24.1, {c.WEAKNESS: "emergency"}),
        ({c.BACK_PAIN}, 71.9, {c.BACK_PAIN: "emergency"}),
        ({c.BACK_PAIN}, 72, {c.BACK_PAIN: "urgent"}),
        ({c.BACK_PAIN, c.SADDLE}, DAY_3, {c.BACK_PAIN: "emergency", c.SADDLE: "emergency"}),
        ({c.HEADACHE}, DAY_3, {c.HEADACHE: "prompt"}),
        ({c.SOMETHING_ELSE}, DAY_3, {c.SOMETHING_ELSE: "prompt"}),
        (set(), DAY_3, {}),
    ],
)
def test_a_tick_has_its_grade(ticked, hours, expected):
    assert grades(ticked, hours) == expected


@pytest.mark.parametrize(
    ("with_it", "grade"),
    [
        ([], "prompt"), (["none"], "prompt"), (["severe"], "urgent"), (["vomiting"], "urgent"),
        (["over_a_day"], "urgent"), (["double_vision"], "urgent"), (["fever"], "emergency"),
        (["confusion_or_fit"], "emergency"), (["severe", "fever"], "emergency"),
    ],
)  # fmt: skip
def test_a_headaches_company_sets_its_grade(with_it, grade):
    assert grades({c.HEADACHE}, **{"with": with_it}) == {c.HEADACHE: grade}


def test_not_sure_is_one_finding_a_grade_lower_than_the_gravest_line():
    assert grades(set(), is_unsure=True) == {c.UNSURE: "urgent"}


def test_not_sure_speaks_only_for_the_lines_not_ticked():
    everything = set(c.LISTED)
    assert grades(everything, is_unsure=True)[c.UNSURE] == "info"


@given(
    st.sets(st.sampled_from(c.LISTED)),
    st.booleans(),
    st.floats(0, 5000),
    st.sets(st.sampled_from(["severe", "vomiting", "fever", "none"])),
)
def test_every_tick_is_found_once_and_more_ticks_never_lower_a_grade(
    ticked, unsure, hours, with_it
):
    found = grades(ticked, hours, unsure, **{"with": with_it})
    assert set(found) - {c.UNSURE} == ticked
    order = ("info", "prompt", "urgent", "emergency")
    for extra in c.LISTED:
        more = grades(ticked | {extra}, hours, False, **{"with": with_it})
        assert all(order.index(more[kind]) >= order.index(found[kind]) for kind in ticked)
