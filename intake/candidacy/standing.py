"""One family judged: its points, gates, stops and caps, and the standing that follows from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from intake.candidacy import safety
from intake.candidacy.history import VOICES, History
from intake.candidacy.rules import Family, Finding, Rule, Rules, family_predicates, predicates

STANDINGS = ("candidate_likely", "possible", "not_now")
Predicate = Callable[[History, Rule], Finding]
Line = tuple[Rule, Finding]
Lines = list[Line]


@dataclass(frozen=True)
class Judged:
    """A family whose site the patient named. `result` is None where too little of its pattern is
    there to list it; `missing` is what could still move it.
    """

    family: Family
    result: dict[str, Any] | None
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shared:
    """The points every family shares: found once for a patient."""

    lines: Lines
    points: int
    said: list[dict[str, Any]]


def shared(history: History, rules: Rules) -> Shared:
    general = predicates("general").PREDICATES
    lines = [(rule, general[rule.id](history, rule)) for rule in rules.general]
    said = [_say_points(line, history, general[line[0].id]) for line in lines]
    return Shared(lines, sum(points(line) for line in lines), said)


def judge(
    history: History,
    family: Family,
    rules: Rules,
    red_flags: Sequence[dict[str, Any]],
    general: Shared,
) -> Judged | None:
    """None where no site of the family is named."""
    module = family_predicates(family)
    if not module.starts(history):
        return None
    pattern = [(rule, module.PREDICATES[rule.id](history, rule)) for rule in family.criteria]
    raw = sum(points(line) for line in pattern)
    counted = min(max(raw, 0), rules.standing["pattern_max"])
    if counted < rules.standing["listed"]:
        reach = raw + sum(rule.of - points((rule, f)) for rule, f in pattern if f.missing)
        within_reach = reach >= rules.standing["listed"]
        return Judged(family, None, _missing(family, pattern, []) if within_reach else ())
    gates = [(rule, module.GATES[rule.id](history, rule)) for rule in family.gates]
    score = counted + general.points
    subject = safety.Subject(history, family, red_flags, any(map(_is_focal, pattern)))
    stops = [rule for rule in rules.stops if safety.STOPS[rule.id](subject, rule)]
    caps = [rule for rule in rules.caps if safety.CAPS[rule.id](subject, rule)]
    said_gates = [_say_gate(line, history, module.GATES[line[0].id]) for line in gates]
    result = {
        "family": family.id,
        "score": score,
        "standing": _standing(score, said_gates, bool(stops), caps, rules),
        "points": [_say_points(line, history, module.PREDICATES[line[0].id]) for line in pattern]
        + _clamp(raw, counted, rules)
        + general.said,
        "gates": said_gates,
        "stops": [{"id": rule.id, "because": rule.because()} for rule in stops],
        "caps": [{"id": rule.id, "because": rule.because()} for rule in caps],
        "bleeding_class": family.bleeding_class,
        "moved_up": safety.moved_up(history, family),
    }
    return Judged(family, result, _missing(family, [*pattern, *general.lines], gates))


def _is_focal(line: Line) -> bool:
    """Whether the answer says that the pain has a place: any that earns, or the outcomes named."""
    rule, found = line
    earns = rule.focal and points(line) > 0
    return earns or found.outcome in rule.limits.get("focal_outcomes", ())


def points(line: Line) -> int:
    rule, found = line
    return rule.outcomes[found.outcome].points


def _standing(
    score: int,
    gates: Sequence[dict[str, Any]],
    stopped: bool,
    caps: Sequence[Rule],
    rules: Rules,
) -> str:
    """First match wins: stopped, hard gate or low score; then likely; otherwise possible.
    A cap holds a family at possible, unless its data says `at = "not_now"`.
    """
    hard = any(gate["grade"] == "hard" for gate in gates)
    held = any(cap.limits.get("at") == "not_now" for cap in caps)
    if stopped or hard or held or score < rules.standing["possible"]:
        return "not_now"
    met = all(gate["met"] for gate in gates)
    likely = score >= rules.standing["likely"] and met and not caps
    return "candidate_likely" if likely else "possible"


def _say_points(line: Line, history: History, predicate: Predicate) -> dict[str, Any]:
    rule, found = line
    return {
        "rule": rule.id,
        "answer": _said(line, history, predicate),
        "points": points(line),
        "of": rule.of,
        "because": rule.because(found.outcome, found.answer),
        "source": f"{rule.source} (unverified)" if rule.unverified else rule.source,
    }


def _said(line: Line, history: History, predicate: Predicate) -> str:
    """The answer, and whose it was where it was not the patient's: the voices without whose words
    the same rule would have found something else.
    """
    rule, found = line
    voices = [
        VOICES[source]
        for path, source in history.told_by_others(rule.facts)
        if predicate(history.without(path), rule) != found
    ]
    return f"{found.answer} ({', '.join(dict.fromkeys(voices))})" if voices else found.answer


def _clamp(raw: int, counted: int, rules: Rules) -> list[dict[str, Any]]:
    """The line that keeps the points summing to the score."""
    if raw == counted:
        return []
    because = f"The pattern counts for 0 to {rules.standing['pattern_max']} points."
    line = {"rule": "GEN-CLAMP", "answer": f"pattern {raw}", "points": counted - raw, "of": 0}
    return [line | {"because": because, "source": "Design choice"}]


def _say_gate(line: Line, history: History, predicate: Predicate) -> dict[str, Any]:
    rule, found = line
    grade = rule.outcomes[found.outcome].grade
    because = rule.because(found.outcome, _said(line, history, predicate))
    return {"rule": rule.id, "grade": grade, "met": grade is None, "because": because}


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
