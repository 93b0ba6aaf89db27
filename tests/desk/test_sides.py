"""What contradicts a chosen side."""

import pytest

from desk import sides

RIGHT_LEG = {"pain_sites": [{"site": "low_back", "side": "middle",
                             "radiates_to": ["right_leg_below_knee"]}]}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, set()),
        (RIGHT_LEG, {"right"}),
        ({"pain_sites": [{"site": "low_back", "side": "both"}]}, {"left", "right"}),
        ({"pain_sites": [{"site": "shoulder", "side": "left"}]}, set()),
    ],
)
def test_the_side_of_the_pain_in_a_region(facts, expected):
    assert sides.of_pain(facts, "lumbar") == expected


@pytest.mark.parametrize(
    ("chosen", "pain", "planned", "sentence"),
    [
        ("right", {"right"}, "right", ""),
        ("left", {"left", "right"}, "", ""),
        ("middle", {"right"}, "", ""),
        ("left", set(), "", ""),
        ("left", {"right"}, "", "You chose left. The patient’s pain is on the right."),
        ("both", {"right"}, "", "You chose both sides. The patient’s pain is on the right."),
        ("left", {"right"}, "right", "You chose left. The plan and the patient’s pain say right."),
        ("left", {"left"}, "right", "You chose left. The plan says right."),
        ("left", {"right"}, "both",
         "You chose left. The plan says both sides, the patient’s pain right."),
    ],
)  # fmt: skip
def test_a_contradiction_says_what_contradicts_what(chosen, pain, planned, sentence):
    assert sides.contradiction(chosen, pain, planned) == sentence
