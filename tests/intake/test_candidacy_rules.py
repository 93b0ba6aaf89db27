"""Criteria are data: they load, match their predicates, and bad ones are refused."""

import re
import shutil

import pytest

from intake.candidacy import RulesInvalid, family_label
from intake.candidacy.cautions import CAUTIONS
from intake.candidacy.rules import CRITERIA, family_predicates, predicates, read_rules
from intake.red_flags import JUDGES
from tests.intake import cases


def ids(rules):
    return {rule.id for rule in rules}


def test_criteria_and_predicates_are_the_same_set():
    assert ids(cases.RULES.general) == set(predicates("general").PREDICATES)
    for family in cases.RULES.families:
        assert ids(family.criteria) == set(family_predicates(family).PREDICATES)
        assert ids(family.gates) == set(family_predicates(family).GATES)
    assert ids(cases.RULES.flags) == set(JUDGES)
    assert ids(cases.RULES.cautions) == set(CAUTIONS)
    for name in ("stops", "caps", "may_consider"):
        assert ids(getattr(cases.RULES, name)) == set(getattr(predicates("safety"), name.upper()))


def test_every_rule_has_a_source_and_a_reason():
    lines = [
        *cases.RULES.general,
        *cases.RULES.flags,
        *cases.RULES.stops,
        *cases.RULES.caps,
        *cases.RULES.cautions,
    ]
    for family in cases.RULES.families:
        lines += [*family.criteria, *family.gates]
    for rule in lines:
        assert rule.source
        assert all(said.because.endswith(".") for said in rule.outcomes.values()), rule.id


def test_general_points_are_at_most_fifty():
    assert sum(rule.of for rule in cases.RULES.general) == 50


def test_a_number_that_needs_confirmation_is_marked_on_its_line():
    epidural = next(family for family in cases.RULES.families if family.id == "esi_lumbar")
    assert ids(rule for rule in epidural.criteria if rule.unverified) == {"PAT-ESI-06"}
    lines = cases.family("esi_lumbar")["points"]
    marked = {line["rule"] for line in lines if line["source"].endswith("(unverified)")}
    assert marked == {"PAT-ESI-06"}
    assert {"recent_coronary_stent", "contrast_anaphylaxis"} <= ids(
        rule for rule in cases.RULES.caps if rule.unverified
    )


def test_family_has_a_name_for_people():
    assert family_label("esi_lumbar") == "Lumbar epidural"


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        ("general-v1.toml", 'id = "GEN-G4"', 'id = "GEN-G5"', "differ in GEN-G4, GEN-G5"),
        ("general-v1.toml", 'id = "GEN-G4"', 'id = "GEN-G3"', "an id stands twice"),
        ("general-v1.toml", "points = 15", "points = 25", "must earn its 15 points"),
        ("general-v1.toml", "rules_version", "version", "rules_version"),
        ("esi_lumbar-v1.toml", '"intermediate"', '"medium"', "low, intermediate or high"),
        (
            "esi_lumbar-v1.toml",
            'label = "Lumbar epidural"',
            "label =",
            "esi_lumbar-v1.toml cannot be read",
        ),
        ("red_flags-v1.toml", '"urgent"', '"soon"', "a grade must be one of"),
        (
            "red_flags-v1.toml",
            'id = "spinal_infection"',
            'id = "spine_fever"',
            "red flags: data and predicates differ",
        ),
        (
            "safety-v1.toml",
            "[cautions]",
            '[cautions]\nnovel = { because = "x.", source = "y" }',
            "differ in novel",
        ),
    ],
)
def test_bad_criteria_are_refused_in_a_sentence(tmp_path, file, old, new, wrong):
    shutil.copytree(CRITERIA, tmp_path / "criteria")
    path = tmp_path / "criteria" / file
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(RulesInvalid, match=re.escape(wrong)):
        read_rules(tmp_path / "criteria")
