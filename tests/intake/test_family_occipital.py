"""Occipital block: where it starts, each line of its pattern, no gate, one whole patient."""

import pytest

from tests.intake.cases import family, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ID = "occipital_block"
PLAIN = {"pain_sites": [site("back_of_head")]}
SIX = ("burning", "electric_shocks", "tingling", "numbness", "light_touch_hurts", "cold_hurts")


def points(number, **changes):
    return points_of(ID, f"PAT-OCC-{number}", **(PLAIN | changes))


@pytest.mark.parametrize(
    ("sites", "starts"),
    [
        ([site("back_of_head")], True),
        ([site("neck", "scalp")], True),
        ([site("neck", "left_eye")], True),
        ([site("neck"), site("back_of_head")], True),
        ([site("neck")], False),
        ([site("neck", "left_shoulder")], False),
        ([site("face", "scalp")], False),
        ([site("shoulder", "eye")], False),
        ([], False),
    ],
)
def test_the_back_of_the_head_or_neck_to_scalp_or_eye_starts_it(sites, starts):
    given = {"told_diagnoses": ["occipital_neuralgia", "whiplash"], "pain_points": ["tender_nerve"]}
    assert (family(ID, pain_sites=sites, **given) is not None) == starts


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({}, "the back of the head"),
        ({"pain_sites": [site("neck", "scalp")]}, "the back of the head"),
        ({"told_diagnoses": ["occipital_neuralgia"]}, "told of occipital neuralgia"),
        ({"told_diagnoses": None}, "the back of the head"),
    ],
)
def test_the_territory_earns_twenty_told_or_not(changes, because):
    line = family(ID, **(PLAIN | changes))["points"][0]
    assert (line["points"], because in line["because"]) == (20, True)


@pytest.mark.parametrize(("count", "expected"), [(3, 10), (2, 0), (6, 10), (0, 0)])
def test_three_of_six_nerve_words(count, expected):
    felt = {word: place < count for place, word in enumerate(SIX)}
    assert points("02", neuropathic_descriptors=felt) == expected


def test_nerve_words_not_asked_earn_nothing():
    assert points("02", neuropathic_descriptors=None) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"told_diagnoses": ["whiplash"]}, 10),
        ({"told_diagnoses": ["concussion"]}, 10),
        ({"told_diagnoses": ["head_injury"]}, 10),
        ({"prior_surgery": [{"type": "cervical_fusion", "months_ago": 20}]}, 10),
        ({"prior_surgery": [{"type": "craniotomy", "months_ago": 20}]}, 10),
        ({"prior_surgery": [{"type": "lumbar_fusion", "months_ago": 20}]}, 0),
        ({"told_diagnoses": ["cervical_radiculopathy"]}, 0),
        ({"told_diagnoses": ["wrist_fracture_healed"]}, 0),
        ({"told_diagnoses": [], "prior_surgery": []}, 0),
        ({"told_diagnoses": None}, 0),
    ],
)
def test_after_an_operation_or_injury_of_head_or_neck(changes, expected):
    assert points("03", **changes) == expected


@pytest.mark.parametrize(
    ("pain_points", "expected"),
    [(["tender_nerve"], 10), (["taut_band"], 0), ([], 0), (None, 0)],
)
def test_a_tender_nerve(pain_points, expected):
    assert points("04", pain_points=pain_points) == expected


@pytest.mark.parametrize(
    ("percent", "said"), [(80, "helped: no points"), (79, "did not help"), (None, "not known")]
)
def test_an_earlier_block_earns_nothing_and_is_said(percent, said):
    procedures = [earlier(9, percent, kind="occipital_block")]
    line = family(ID, **PLAIN, prior_procedures=procedures)["points"][4]
    assert (line["points"], line["of"], said in line["because"]) == (0, 0, True)


def test_a_whole_patient_after_whiplash():
    """Pattern 20 + 10 + 10 + 10; moderate 10, under 3 months 5, one class 8."""
    found = family(
        ID,
        pain_sites=[site("neck", "scalp", "left_eye")],
        duration_months=2,
        peg={"pain": 6, "enjoyment": 5, "general_activity": 4},
        neuropathic_descriptors=dict.fromkeys(SIX[:3], True),
        told_diagnoses=["whiplash"],
        pain_points=["tender_nerve"],
        treatments_tried=tried(("nsaid", 4, "little")),
    )
    assert (found["score"], found["standing"]) == (73, "candidate_likely")
    assert [line["points"] for line in found["points"]] == [20, 10, 10, 10, 0, 10, 5, 8, 0]
    assert (found["gates"], found["bleeding_class"]) == ([], "low")
    assert found["points"][0]["answer"] == "from the neck to scalp, from the neck to left eye"


def test_a_local_anaesthetic_allergy_stops_it_and_a_pregnancy_does_not():
    found = family(ID, **PLAIN, pregnancy="yes", allergies=[{"agent": "local_anaesthetic"}])
    assert [stop["id"] for stop in found["stops"]] == ["local_anaesthetic_allergy"]
