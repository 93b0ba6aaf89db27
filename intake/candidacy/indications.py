"""What kind of pain it is, where several rules ask: after spine surgery, a cancer's, intractable,
beyond opioids. Each answers a Finding of yes, no or unknown, with the nulls that could move it."""

from collections.abc import Mapping
from typing import Any

from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import INADEQUATE, History, failed_groups, say_number
from intake.candidacy.opioids import NOT_NAMED
from intake.candidacy.rules import Finding
from intake.candidacy.words import names, plain

OPIOIDS = {"opioids": "opioids"}


def either(*found: Finding) -> Finding:
    """Yes where one is; unknown where one may be."""
    return _first(found, ("yes", "unknown", "no"))


def all_of(*found: Finding) -> Finding:
    """No where one is; unknown where one may be."""
    return _first(found, ("no", "unknown", "yes"))


def _first(found: tuple[Finding, ...], order: tuple[str, str, str]) -> Finding:
    """The findings of the first outcome that any has, said and missed together."""
    outcome = next(word for word in order if any(one.outcome == word for one in found))
    same = [one for one in found if one.outcome == outcome]
    return Finding(
        outcome,
        "; ".join(dict.fromkeys(one.answer for one in same)),
        tuple(dict.fromkeys(path for one in same for path in one.missing)),
    )


def _yes_no(found: object, said: str) -> Finding:
    return Finding("yes" if found else "no", said)


def told(history: History, group: str) -> Finding:
    """A diagnosis told that names one of a group of the words."""
    if history.get("told_diagnoses") is None:
        return Finding("unknown", NOT_ANSWERED, ("told_diagnoses",))
    found = history.told(history.words.groups[group])
    return _yes_no(found, ", ".join(map(history.words.say, found)) or "none told")


def cancer(history: History) -> Finding:
    """Cancer now: told of it, or on chemotherapy."""
    if history.get("current_chemotherapy"):
        told_too = history.told(history.words.groups["cancer"])
        said = [*map(history.words.say, told_too), "on chemotherapy"]
        return Finding("yes", ", ".join(said))
    return told(history, "cancer")


def spine_surgeries(history: History) -> list[str]:
    """Operations on the spine, done or told of."""
    done = [plain(entry["type"]) for entry in history.listed("prior_surgery")]
    spinal = [kind for kind in done if names(kind, history.words.groups["spine_surgery"])]
    return list(dict.fromkeys(spinal + history.told(history.words.groups["spine_surgery_told"])))


def after_spine_surgery(history: History) -> Finding:
    """Told of pain after it, or an operation and pain where that part of the spine is felt."""
    failed_back = told(history, "after_spine_surgery")
    if failed_back.outcome == "yes":
        return failed_back
    here = [kind for kind in spine_surgeries(history) if _pain_after(history, kind)]
    if here:
        return Finding("yes", ", ".join(map(history.words.say, here)))
    asked = ("told_diagnoses", "prior_surgery")
    unasked = tuple(key for key in asked if history.get(key) is None)
    return Finding("unknown" if unasked else "no", "no such surgery known", unasked)


def _pain_after(history: History, surgery: str) -> bool:
    """An operation that names no part of the spine may be felt anywhere from it."""
    parts = ("lumbar", "cervical", "thoracic")
    named = [part for part in parts if names(surgery, [part])] or parts
    groups = history.words.groups
    return any(set(history.sites) & set(groups[f"after_{part}_surgery"]) for part in named)


def stimulator_pain(history: History) -> Finding:
    """What a stimulator is used for most: after spine surgery, CRPS, diabetic neuropathy."""
    return either(
        after_spine_surgery(history),
        told(history, "crps"),
        told(history, "painful_diabetic_neuropathy"),
    )


def classes_failed(
    history: History, groups: Mapping[str, str], weeks: float, count: float
) -> Finding:
    """At least `count` of these groups of treatments tried that long without enough help."""
    if history.get("treatments_tried") is None:
        return Finding("unknown", NOT_ANSWERED, ("treatments_tried",))
    failed, unknown = failed_groups(history.tried(groups), weeks)
    said = ", ".join(failed.values()) or "none"
    if len(failed) >= count:
        return Finding("yes", said)
    if len(failed) + len(unknown) >= count:
        return Finding("unknown", said, tuple(path for paths in unknown.values() for path in paths))
    return Finding("no", said)


def intractable(history: History, limits: Mapping[str, float]) -> Finding:
    """Severe, for long, though several classes of care were tried."""
    classes = history.words.treatment_classes
    care = classes_failed(history, classes, limits["weeks"], limits["classes"])
    return all_of(_severe(history, limits["severity"]), _lasting(history, limits["months"]), care)


def _severe(history: History, least: float) -> Finding:
    value, said = history.severity
    if value is None:
        return Finding("unknown", NOT_ANSWERED, ("nrs.average", "peg"))
    return _yes_no(value >= least, said)


def _lasting(history: History, months: float) -> Finding:
    if history.months is None:
        return Finding("unknown", NOT_ANSWERED, ("duration_months",))
    return _yes_no(history.months >= months, history.duration)


def opioids_inadequate(history: History) -> Finding:
    """Opioids tried, for any length, without enough help."""
    if history.get("treatments_tried") is None:
        return Finding("unknown", NOT_ANSWERED, ("treatments_tried",))
    tried = history.tried(OPIOIDS)
    poor = [entry.effect for entry in tried if entry.effect in INADEQUATE]
    if poor:
        return Finding("yes", f"opioids: {history.words.say(poor[0] or '')}")
    unknown = tuple(f"{entry.path}.effect" for entry in tried if entry.effect is None)
    return Finding("unknown", NOT_ANSWERED, unknown) if unknown else Finding("no", "not said")


def opioid_side_effects(history: History) -> Finding:
    """Side effects of an opioid taken now, or one stopped for them."""
    if any(entry.effect == "stopped_side_effect" for entry in history.tried(OPIOIDS)):
        return Finding("yes", "opioids stopped for a side effect")
    effects, medications = history.get("opioid_side_effects"), history.get("medications")
    if effects and history.takes_opioid:
        return Finding("yes", ", ".join(map(history.words.say, effects)))
    unasked = ("treatments_tried",) * (history.get("treatments_tried") is None)
    if effects is None and (history.takes_opioid or medications is None):
        unasked += ("opioid_side_effects",)
    if medications is None and effects != []:
        unasked += ("medications",)
    if unasked:
        return Finding("unknown", NOT_ANSWERED, unasked)
    return Finding("no", "no opioid taken" if effects else "none")


def opioid_dose(history: History, least: float) -> Finding:
    """At least this many morphine equivalents a day; a part that is not known may reach it."""
    if history.get("medications") is None:
        return Finding("unknown", NOT_ANSWERED, ("medications",))
    mme = history.mme
    said = f"{say_number(mme.partial)} MME a day"
    if mme.partial >= least:
        return Finding("yes", said)
    if mme.complete:
        return Finding("no", said)
    return Finding("unknown", f"{said}, not all known", _open_doses(history))


def _open_doses(history: History) -> tuple[str, ...]:
    """Opioids whose dose is not known because part of it was not answered, and medicines whose
    name is not known.
    """
    unknown = [taken.entry for taken in history.mme.opioids if taken.used is None]
    return tuple(
        f"medications[{index}]"
        for index, entry in enumerate(history.listed("medications"))
        if entry["name"] == NOT_NAMED or (any(entry is one for one in unknown) and _has_gap(entry))
    )


def _has_gap(entry: Mapping[str, Any]) -> bool:
    counts = (entry.get("times_per_day"), entry.get("doses_per_day_last_7_days"))
    return entry.get("dose") is None or entry.get("unit") is None or counts == (None, None)
