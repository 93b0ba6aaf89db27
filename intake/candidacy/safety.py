"""Stops and caps of a family, and what only a specialist may consider. Each predicate answers
whether it holds; the sentence stands in `safety-v1.toml`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.candidacy import indications
from intake.candidacy.history import History
from intake.candidacy.rules import Family, Rule
from intake.candidacy.scores import scores
from intake.candidacy.words import names, plain

# Which joints a family treats.
JOINTS: Mapping[str, tuple[str, ...]] = {
    "genicular_block_rfa": ("knee",),
    "shoulder_suprascapular_block_rfa": ("shoulder",),
    "joint_injection": ("knee", "hip", "shoulder"),
}
REPLACEMENT = ("replacement", "arthroplasty")


@dataclass(frozen=True)
class Subject:
    """One family of one patient. `is_focal`: a criterion says that the pain has a place."""

    history: History
    family: Family
    red_flags: Sequence[dict[str, Any]]
    is_focal: bool


Check = Callable[[Subject, Rule], bool]


def outside_usual_reasons(subject: Subject, rule: Rule) -> bool:
    is_stimulator = subject.family.id == "scs"
    return is_stimulator and indications.stimulator_pain(subject.history).outcome != "yes"


def not_known_as_cancer_pain(subject: Subject, rule: Rule) -> bool:
    is_pump = subject.family.id == "intrathecal_delivery"
    return is_pump and indications.cancer(subject.history).outcome != "yes"


def low_mood_or_anxiety(subject: Subject, rule: Rule) -> bool:
    """Before an implant only; a score that is not known holds nothing back."""
    if not subject.family.needs("implant"):
        return False
    found = scores(subject.history.facts, None)
    return any((found[key] or 0) >= rule.limits[key] for key in ("phq9", "gad7"))


def joint_replaced_soon(history: History, family: Family, weeks: float) -> str | None:
    """The joint of this family whose replacement is planned within so many weeks; a date that is
    not known may be as near.
    """
    planned = history.get("planned_surgery", "type")
    in_weeks = history.get("planned_surgery", "in_weeks")
    if not planned or not names(planned, REPLACEMENT) or (in_weeks or 0) > weeks:
        return None
    hurts = set(history.sites)
    if "groin" in hurts and history.told(history.words.groups["hip_diagnoses"]):
        hurts.add("hip")
    found = (joint for joint in JOINTS.get(family.id, ()) if joint in hurts)
    return next((joint for joint in found if names(planned, [joint])), None)


def widespread(history: History) -> bool:
    """The criteria are met; with an answer missing they are not known to be."""
    if history.get("wpi") is None:
        return False
    return scores(history.facts, None)["widespread_pain"] is True


STOPS: dict[str, Check] = {
    "emergency_red_flag": lambda s, r: any(x["grade"] == "emergency" for x in s.red_flags),
    "active_infection": lambda s, r: s.history.has_active_infection,
    "pregnancy": lambda s, r: (
        s.family.needs("fluoroscopic") and s.history.get("pregnancy") == "yes"
    ),
    "local_anaesthetic_allergy": lambda s, r: (
        s.family.needs("local_anaesthetic") and s.history.reaction("local_anaesthetic") is not None
    ),
    "bleeding_disorder": lambda s, r: (
        s.family.bleeding_class == "high" and bool(s.history.get("bleeding_disorder"))
    ),
}

CAPS: dict[str, Check] = {
    "recent_coronary_stent": lambda s, r: (
        s.family.bleeding_class != "low" and s.history.stent_newer_than(r.limits["months"])
    ),
    "pregnancy_possible": lambda s, r: (
        s.family.needs("fluoroscopic") and s.history.get("pregnancy") == "possible"
    ),
    "contrast_anaphylaxis": lambda s, r: (
        s.family.needs("contrast") and s.history.contrast_reaction == "anaphylaxis"
    ),
    "fever_not_sure": lambda s, r: s.history.answer("fever_chills") == "not_sure",
    "stimulator_outside_usual_reasons": outside_usual_reasons,
    "intrathecal_not_cancer_pain": not_known_as_cancer_pain,
    "psych_evaluation_first": low_mood_or_anxiety,
    "joint_replacement_planned": lambda s, r: (
        joint_replaced_soon(s.history, s.family, r.limits["within_weeks"]) is not None
    ),
    "widespread_pain": lambda s, r: not s.is_focal and widespread(s.history),
}


def discography(history: History, rule: Rule) -> bool:
    """Axial low back pain, worse sitting and bending, and an operation on the spine planned. Where
    the pain goes must be known: not asked is not axial.
    """
    back = [entry for entry in history.listed("pain_sites") if plain(entry["site"]) == "low_back"]
    unasked = bool(history.unknown_radiation("below_knee_from"))
    if not back or unasked or history.below_knee:
        return False
    worse = history.listed("worse_with")
    planned = history.get("planned_surgery", "type") or ""
    return names(planned, history.words.groups["spine_surgery"]) and all(
        any(names(word, [part]) for word in worse) for part in rule.limits["worse_with"]
    )


MAY_CONSIDER: dict[str, Callable[[History, Rule], bool]] = {"discography": discography}


def moved_up(history: History, family: Family) -> bool:
    """Two blood thinners, or one with liver or kidney disease, move the bleeding class up one."""
    several = len(history.thinners) > 1
    slow = bool(history.thinners and history.get("liver_or_kidney_disease"))
    return family.bleeding_class != "high" and (several or slow)
