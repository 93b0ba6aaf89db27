"""The gates families share: how long, what was tried, sessions left under the payer's limit."""

import math

from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History, tenth, weeks_as_months
from intake.candidacy.rules import Finding, Rule


def duration(history: History, gate: Rule) -> Finding:
    """Met at or over `months` or `weeks`, hard under half of it."""
    if history.months is None:
        return Finding("unknown", NOT_ANSWERED, ("duration_months",))
    if history.months >= _months(gate, 1):
        return Finding("met", history.duration)
    half = history.months >= _months(gate, 0.5)
    return Finding("short" if half else "far_too_short", history.duration)


def _months(gate: Rule, part: float) -> float:
    months = gate.limits.get("months")
    return weeks_as_months(gate.limits["weeks"] * part) if months is None else tenth(months * part)


def conservative_care(history: History, gate: Rule) -> Finding:
    """The longest single entry counts; nothing tried at all is hard."""
    if history.get("treatments_tried") is None:
        return Finding("unknown", NOT_ANSWERED, ("treatments_tried",))
    if not history.treatments:
        return Finding("none", "none")
    said = history.say_treatments()
    if any(tried.failed_after(gate.limits["weeks"]) for tried in history.treatments):
        return Finding("met", said)
    return Finding("short", said, tuple(path for t in history.treatments for path in t.missing))


def sessions_left(history: History, gate: Rule) -> Finding:
    """A session counts while it is under the months of the limit; an undated one may."""
    allowed, months = gate.limits["sessions"], gate.limits["within_months"]
    found = history.earlier(gate.limits["kinds"])
    undated = tuple(
        f"prior_procedures[{i}].months_ago" for i, e in found if e.get("months_ago") is None
    )
    dates = [entry["months_ago"] for _, entry in found if entry.get("months_ago") is not None]
    recent = sorted(ago for ago in dates if ago < months)
    if len(recent) >= allowed:
        wait = max(1, math.ceil(months - recent[allowed - 1]))
        said = f"next possible in about {wait} month{'' if wait == 1 else 's'}"
        return Finding("limit", said)
    if len(recent) + len(undated) >= allowed:
        said = f"{len(recent)} with a date, {len(undated)} without"
        return Finding("unknown", said, undated)
    asked = history.get("prior_procedures") is not None
    return Finding("met", f"{len(recent)} known" if asked else "not asked")
