"""G1 to G4: the points every family shares."""

from collections.abc import Callable

from instruments.library import load
from intake.candidacy.history import History, weeks_as_months
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names, plain

NOT_ANSWERED = "not answered"


def severity(history: History, rule: Rule) -> Finding:
    """PEG, or the 0-10 average with the same cuts where PEG is incomplete."""
    value, said = history.severity
    answers = history.get("peg") or {}
    open_items = [f"peg.{item.key}" for item in load("peg").items if answers.get(item.key) is None]
    missing = tuple(open_items) if answers else ("peg",)
    if value is None:
        return Finding("unknown", NOT_ANSWERED, ("nrs.average", *missing))
    cuts = rule.limits
    outcome = "severe" if value >= cuts["severe"] else "moderate"
    is_whole = not open_items
    return Finding(
        outcome if value >= cuts["moderate"] else "mild", said, () if is_whole else missing
    )


def duration(history: History, rule: Rule) -> Finding:
    months, cuts = history.months, rule.limits
    if months is None:
        return Finding("unknown", NOT_ANSWERED, ("duration_months",))
    if months >= cuts["chronic_months"]:
        outcome = "chronic"
    elif months >= cuts["persistent_months"]:
        outcome = "persistent"
    else:
        subacute = months >= weeks_as_months(cuts["subacute_weeks"])
        outcome = "subacute" if subacute else "recent"
    return Finding(outcome, history.duration)


def care_tried(history: History, rule: Rule) -> Finding:
    """Counts the classes of care that did not help enough; "good" earns nothing."""
    if history.get("treatments_tried") is None:
        return Finding("unknown", NOT_ANSWERED, ("treatments_tried",))
    failed = {
        tried.group for tried in history.treatments if tried.failed_after(rule.limits["weeks"])
    }
    count = min(len(failed), 3)
    open_paths = [
        path for tried in history.treatments if tried.group not in failed for path in tried.missing
    ]
    missing = tuple(open_paths) if count < 3 else ()
    return Finding(("none", "one", "two", "three")[count], history.say_treatments(), missing)


def goal_fit(history: History, rule: Rule) -> Finding:
    goals = history.get("goals")
    if goals is None:
        return Finding("unknown", NOT_ANSWERED, ("goals",))
    function_goals = history.words.vocabularies["goals"]["parts"]
    wanted = {plain(goal) for goal in goals}
    fits = "avoid_surgery" in wanted or any(names(goal, function_goals) for goal in wanted)
    lower = "reduce_opioids" in wanted
    said = ", ".join(history.words.say(goal) for goal in goals) or "none named"
    unknown = lower and not fits and history.get("medications") is None
    missing = ("medications",) if unknown else ()
    outcome = "fits" if fits or (lower and history.takes_opioid) else "other"
    return Finding(outcome, said, missing)


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GEN-G1": severity,
    "GEN-G2": duration,
    "GEN-G3": care_tried,
    "GEN-G4": goal_fit,
}
