"""2,000 facts of the fuzz; `make fuzz` runs 100,000."""

import pytest

from intake.candidacy import load_rules
from tests.intake.fuzz.run import Found, run

SEED, PART = 1, 500


@pytest.mark.parametrize("part", range(4))
def test_any_facts_give_an_assessment_that_holds(part):
    seen = run(SEED, part * PART, (part + 1) * PART)
    assert seen["cases"] == PART
    # It reaches what it judges.
    assert seen["families under an emergency"] > 5
    assert seen["refused"] > 20
    for what in ("tier urgent", "tier possible", "tier not_now", "hold needs_review_minor"):
        assert seen[what] > 5, what
    assert seen["tier candidate_likely"] > 0
    assert seen["hold needs_review_implausible"] > 0


def test_no_rule_of_points_or_gates_reads_insurance_or_sex():
    rules = load_rules()
    lines = [rule for family in rules.families for rule in (*family.criteria, *family.gates)]
    assert not [
        rule.id for rule in (*lines, *rules.general) if {"insurance", "sex"} & {*rule.facts}
    ]


def test_a_case_that_breaks_a_rule_is_told_with_its_number(monkeypatch):
    """The fuzz itself fails where an assessment does not add up."""
    monkeypatch.setattr("tests.intake.fuzz.invariants.POSSIBLE", 101)
    with pytest.raises(Found, match=r"seed 1, case \d+: AssertionError"):
        run(SEED, 0, PART)
