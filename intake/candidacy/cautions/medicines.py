"""Cautions from opioids, other medicines, alcohol and other substances."""

from collections.abc import Sequence

from intake.candidacy.cautions.caution import Caution
from intake.candidacy.history import History, audit_c
from intake.candidacy.opioids import Opioid
from intake.candidacy.rules import Family, Rule
from intake.candidacy.words import names


def dose_at_least(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """By the larger of prescribed and used; a dose that is not known can only add to it. `notes`
    are said of an opioid that is taken.
    """
    found = history.mme
    if found.highest < rule.limits["mme"]:
        return None
    said = f"{found.highest:.10g} MME a day"
    if found.highest > found.partial:
        said = f"up to {said}{'' if found.complete else ', not all known'}"
    elif not found.complete:
        said = f"at least {said}"
    taken = dict.fromkeys(generic for opioid in found.opioids for generic in opioid.generics)
    notes = rule.limits.get("notes", {})
    return "; ".join((said, *(notes[generic] for generic in taken if generic in notes)))


def not_converted(history: History, families: Sequence[Family], rule: Rule) -> list[str]:
    return list(history.mme.unconverted)


def _opioid_with(group: str) -> Caution:
    def caution(history: History, families: Sequence[Family], rule: Rule) -> str | None:
        return ", ".join(history.takes(group)) or None if history.takes_opioid else None

    return caution


def use_disorder_treatment(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """Medicines taken for it, as far as their name and route tell."""
    told = bool(history.told(rule.limits["told"]))
    taken = [
        opioid.entry["name"]
        for opioid in history.mme.opioids
        if _is_treatment(opioid, rule) or (told and "methadone" in opioid.generics)
    ]
    others = [entry["name"] for entry in history.listed("medications")]
    taken += [
        name
        for name in others
        if names(name, rule.limits["naltrexone"]) and not names(name, rule.limits["combined"])
    ]
    return ", ".join(map(history.words.say, dict.fromkeys(taken))) or None


def _is_treatment(opioid: Opioid, rule: Rule) -> bool:
    """Buprenorphine, unless its name or its route is one for pain."""
    if "buprenorphine" not in opioid.generics:
        return False
    name, limits = opioid.entry["name"], rule.limits
    if names(name, limits["for_use_disorder"]):
        return True
    is_patch = opioid.entry.get("unit") == "mcg_per_hr"
    for_pain = is_patch or opioid.entry.get("route") in limits["pain_routes"]
    return not (for_pain or names(name, limits["for_pain"]))


def alcohol(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    if not history.alcohol_positive:
        return None
    total = audit_c(history.get("audit_c_items"), history.get("substance_history", "audit_c"))
    return str(total)


def substance_use(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """Drugs in the past year, treatment in the past, or a use disorder told."""
    found = []
    times = history.get("substance_history", "past_year_drug_use")
    if times is not None and times >= rule.limits["times"]:
        found.append(f"drugs in the past year: {int(times)}")
    if history.get("substance_history", "past_treatment"):
        found.append("past treatment")
    found += map(history.words.say, history.told(rule.limits["told"]))
    return ", ".join(found) or None


def sleep_apnea(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    if not history.told(rule.limits["told"]):
        return None
    taken = [history.words.say(opioid.entry["name"]) for opioid in history.mme.opioids]
    return ", ".join(dict.fromkeys(taken)) or None


CAUTIONS: dict[str, Caution] = {
    "opioid_plus_benzodiazepine": _opioid_with("benzodiazepines"),
    "opioid_plus_gabapentinoid": _opioid_with("gabapentinoids"),
    "mme_50_or_more": dose_at_least,
    "mme_90_or_more": dose_at_least,
    "mme_incomplete": not_converted,
    "opioid_use_disorder_treatment": use_disorder_treatment,
    "alcohol_screen_positive": alcohol,
    "sleep_apnea_opioids": sleep_apnea,
    "substance_use_positive": substance_use,
}
