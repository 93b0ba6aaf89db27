"""What the clinic records and what a patient remembers are one list, and the rules know it."""

import pytest

from clinic import procedure_kinds
from intake.candidacy import load_rules

KINDS = procedure_kinds.all_kinds()
WORDS = load_rules().words


def test_every_kind_recorded_can_be_remembered_and_the_other_way_round():
    assert set(KINDS) == set(WORDS.vocabularies["procedures"]["known"])


def test_the_record_and_the_rules_count_the_same_steroids():
    recorded = {kind.id for kind in KINDS.values() if kind.steroid}
    assert recorded == set(WORDS.groups["steroid_procedures"])


@pytest.mark.parametrize("family", load_rules().families, ids=lambda family: family.id)
def test_each_family_that_has_kinds_has_their_bleeding_class(family):
    classes = {kind.bleeding_class for kind in KINDS.values() if kind.family == family.id}
    if family.id == "intrathecal_delivery":  # a refill is no implant
        classes.discard("low")
    if classes:
        assert classes == {family.bleeding_class}


def test_no_two_kinds_are_called_the_same():
    assert len({kind.label.lower() for kind in KINDS.values()}) == len(KINDS)
