"""What the epidurals of every region share: where pain travels, what an earlier one did, shingles.
Numbers and lists stand in the family's data; each predicate says which `limits` it reads."""

from intake.candidacy import gates, patterns
from intake.candidacy.earlier import Earlier, last
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History, tenth, weeks_as_months
from intake.candidacy.patterns import told_here
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names, plain


def below_knee(history: History, rule: Rule) -> Finding:
    """Low back or leg pain that goes below the knee."""
    unknown = history.unknown_radiation("below_knee_from")
    return _travels(history.below_knee, unknown, "does not go below the knee")


def past_elbow(history: History, rule: Rule) -> Finding:
    """Neck or arm pain that goes past the elbow."""
    unknown = history.unknown_radiation("past_elbow_from")
    return _travels(history.past_elbow, unknown, "does not go past the elbow")


def around_chest(history: History, rule: Rule) -> Finding:
    """Pain of the mid or upper back that goes to the chest or flank."""
    reached = history.radiation("thoracic_from", "chest_or_flank")
    unknown = history.unknown_radiation("thoracic_from")
    return _travels(reached, unknown, "does not go to the chest or flank")


def _travels(reached: list[str], unknown: tuple[str, ...], stays: str) -> Finding:
    if reached:
        return Finding("yes", ", ".join(dict.fromkeys(reached)))
    return Finding("unknown", NOT_ANSWERED, unknown) if unknown else Finding("no", stays)


def leg_at_least_as_bad(history: History, rule: Rule) -> Finding:
    return _limb_at_least_as_bad(history, "leg", "back")


def arm_at_least_as_bad(history: History, rule: Rule) -> Finding:
    return _limb_at_least_as_bad(history, "arm", "neck")


def _limb_at_least_as_bad(history: History, limb: str, axis: str) -> Finding:
    """`worst_area` decides; without it the first site named stands in, and only to earn."""
    area = history.get("worst_area")
    said = {"limb": f"{limb} worse than {axis}", "equal": f"{limb} and {axis} the same"}
    if area is not None:
        outcome = "no" if area == "axial" else "yes"
        return Finding(outcome, said.get(area, f"{axis} worse than {limb}"))
    first = history.listed("pain_sites")[0]
    alone = history.alone(first)
    reached = alone.below_knee if limb == "leg" else alone.past_elbow
    if alone.hurts_in(f"{limb}_sites") or reached:
        goes = "" if alone.hurts_in(f"{limb}_sites") else f", goes to {reached[0]}"
        return Finding("yes", f"first place named: {history.say_site(first)}{goes}")
    return Finding("unknown", NOT_ANSWERED, ("worst_area",))


def claudication(history: History, rule: Rule) -> Finding:
    """Worse walking, better sitting or leaning forward, with leg pain or a told `stenosis` that is
    not one `elsewhere`. The pattern of a narrow lumbar canal.
    """
    worse, better = history.get("worse_with"), history.get("better_with")
    eased = [word for word in map(plain, better or ()) if word in ("sitting", "leaning_forward")]
    if worse is not None and "walking" not in map(plain, worse):
        return Finding("no", "walking no worse")
    if better is not None and not eased:
        return Finding("no", "sitting or leaning forward no better")
    unasked = (("worse_with",) * (worse is None)) + (("better_with",) * (better is None))
    if not _leg_pain(history, rule):
        told = ("told_diagnoses",) * (history.get("told_diagnoses") is None)
        could = (*unasked, *history.unknown_radiation("below_knee_from"), *told)
        known = len(could) == len(unasked)
        return Finding("no", "no leg pain") if known else Finding("unknown", NOT_ANSWERED, could)
    if unasked:
        return Finding("unknown", NOT_ANSWERED, unasked)
    return Finding("yes", f"walking worse, {history.words.say(eased[0])} better")


def _leg_pain(history: History, rule: Rule) -> bool:
    return bool(
        {"buttock", "thigh", "lower_leg", "foot"} & set(history.sites)
        or history.radiation("below_knee_from", "leg_words")
        or told_here(history, rule, "stenosis")
    )


def told_of_this_part(history: History, rule: Rule) -> Finding:
    """A diagnosis of this part of the spine; one that names no part is of the part that is `felt`,
    the low back before the neck (`unless`).
    """
    found, groups = patterns.told(history, rule), history.words.groups
    if found.outcome != "no" or not history.hurts_in(*rule.limits["felt"]):
        return found
    if history.hurts_in(*rule.limits.get("unless", ())):
        return found
    unplaced = [
        history.words.say(word)
        for word in history.told(groups["spine_diagnoses_without_a_part"])
        if not names(word, groups["parts_of_the_spine"])
    ]
    return Finding("yes", ", ".join(unplaced)) if unplaced else found


def earlier_epidural(history: History, rule: Rule) -> Finding:
    """The most recent of `kinds` decides: it `failed` under `helped_percent` or `failed_weeks`, it
    `helped` from `helped_months` on. Relief of unknown size or length did neither.
    """
    found = last(history, rule.limits["kinds"])
    if found.missing:
        asked = history.get("prior_procedures") is not None
        said = "which was the last is not known" if asked else NOT_ANSWERED
        return Finding("unknown", said, found.missing)
    epidural = found.found
    if epidural is None:
        return Finding("none", "none")
    outcome, missing = _relief(epidural, rule)
    return Finding(outcome, epidural.said, missing)


def _relief(epidural: Earlier, rule: Rule) -> tuple[str, tuple[str, ...]]:
    if epidural.percent is None:
        return "unknown", (f"{epidural.path}.relief_percent",)
    if epidural.percent < rule.limits["helped_percent"]:
        return "failed", ()
    if epidural.months is None:
        return "unknown", (f"{epidural.path}.relief_months",)
    if tenth(epidural.months) < weeks_as_months(rule.limits["failed_weeks"]):
        return "failed", ()
    helped = tenth(epidural.months) >= rule.limits["helped_months"]
    return ("helped" if helped else "between"), ()


def pain_long_enough(history: History, gate: Rule) -> Finding:
    """Fresh shingles waits for nothing; pain that stayed after shingles waits like any other."""
    waived = history.told(gate.limits["waived_by"])
    if waived and not history.told(gate.limits["not_waived_by"]):
        return Finding("waived", history.words.say(waived[0]))
    return gates.duration(history, gate)
