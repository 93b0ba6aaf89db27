"""What a tick on the safety list means: which complication, how grave, why. Pure.

Questions Q1, Q3, Q4, Q5 and Q7 of the follow-up list (docs/clinical.md), after a procedure at the
spine; grades are ours, to be confirmed by the practice's physicians.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

EMERGENCY, URGENT, PROMPT, INFO = "emergency", "urgent", "prompt", "info"
_GRADES = (INFO, PROMPT, URGENT, EMERGENCY)

FEVER = "fever"
WEAKNESS = "weakness"
SADDLE = "saddle_or_bladder"
BACK_PAIN = "back_pain_worse"
HEADACHE = "positional_headache"
SOMETHING_ELSE = "something_else"
UNSURE = "unsure"
LISTED = (SADDLE, WEAKNESS, FEVER, BACK_PAIN, HEADACHE, SOMETHING_ELSE)

NUMBNESS_WEARS_OFF_HOURS = 12
ANAESTHETIC_GONE_HOURS = 24
HAEMATOMA_HOURS = 72

# Provisional severity (1 to 5) by grade; the clinician's word is final.
SEVERITY = {EMERGENCY: 3, URGENT: 2, PROMPT: 1, INFO: 1}


@dataclass(frozen=True)
class Finding:
    """One reported complication."""

    kind: str
    grade: str
    reason: str


def one_lower(grade: str) -> str:
    """Not sure counts as yes, one grade lower."""
    return _GRADES[max(0, _GRADES.index(grade) - 1)]


def gravest(grades: Collection[str]) -> str | None:
    """The gravest of some grades."""
    return max(grades, key=_GRADES.index, default=None)


def judge(
    ticked: Collection[str],
    *,
    is_unsure: bool,
    hours_since: float,
    headache: Mapping[str, Collection[str]] | None = None,
) -> list[Finding]:
    """Findings for one answer to the safety list, `hours_since` a spine procedure.

    "I am not sure" speaks for every line not ticked and makes one finding of its own, at the
    gravest of their grades lowered by one. `headache["with"]` lists what comes with it.
    """
    with_it = frozenset((headache or {}).get("with", ()))
    findings = [_grade(kind, ticked, hours_since, with_it) for kind in LISTED if kind in ticked]
    if is_unsure:
        others = [kind for kind in LISTED if kind not in ticked and kind != SOMETHING_ELSE]
        grades = [one_lower(_grade(kind, {kind}, hours_since, with_it).grade) for kind in others]
        findings.append(Finding(UNSURE, gravest(grades) or INFO, "Not sure about the safety list"))
    return findings


def _grade(
    kind: str, ticked: Collection[str], hours_since: float, with_it: frozenset[str]
) -> Finding:
    if kind == SADDLE:
        return Finding(kind, EMERGENCY, "Numb between the legs, or bladder or bowel change")
    if kind == WEAKNESS:
        return _weakness(hours_since)
    if kind == FEVER:
        if {BACK_PAIN, WEAKNESS, SADDLE} & set(ticked):
            return Finding(kind, EMERGENCY, "Fever with worse back pain, weakness or numbness")
        return Finding(kind, URGENT, "Fever of 100.4 °F (38 °C) or more, or chills")
    if kind == BACK_PAIN:
        if hours_since < HAEMATOMA_HOURS:
            return Finding(kind, EMERGENCY, "Severe new back or neck pain within 72 hours")
        if {WEAKNESS, SADDLE, FEVER} & set(ticked):
            return Finding(kind, EMERGENCY, "Severe new back pain with fever, weakness or numbness")
        return Finding(kind, URGENT, "Severe new back or neck pain, getting worse")
    if kind == HEADACHE:
        return _headache(ticked, with_it)
    return Finding(kind, PROMPT, "Something else that is new")


def _weakness(hours_since: float) -> Finding:
    if hours_since < NUMBNESS_WEARS_OFF_HOURS:
        return Finding(WEAKNESS, INFO, "Weak arm or leg within 12 hours: the anaesthetic")
    if hours_since <= ANAESTHETIC_GONE_HOURS:
        return Finding(WEAKNESS, URGENT, "Weak arm or leg, 12 to 24 hours after")
    return Finding(WEAKNESS, EMERGENCY, "New weakness of an arm or leg, or cannot lift a foot")


def _headache(ticked: Collection[str], with_it: frozenset[str]) -> Finding:
    if with_it & {"fever", "confusion_or_fit"} or {FEVER, WEAKNESS} & set(ticked):
        reason = "Headache with fever, confusion, a fit or weakness"
        return Finding(HEADACHE, EMERGENCY, reason)
    if with_it & {"severe", "vomiting", "over_a_day", "double_vision"}:
        reason = "Headache on sitting up: severe, vomiting, over a day or double vision"
        return Finding(HEADACHE, URGENT, reason)
    return Finding(HEADACHE, PROMPT, "Headache, much worse when sitting or standing")
