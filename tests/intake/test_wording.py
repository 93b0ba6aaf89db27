"""Cautions as a reader wants them."""

from intake.wording import as_read
from tests.intake.cases import assessed


def said(**changes):
    return [caution["because"] for caution in as_read(assessed(**changes)["cautions"])]


def test_one_blood_thinner_is_one_caution_with_the_classes_that_are_listed():
    failed = [{"type": "nsaid", "weeks": 8, "effect": "little"}]
    failed += [{"type": "gabapentinoid", "weeks": 8, "effect": "little"}]
    words = dict.fromkeys(("burning", "electric_shocks", "tingling", "numbness"), True)
    places = [
        {"site": s, "side": "left", "radiates_to": ["left_calf"]} for s in ("low_back", "buttock")
    ]
    listed = {"pain_sites": places, "treatments_tried": failed, "neuropathic_descriptors": words}
    found = said(anticoagulants_antiplatelets=["apixaban"], **listed)
    assert [line for line in found if "pixaban" in line] == [
        "Apixaban, low to high bleeding class."
    ]


def test_another_kind_of_thinner_keeps_its_own_line():
    found = said(anticoagulants_antiplatelets=["apixaban", "clopidogrel"])
    assert "Apixaban, intermediate bleeding class." in found
    assert "Clopidogrel, intermediate bleeding class." in found
