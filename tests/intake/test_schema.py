"""The published schemas: as the code makes them, and never of another mind than the contract."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from intake.assessment_schema import CAUTIONS, FAMILIES, RED_FLAGS, assessment_schema
from intake.candidacy import assess, load_rules
from intake.facts_contract import FACTS, read
from intake.facts_schema import facts_schema
from intake.management.commands.write_schemas import FOLDER, SCHEMAS, schema_text
from tests.intake.cases import RULES, facts
from tests.intake.fuzz.generator import SAMPLES, any_facts
from tests.intake.fuzz.mutations import gone_wrong
from tests.intake.fuzz.run import seeded

ROOT = Path(__file__).parents[2]
DATES = Draft202012Validator.FORMAT_CHECKER
FACTS_SCHEMA = Draft202012Validator(facts_schema(), format_checker=DATES)
ASSESSMENT_SCHEMA = Draft202012Validator(assessment_schema(), format_checker=DATES)
SEEDS = st.integers(0, 2**64)


def contract_takes(case):
    return not read(case).problems


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_the_one_the_code_makes(name):
    """`manage.py write_schemas` writes it anew."""
    published = (ROOT / FOLDER / name).read_text(encoding="utf-8")
    assert published == schema_text(SCHEMAS[name]())
    Draft202012Validator.check_schema(json.loads(published))


def test_the_schema_names_every_key_of_the_contract():
    assert list(facts_schema()["properties"]) == list(FACTS)


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_every_sample_and_its_assessment_fit(number):
    FACTS_SCHEMA.validate(SAMPLES[number])
    ASSESSMENT_SCHEMA.validate(assess(SAMPLES[number], RULES))


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_facts_of_the_contract_fit_and_so_does_their_assessment(seed):
    case = any_facts(seeded(seed))
    assert contract_takes(case)
    FACTS_SCHEMA.validate(case)
    ASSESSMENT_SCHEMA.validate(assess(case, RULES))


@settings(max_examples=600, deadline=None)
@given(SEEDS)
def test_schema_and_contract_refuse_the_same_facts(seed):
    rng = seeded(seed)
    case = gone_wrong(rng, gone_wrong(rng, any_facts(rng)))
    assert FACTS_SCHEMA.is_valid(case) == contract_takes(case)


@pytest.mark.parametrize("case", [None, [], "facts", 5, {}, {"age": 50}, {"pain_sites": []}])
def test_what_is_no_facts_at_all_is_refused_by_both(case):
    assert not contract_takes(case)
    assert not FACTS_SCHEMA.is_valid(case)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"age": 7.0}, True),
        ({"age": 7.5}, False),
        ({"age": 130}, True),
        ({"age": 131}, False),
        ({"age": True}, False),
        ({"age": None}, False),
        ({"sex": None}, True),
        ({"sex": "m"}, False),
        ({"phq9_items": [0] * 8 + [None]}, True),
        ({"phq9_items": [0] * 8}, False),
        ({"phq9_items": [0] * 10}, False),
        ({"rmdq_items": [1, 24]}, True),
        ({"rmdq_items": [1, 1.0]}, False),
        ({"rmdq_items": [0]}, False),
        ({"goals": ["x" * 500]}, True),
        ({"goals": ["x" * 501]}, False),
        ({"goals": [""]}, False),
        ({"goals": ["x"] * 200}, True),
        ({"goals": ["x"] * 201}, False),
        ({"goals": [None]}, False),
        ({"diabetes": {"a1c": 2}}, True),
        ({"diabetes": {"a1c": 1.9}}, False),
        ({"diabetes": {"sugar": 2}}, False),
        ({"medications": [{"dose": 5}]}, False),
        ({"sources": {"anything": "clinician"}}, True),
        ({"sources": {"anything": None}}, False),
        ({"external_scores": [{"instrument": "ODI", "total": 40, "date": "2026-02-28"}]}, True),
        ({"external_scores": [{"instrument": "ODI", "total": 40, "date": "2026-02-30"}]}, False),
        ({"shoe": None}, False),
    ],
    ids=str,
)
def test_each_boundary_is_the_same_for_both(value, fits):
    case = facts(**value)
    assert contract_takes(case) == fits
    assert FACTS_SCHEMA.is_valid(case) == fits


def test_every_family_flag_and_caution_of_the_rules_is_in_the_schema():
    rules = load_rules()
    assert {family.id for family in rules.families} <= set(FAMILIES)
    assert {flag.id for flag in rules.flags} <= set(RED_FLAGS)
    assert {rule.id for rule in rules.cautions} - {"mme_incomplete"} <= set(CAUTIONS)


@pytest.fixture
def told():
    """A real assessment with a family, its gates and points."""
    return copy.deepcopy(assess(SAMPLES[0], RULES))


@pytest.mark.parametrize("id_", ["mme_incomplete_oxycodone", "latex_allergy"])
def test_a_caution_of_the_contract_fits(told, id_):
    told["cautions"] = [{"id": id_, "because": "So it is."}]
    ASSESSMENT_SCHEMA.validate(told)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_the_contract_fits(told, family):
    told["families"][0]["family"] = family
    ASSESSMENT_SCHEMA.validate(told)


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.pop("mme"),
        lambda found: found.update(shoe=1),
        lambda found: found.update(tier="maybe"),
        lambda found: found.update(tier=None),
        lambda found: found.update(hold="needs_review_minor"),
        lambda found: found.update(hold="needs_review_minor", tier=None),
        lambda found: found.update(cautions=[{"id": "mme_incomplete_", "because": "?"}]),
        lambda found: found.update(cautions=[{"id": "bad_luck", "because": "?"}]),
        lambda found: found["scores"].pop("phq2"),
        lambda found: found["scores"].update(peg=10.1),
        lambda found: found["families"][0].update(family="facet"),
        lambda found: found["families"][0].update(score=101),
        lambda found: found["families"][0]["points"][0].update(points=2.5),
        lambda found: found["families"][0]["gates"][0].update(met=False, grade=None),
        lambda found: found["families"][0]["gates"][0].update(met=True, grade="soft"),
    ],
    ids=range(15),
)
def test_an_assessment_that_is_not_of_the_contract_is_refused(told, change):
    ASSESSMENT_SCHEMA.validate(told)
    change(told)
    assert not ASSESSMENT_SCHEMA.is_valid(told)
