"""The facts a rule names are all it reads: that is what "whose answer was it" stands on."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.candidacy.history import History
from intake.candidacy.rules import family_predicates, predicates
from tests.intake.cases import RULES
from tests.intake.fuzz.generator import any_facts

SEEDS = 300


def made_up(seed):
    return any_facts(Random(seed))  # noqa: S311 - no secret


def read(facts):
    return History(facts, RULES.words, RULES.opioids)


def judged(history):
    """(rule, predicate) of the general rules, and of every family that starts."""
    yield from ((rule, predicates("general").PREDICATES[rule.id]) for rule in RULES.general)
    for family in RULES.families:
        module = family_predicates(family)
        if module.starts(history):
            yield from ((rule, module.PREDICATES[rule.id]) for rule in family.criteria)
            yield from ((rule, module.GATES[rule.id]) for rule in family.gates)


@settings(max_examples=SEEDS, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_rule_finds_the_same_without_the_facts_it_does_not_name(seed):
    facts = made_up(seed)
    history = read(facts)
    for rule, predicate in judged(history):
        named = read({key: value for key, value in facts.items() if key in rule.facts})
        assert predicate(named, rule) == predicate(history, rule), rule.id


@settings(max_examples=SEEDS, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_rule_finds_only_outcomes_it_has_a_sentence_for(seed):
    history = read(made_up(seed))
    for rule, predicate in judged(history):
        found = predicate(history, rule)
        assert found.outcome in rule.outcomes, rule.id
        assert found.answer, rule.id


def test_the_facts_made_up_here_ask_every_rule():
    unasked = {rule.id for family in RULES.families for rule in (*family.criteria, *family.gates)}
    for seed in range(10 * SEEDS):
        unasked -= {rule.id for rule, _ in judged(read(made_up(seed)))}
        if not unasked:
            break
    assert not unasked
