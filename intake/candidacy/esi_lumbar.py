"""Lumbar epidural: where it starts, its pattern, its gates. Numbers: `esi_lumbar-v1.toml`."""

from collections.abc import Callable, Mapping
from typing import Any

from intake.candidacy import gates
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History, say_months, say_number, tenth, weeks_as_months
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import plain

MONTHS_PER_HOUR = 12 / (365.25 * 24)


def starts(history: History) -> bool:
    """Low back or buttock pain, or leg pain with a lumbar diagnosis."""
    if not history.sites:
        return False
    lumbar = history.told(history.words.groups["lumbar_diagnoses"])
    return history.hurts_in("low_back", "buttock") or bool(lumbar and history.hurts_in("leg_sites"))


def below_knee(history: History, rule: Rule) -> Finding:
    if history.below_knee:
        return Finding("yes", ", ".join(dict.fromkeys(history.below_knee)))
    if history.unknown_radiation:
        return Finding("unknown", NOT_ANSWERED, history.unknown_radiation)
    return Finding("no", "does not go below the knee")


def leg_at_least_as_bad(history: History, rule: Rule) -> Finding:
    """`worst_area` decides; without it the first site named stands in, and only to earn."""
    area = history.get("worst_area")
    said = {"limb": "leg worse than back", "equal": "leg and back the same"}
    if area is not None:
        return Finding("no" if area == "axial" else "yes", said.get(area, "back worse than leg"))
    first = history.listed("pain_sites")[0]
    alone = History({"pain_sites": [first]}, history.words)
    if alone.hurts_in("leg_sites") or alone.below_knee:
        return Finding("yes", f"first place named: {history.say_site(first)}")
    return Finding("unknown", NOT_ANSWERED, ("worst_area",))


def nerve_words(history: History, rule: Rule) -> Finding:
    """Two of the three: electric shocks, tingling, numbness."""
    three = ("electric_shocks", "tingling", "numbness")
    answers = history.get("neuropathic_descriptors")
    if answers is None:
        return Finding("unknown", NOT_ANSWERED, ("neuropathic_descriptors",))
    felt = [word for word in three if answers.get(word)]
    said = ", ".join(history.words.say(word) for word in felt) or "none of the three"
    unasked = [word for word in three if answers.get(word) is None]
    if len(felt) >= rule.limits["words"]:
        return Finding("yes", said)
    if len(felt) + len(unasked) >= rule.limits["words"]:
        return Finding("unknown", said, tuple(f"neuropathic_descriptors.{w}" for w in unasked))
    return Finding("no", said)


def claudication(history: History, rule: Rule) -> Finding:
    """Worse walking, better sitting or leaning forward, with leg pain or a known stenosis."""
    worse, better = history.get("worse_with"), history.get("better_with")
    eased = [word for word in map(plain, better or ()) if word in ("sitting", "leaning_forward")]
    if worse is not None and "walking" not in map(plain, worse):
        return Finding("no", "walking no worse")
    if better is not None and not eased:
        return Finding("no", "sitting or leaning forward no better")
    unasked = (("worse_with",) * (worse is None)) + (("better_with",) * (better is None))
    if not _leg_pain(history):
        told = ("told_diagnoses",) * (history.get("told_diagnoses") is None)
        could = (*unasked, *history.unknown_radiation, *told)
        known = len(could) == len(unasked)
        return Finding("no", "no leg pain") if known else Finding("unknown", NOT_ANSWERED, could)
    if unasked:
        return Finding("unknown", NOT_ANSWERED, unasked)
    return Finding("yes", f"walking worse, {history.words.say(eased[0])} better")


def _leg_pain(history: History) -> bool:
    return bool(
        {"buttock", "thigh", "lower_leg", "foot"} & set(history.sites)
        or history.radiation("below_knee_from", "leg_words")
        or history.told(["stenosis"])
    )


def known_diagnosis(history: History, rule: Rule) -> Finding:
    if history.get("told_diagnoses") is None:
        return Finding("unknown", NOT_ANSWERED, ("told_diagnoses",))
    told = history.told(history.words.groups["lumbar_diagnoses"])
    return Finding("yes" if told else "no", ", ".join(map(history.words.say, told)) or "none told")


def earlier_epidural(history: History, rule: Rule) -> Finding:
    """The most recent one decides. Relief of unknown size or length neither helped nor failed."""
    if history.get("prior_procedures") is None:
        return Finding("unknown", NOT_ANSWERED, ("prior_procedures",))
    found = history.earlier(["esi_lumbar"])
    if not found:
        return Finding("none", "none")
    undated = [index for index, entry in found if entry.get("months_ago") is None]
    if len(found) > 1 and undated:
        paths = tuple(f"prior_procedures[{index}].months_ago" for index in undated)
        return Finding("unknown", "which was the last is not known", paths)
    index, last = min(found, key=lambda pair: pair[1].get("months_ago") or 0)
    return _relief(f"prior_procedures[{index}]", last, rule)


def _relief(path: str, last: Mapping[str, Any], rule: Rule) -> Finding:
    percent, months = last.get("relief_percent"), last.get("relief_months")
    if months is None and last.get("relief_hours") is not None:
        months = last["relief_hours"] * MONTHS_PER_HOUR
    said = "relief not known" if percent is None else f"{say_number(percent)} % relief"
    said += "" if months is None else f" for {say_months(months)}"
    if percent is None:
        return Finding("unknown", said, (f"{path}.relief_percent",))
    if percent < rule.limits["helped_percent"]:
        return Finding("failed", said)
    if months is None:
        return Finding("unknown", said, (f"{path}.relief_months",))
    if tenth(months) < weeks_as_months(rule.limits["failed_weeks"]):
        return Finding("failed", said)
    return Finding("helped" if tenth(months) >= rule.limits["helped_months"] else "between", said)


def pain_long_enough(history: History, gate: Rule) -> Finding:
    """Fresh shingles waits for nothing; pain that stayed after shingles waits like any other."""
    waived = history.told(gate.limits["waived_by"])
    if waived and not history.told(gate.limits["not_waived_by"]):
        return Finding("waived", history.words.say(waived[0]))
    return gates.duration(history, gate)


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-ESI-01": below_knee,
    "PAT-ESI-02": leg_at_least_as_bad,
    "PAT-ESI-03": nerve_words,
    "PAT-ESI-04": claudication,
    "PAT-ESI-05": known_diagnosis,
    "PAT-ESI-06": earlier_epidural,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-ESI-01": pain_long_enough,
    "GATE-ESI-02": gates.conservative_care,
    "GATE-ESI-03": gates.sessions_left,
}
