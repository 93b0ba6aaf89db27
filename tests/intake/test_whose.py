"""Whose answer a line is: only the voice without whose words the line would say something else."""

import pytest

from intake.candidacy import assess
from tests.intake.cases import RULES, facts

EPIDURAL = {"type": "esi_lumbar", "months_ago": 8, "relief_percent": 60, "relief_months": 4}


def answers(sources, **changes):
    """Each line's answer, and each gate's reason, by rule."""
    given = facts(**changes, sources=sources)
    families = assess(given, RULES)["families"]
    epidural = next(family for family in families if family["family"] == "esi_lumbar")
    lines = {line["rule"]: line["answer"] for line in epidural["points"]}
    return lines | {gate["rule"]: gate["because"] for gate in epidural["gates"]}


def said_by_a_clinician(found):
    return {rule for rule, answer in found.items() if "(a clinician)" in answer}


def test_what_the_patient_said_carries_no_name():
    found = answers({"told_diagnoses": "patient"}, told_diagnoses=["sciatica"])
    assert not any("(" in found[rule] for rule in ("PAT-ESI-01", "PAT-ESI-05"))


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("told_diagnoses", {"PAT-ESI-05"}),
        ("duration_months", {"GEN-G2", "GATE-ESI-01"}),
        ("worst_area", {"PAT-ESI-02"}),
        ("nrs", set()),  # PEG is whole: the average was not used
        ("goals", {"GEN-G4"}),
    ],
)
def test_only_lines_that_hang_on_a_correction_say_so(path, rules):
    found = answers({path: "clinician"}, told_diagnoses=["sciatica"], goals=["walk_farther"])
    assert said_by_a_clinician(found) == rules


def test_what_this_clinic_recorded_is_said_to_be_its_record():
    found = answers({"prior_procedures[0]": "record"}, prior_procedures=[EPIDURAL])
    assert found["PAT-ESI-06"] == "60 % relief for 4 months (this clinic's record)"
    assert "(this clinic's record)" in found["GATE-ESI-03"]


def test_a_remembered_relief_of_a_recorded_procedure_is_the_patients():
    sources = {"prior_procedures[0]": "record", "prior_procedures[0].relief_percent": "patient",
               "prior_procedures[0].relief_months": "patient"}  # fmt: skip
    found = answers(sources, prior_procedures=[EPIDURAL])
    assert found["PAT-ESI-06"] == "60 % relief for 4 months"


def test_of_a_recorded_and_a_remembered_one_the_count_hangs_on_the_record_too():
    earlier = [
        EPIDURAL,
        {"type": "esi_lumbar", "months_ago": 2, "relief_percent": 55, "relief_months": 1},
    ]
    found = answers({"prior_procedures[0]": "record"}, prior_procedures=earlier)
    assert "this clinic's record" not in found["PAT-ESI-06"]
    assert "(this clinic's record)" in found["GATE-ESI-03"]


@pytest.mark.parametrize(
    "path",
    ["nrs.average", "prior_procedures[7]", "prior_procedures[0].nothing", "goals[0].x", "peg",
     "x[0]", "told_diagnoses.first", "prior_procedures[0].type", "pain_sites[0].site"],
)  # fmt: skip
def test_a_source_that_names_no_answer_is_no_trouble(path):
    found = answers({path: "clinician"}, nrs=None, prior_procedures=[EPIDURAL], goals=["sleep"])
    assert found["PAT-ESI-01"]
