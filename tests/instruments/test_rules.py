"""The two special rules at each of their limits, from both sides."""

import pytest

from instruments.library import load
from instruments.rules import RULES
from instruments.scoring import score

GCPS, WIDESPREAD = load("gcps_r"), load("widespread_pain")
AREAS = next(part.items for part in WIDESPREAD.subscales if part.key == "wpi")
# One area of each region that counts, in the order of the file.
REGIONS = [group[0] for group in WIDESPREAD.subscales[2].groups]


@pytest.mark.parametrize(
    ("how_often", "limited", "peg", "grade"),
    [
        (0, 0, (0, 0, 0), 0),
        (1, 3, (10, 10, 10), 0),  # some days is not chronic, whatever else is said
        (2, 0, (4, 4, 3), 1),  # a PEG sum of 11
        (2, 0, (4, 4, 4), 2),  # of 12
        (2, 1, (0, 0, 0), 1),
        (2, 2, (0, 0, 0), 3),
        (3, 3, (10, 10, 10), 3),
        (3, 1, (10, 10, 10), 2),
    ],
)
def test_graded_pain_follows_von_korff_2020(how_often, limited, peg, grade):
    values = (how_often, limited, *peg)
    assert score(GCPS, dict(zip(GCPS.keys, values, strict=True))).total == grade


@pytest.mark.parametrize(
    ("answers", "grade"),
    [
        ({"how_often": 1, "limited": 0}, 0),
        ({"how_often": 3, "limited": 2}, 3),
        ({"how_often": 3, "limited": 1}, None),
        ({"how_often": 3, "limited": 1, "pain": 9, "enjoyment": 9}, None),
        ({"how_often": 0}, None),
        ({"limited": 3}, None),
        ({}, None),
    ],
)
def test_the_peg_is_needed_only_between_grades_1_and_2(answers, grade):
    found = score(GCPS, answers)
    assert found.total == grade
    assert bool(found.missing) == (grade is None)


def test_not_working_is_asked_but_never_graded():
    answers = {"how_often": 2, "limited": 1, "pain": 1, "enjoyment": 1, "general_activity": 1}
    assert score(GCPS, answers | {"not_working": 1}).total == 1


@pytest.mark.parametrize(
    ("wpi", "sss", "regions", "three_months", "met"),
    [
        (7, 5, 4, 1, 1),
        (6, 5, 4, 1, 0),
        (7, 4, 4, 1, 0),
        (6, 9, 4, 1, 1),
        (4, 9, 4, 1, 1),
        (3, 9, 4, 1, 0),
        (4, 8, 4, 1, 0),
        (7, 5, 3, 1, 0),
        (19, 12, 5, 1, 1),
        (19, 12, 3, 1, 0),
        (7, 5, 4, 0, 0),
        (None, 5, 4, 1, None),
        (7, None, 4, 1, None),
        (7, 5, None, 1, None),
        (7, 5, 4, None, None),
        (0, None, 0, 0, None),
    ],
)
def test_widespread_criteria_follow_wolfe_2016(wpi, sss, regions, three_months, met):
    totals = {"wpi": wpi, "sss": sss, "generalised_regions": regions}
    rule = RULES["widespread_pain"]
    assert rule(WIDESPREAD.limits, {"three_months": three_months}, totals) == met


def answered(*ticked, **symptoms):
    """All answered: those areas ticked, no symptoms but the named, for three months."""
    answers = dict.fromkeys(WIDESPREAD.keys, 0) | {"three_months": 1}
    return answers | dict.fromkeys(ticked, 1) | symptoms


def test_nineteen_areas_make_five_regions_without_jaw_chest_and_belly():
    assert len(AREAS) == 19
    every = score(WIDESPREAD, answered(*AREAS, fatigue=3, thinking=3, waking_unrefreshed=3))
    assert {key: part.total for key, part in every.subscales.items()} == {
        "wpi": 19, "sss": 9, "generalised_regions": 5, "severity": 28,
    }  # fmt: skip
    assert every.total == 1
    uncounted = score(WIDESPREAD, answered("left_jaw", "right_jaw", "chest", "abdomen"))
    assert uncounted.subscales["wpi"].total == 4
    assert uncounted.subscales["generalised_regions"].total == 0


def test_three_regions_are_not_widespread_and_four_are():
    symptoms = {"fatigue": 3, "waking_unrefreshed": 3, "thinking": 3}
    three = score(WIDESPREAD, answered(*REGIONS[:3], "chest", **symptoms))
    assert (three.subscales["wpi"].total, three.total) == (4, 0)
    assert three.band == "pattern not compatible with widespread-pain criteria"
    four = score(WIDESPREAD, answered(*REGIONS[:4], **symptoms))
    assert (four.subscales["wpi"].total, four.total) == (4, 1)
    assert four.band == "pattern compatible with widespread-pain criteria"


@pytest.mark.parametrize("left_out", ["fatigue", "headaches", "chest", "three_months"])
def test_one_answer_left_out_cannot_be_judged(left_out):
    answers = answered(*AREAS, fatigue=3, thinking=3) | {left_out: None}
    found = score(WIDESPREAD, answers)
    assert found.total is None
    assert left_out in found.missing
