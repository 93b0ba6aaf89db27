"""One family judged: its points, gates, stops and caps, and the standing that follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from intake.candidacy import safety
from intake.candidacy.history import History
from intake.candidacy.rules import Family, Finding, Rule, Rules, predicates

STANDINGS = ("candidate_likely", "possible", "not_now")
Lines = list[tuple[Rule, Finding]]


@dataclass(frozen=True)
class Judged:
    """A family whose site the patient named; it is listed only with enough of its pattern."""

    family: Family
    listed: bool
    result: dict[str, Any]
    missing: tuple[tuple[str, str], ...]


def judge(
    history: History, family: Family, rules: Rules, red_flags: Sequence[dict[str, Any]]
) -> Judged | None:
    """None where no site of the family is named."""
    module = predicates(family.id)
    if not module.starts(history):
        return None
    pattern = [(rule, module.PREDICATES[rule.id](history, rule)) for rule in family.criteria]
    general = predicates("general").PREDICATES
    shared = [(rule, general[rule.id](history, rule)) for rule in rules.general]
    gates = [(rule, module.GATES[rule.id](history, rule)) for rule in family.gates]
    raw = sum(points(line) for line in pattern)
    counted = min(max(raw, 0), rules.standing["pattern_max"])
    listed = counted >= rules.standing["listed"]
    score = counted + sum(points(line) for line in shared)
    stops = _notes("stops", safety.STOPS, history, family, rules, red_flags)
    caps = _notes("caps", safety.CAPS, history, family, rules, red_flags)
    said_gates = [_say_gate(line) for line in gates]
    result = {
        "family": family.id,
        "score": score,
        "standing": _standing(score, said_gates, bool(stops), bool(caps), rules),
        "points": [_say_points(line) for line in pattern]
        + _clamp(raw, counted, rules)
        + [_say_points(line) for line in shared],
        "gates": said_gates,
        "stops": stops,
        "caps": caps,
        "bleeding_class": family.bleeding_class,
        "moved_up": safety.moved_up(history, family),
    }
    reach = raw + sum(rule.of - points((rule, found)) for rule, found in pattern if found.missing)
    lines = [*pattern, *shared] if listed else pattern
    missing = _missing(family, lines, gates if listed else [])
    within_reach = listed or reach >= rules.standing["listed"]
    return Judged(family, listed, result, missing if within_reach else ())


def points(line: tuple[Rule, Finding]) -> int:
    rule, found = line
    return rule.outcomes[found.outcome].points


def _standing(
    score: int, gates: Sequence[dict[str, Any]], stopped: bool, capped: bool, rules: Rules
) -> str:
    """First match wins: stopped, hard gate or low score; then likely; otherwise possible."""
    hard = any(gate["grade"] == "hard" for gate in gates)
    if stopped or hard or score < rules.standing["possible"]:
        return "not_now"
    met = all(gate["met"] for gate in gates)
    return (
        "candidate_likely"
        if score >= rules.standing["likely"] and met and not capped
        else "possible"
    )


def _say_points(line: tuple[Rule, Finding]) -> dict[str, Any]:
    rule, found = line
    return {
        "rule": rule.id,
        "answer": found.answer,
        "points": points(line),
        "of": rule.of,
        "because": rule.because(found.outcome, found.answer),
        "source": rule.source,
    }


def _clamp(raw: int, counted: int, rules: Rules) -> list[dict[str, Any]]:
    """The line that keeps the points summing to the score."""
    if raw == counted:
        return []
    because = f"The pattern counts for 0 to {rules.standing['pattern_max']} points."
    line = {"rule": "GEN-CLAMP", "answer": f"pattern {raw}", "points": counted - raw, "of": 0}
    return [line | {"because": because, "source": "Design choice"}]


def _say_gate(line: tuple[Rule, Finding]) -> dict[str, Any]:
    rule, found = line
    grade = rule.outcomes[found.outcome].grade
    because = rule.because(found.outcome, found.answer)
    return {"rule": rule.id, "grade": grade, "met": grade is None, "because": because}


def _notes(
    kind: str,
    checks: dict[str, safety.FamilyCheck],
    history: History,
    family: Family,
    rules: Rules,
    red_flags: Sequence[dict[str, Any]],
) -> list[dict[str, str]]:
    return [
        {"id": rule.id, "because": rule.because()}
        for rule in getattr(rules, kind)
        if checks[rule.id](history, family, red_flags, rule)
    ]


def _missing(family: Family, lines: Lines, gates: Lines) -> tuple[tuple[str, str], ...]:
    """(path, what it could change) for each null that can move a point or a gate."""
    moved = [
        (path, f"{family.label}: up to {rule.of} points, {rule.about}")
        for rule, found in lines
        for path in found.missing
    ]
    opened = [
        (path, f"{family.label}: gate, {rule.about}")
        for rule, found in gates
        for path in found.missing
    ]
    return (*moved, *opened)
