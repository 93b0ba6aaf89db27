"""The `scores` of an assessment: every questionnaire in the facts, scored by its own rule.
Null where nothing was answered, or too little; a minor's facts are never scored."""

from collections.abc import Mapping, Sequence
from typing import Any

from instruments.definition import Score
from instruments.library import load
from instruments.rules import widespread_pain
from instruments.scoring import score, ticks
from intake.candidacy.history import audit_c, tenth

MINOR = "needs_review_minor"
NOT_SCORED: dict[str, Any] = dict.fromkeys(
    "peg nrs_average phq2 phq9 gad7 gad2 rmdq gcps_grade audit_c widespread_pain "
    "koos_jr hoos_jr".split()
) | {"phq9_prorated": False, "gad7_prorated": False}
_NONE = Score(None, None, ())


def scores(facts: Mapping[str, Any], hold: str | None) -> dict[str, Any]:
    """The contract's object: whole numbers, but for PEG, KOOS JR and HOOS JR."""
    if hold == MINOR:
        return dict(NOT_SCORED)
    phq9, gad7 = _listed("phq9", facts.get("phq9_items")), _listed("gad7", facts.get("gad7_items"))
    rmdq = facts.get("rmdq_items")
    return {
        "peg": score(load("peg"), facts.get("peg") or {}).total,
        "nrs_average": _whole((facts.get("nrs") or {}).get("average")),
        "phq2": _part(phq9, "phq2"),
        "phq9": _whole(phq9.total),
        "phq9_prorated": phq9.prorated,
        "gad7": _whole(gad7.total),
        "gad7_prorated": gad7.prorated,
        "gad2": _part(gad7, "gad2"),
        "rmdq": None if rmdq is None else _ticked(rmdq),
        "gcps_grade": _gcps_grade(facts),
        "audit_c": audit_c(
            facts.get("audit_c_items"), (facts.get("substance_history") or {}).get("audit_c")
        ),
        "widespread_pain": _widespread_pain(facts),
        "koos_jr": _listed("koos_jr", facts.get("koos_jr_items")).total,
        "hoos_jr": _listed("hoos_jr", facts.get("hoos_jr_items")).total,
    }


def _listed(name: str, answers: Sequence[int | None] | None) -> Score:
    """The score of answers given as a list, in the order the items are asked."""
    if answers is None:
        return _NONE
    instrument = load(name)
    return score(instrument, dict(zip(instrument.keys, answers, strict=True)))


def _part(whole: Score, key: str) -> int | None:
    return _whole(whole.subscales[key].total) if whole.subscales else None


def _ticked(numbers: Sequence[float]) -> int | None:
    """A tick list that was handed in; 7.0 is a whole number too."""
    return _whole(score(load("rmdq"), ticks(load("rmdq"), [int(n) for n in numbers])).total)


def _gcps_grade(facts: Mapping[str, Any]) -> int | None:
    asked = facts.get("gcps_items")
    if asked is None:
        return None
    how_often, limited = asked
    answers = {"how_often": how_often, "limited": limited, **(facts.get("peg") or {})}
    return _whole(score(load("gcps_r"), answers).total)


def _widespread_pain(facts: Mapping[str, Any]) -> bool | None:
    """Whether the criteria are met, by the totals of the facts; all four answers are needed."""
    limits, months = load("widespread_pain").limits, facts.get("duration_months")
    long_enough = None if months is None else int(tenth(months) >= limits["months"])
    totals = {key: facts.get(key) for key in ("wpi", "sss", "generalised_regions")}
    met = widespread_pain(limits, {"three_months": long_enough}, totals)
    return None if met is None else bool(met)


def _whole(total: float | None) -> int | None:
    return None if total is None else int(total)
