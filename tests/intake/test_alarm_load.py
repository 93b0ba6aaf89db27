"""The alarm load that docs/alarm-load.md states is what the rules make of the seeded population."""

import pytest

from intake.facts_contract import OPTIONAL_RED_FLAG_ANSWERS, RED_FLAG_ANSWERS, read
from tests.intake.alarm_load import (
    BUDGET,
    DOCUMENT,
    GRADES,
    PROPOSALS,
    TABLES,
    alarms,
    as_shipped,
    filled,
    total,
    verdict,
)
from tests.intake.cases import RULES
from tests.intake.population import ANSWERING, GUESS, TABLE, answered, people, scaled


def test_the_document_states_what_the_rules_do():
    written = DOCUMENT.read_text()
    assert filled(written) == written, "run: .venv/bin/python -m tests.intake.alarm_load"
    for table in TABLES:
        assert f"<!-- {table} -->" in written


def test_a_grade_over_its_budget_is_said_and_a_change_proposed():
    per_100, said = alarms(people()), verdict().splitlines()
    over = [total(per_100, grade) > most for grade, most in BUDGET.items()]
    assert ["**over**" in line for line in said] == over
    assert not any(over) or "## Proposed, not shipped" in DOCUMENT.read_text()


def test_every_intake_of_the_population_is_valid_and_answers_everything():
    asked = set(RED_FLAG_ANSWERS)
    for facts in people(intakes=100):
        assert read(facts).problems == []
        assert asked <= set(facts["red_flag_answers"])
        assert set(facts["red_flag_answers"]) <= asked | set(OPTIONAL_RED_FLAG_ANSWERS)


def test_the_population_is_the_same_every_time():
    assert people(intakes=20) == people(intakes=20)
    assert len({str(facts) for facts in people(intakes=20)}) == 20


def test_every_rate_is_a_share_with_its_source_or_marked_a_guess():
    for key, rate in TABLE.items():
        assert 0 < rate.share <= 1, key
        assert rate.new is None or 0 < rate.new <= 1, key
        assert rate.source.startswith(GUESS) or any(c.isdigit() for c in rate.source), key


@pytest.mark.parametrize("factor", [0.5, 2])
def test_what_has_a_source_is_not_scaled_as_a_guess(factor):
    table = scaled(share=factor)
    assert table["osteoporosis_65"] == TABLE["osteoporosis_65"]
    assert table["cancer_history"].share == factor * TABLE["cancer_history"].share


def test_more_symptoms_make_more_alarms():
    few, many = (alarms(people(scaled(f, f), answered(f))) for f in (0.5, 2))
    for grade in GRADES:
        assert total(few, grade) < total(many, grade)


def test_the_proposals_are_not_what_is_shipped():
    population = people()
    shipped = alarms(population)
    assert {flag for flag, _ in shipped} == {flag.id for flag in RULES.flags}
    for name, answering, regrade in PROPOSALS[1:]:
        changed = alarms(people(answering=answering), regrade)
        assert changed != shipped, name
        assert total(changed, "emergency") <= total(shipped, "emergency")
    assert PROPOSALS[0][1:] == (ANSWERING, as_shipped)
