"""Stops, caps and cautions: what must be seen before a needle, apart from any points.
Each predicate answers None, or what the patient said (which may be nothing more than "yes")."""

from collections.abc import Callable, Sequence
from typing import Any

from intake.candidacy.history import History, say_months, say_number
from intake.candidacy.rules import Family, Rule
from intake.candidacy.words import names, plain

RedFlags = Sequence[dict[str, Any]]
FamilyCheck = Callable[[History, Family, RedFlags, Rule], bool]
Caution = Callable[[History, Sequence[Family], Rule], str | None]
YES = "yes"


def active_infection(history: History) -> bool:
    return history.answer("fever_chills") == "yes" or bool(history.get("antibiotics_now"))


def new_stent(history: History, rule: Rule) -> str | None:
    months = history.get("coronary_stent_months_ago")
    return say_months(months) if months is not None and months < rule.limits["months"] else None


STOPS: dict[str, FamilyCheck] = {
    "emergency_red_flag": lambda h, f, flags, r: any(x["grade"] == "emergency" for x in flags),
    "active_infection": lambda h, f, flags, r: active_infection(h),
    "pregnancy": lambda h, f, flags, r: f.fluoroscopic and h.get("pregnancy") == "yes",
}

CAPS: dict[str, FamilyCheck] = {
    "recent_coronary_stent": lambda h, f, flags, r: (
        f.bleeding_class != "low" and new_stent(h, r) is not None
    ),
    "pregnancy_possible": lambda h, f, flags, r: (
        f.fluoroscopic and h.get("pregnancy") == "possible"
    ),
    "contrast_anaphylaxis": lambda h, f, flags, r: (
        f.contrast and h.contrast_reaction == "anaphylaxis"
    ),
    "fever_not_sure": lambda h, f, flags, r: h.answer("fever_chills") == "not_sure",
}


def moved_up(history: History, family: Family) -> bool:
    """Two blood thinners, or one with liver or kidney disease, move the bleeding class up one."""
    several = len(history.thinners) > 1
    slow = bool(history.thinners and history.get("liver_or_kidney_disease"))
    return family.bleeding_class != "high" and (several or slow)


def _thinner(kind: str, bleeding_class: str) -> Caution:
    def caution(history: History, families: Sequence[Family], rule: Rule) -> str | None:
        taken = [history.words.say(name) for name, found in history.thinners if found == kind]
        listed = any(family.bleeding_class == bleeding_class for family in families)
        return ", ".join(taken) if taken and listed else None

    return caution


def _when(said: object) -> str | None:
    return YES if said else None


def _allergy(*agents: str) -> Caution:
    return lambda history, families, rule: history.reaction(*agents)


def _contrast(grade: str) -> Caution:
    def caution(history: History, families: Sequence[Family], rule: Rule) -> str | None:
        same = history.contrast_reaction == grade
        return history.reaction("iodinated_contrast") if same else None

    return caution


def a1c(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = history.get("diabetes", "a1c")
    return say_number(found) if found is not None and found >= rule.limits["a1c"] else None


def spine_surgery(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    spine = history.words.groups["spine_surgery"]
    had = [
        entry["type"] for entry in history.listed("prior_surgery") if names(entry["type"], spine)
    ]
    had += history.told(["post_laminectomy", "lumbar_fusion", "cervical_fusion"])
    return ", ".join(map(history.words.say, dict.fromkeys(had))) or None


def cancer_now(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    told = [history.words.say(name) for name in history.told(history.words.groups["cancer"])]
    told += ["on chemotherapy"] if history.get("current_chemotherapy") else []
    return ", ".join(told) or None


def steroid_sessions(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = history.earlier(history.words.groups["steroid_procedures"])
    dates = [entry["months_ago"] for _, entry in found if entry.get("months_ago") is not None]
    in_6, in_12 = (sum(ago < months for ago in dates) for months in (6, 12))
    if in_6 >= rule.limits["in_6_months"]:
        return f"{in_6} steroid injections in 6 months"
    return (
        f"{in_12} steroid injections in 12 months" if in_12 >= rule.limits["in_12_months"] else None
    )


def skin_prep(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = [
        f"{history.words.say(agent)}: {said}"
        for agent in ("chlorhexidine", "povidone_iodine")
        if (said := history.reaction(agent)) is not None
    ]
    return ", ".join(found) or None


def nrs_order(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """Least, average and worst must rise, as far as they are known."""
    given = [
        (key, int(value))
        for key in ("least", "average", "worst")
        if (value := history.get("nrs", key)) is not None
    ]
    values = [value for _, value in given]
    return ", ".join(f"{key} {value}" for key, value in given) if values != sorted(values) else None


def longer_than_life(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    months = history.get("duration_months")
    return _when(months is not None and months / 12 > history.facts["age"] + 1)


def steroid_interaction(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = [
        history.words.say(entry["name"])
        for entry in history.listed("medications")
        if names(entry["name"], history.words.groups["steroid_interaction"])
        and entry.get("route") in (None, "oral")
    ]
    return ", ".join(found) if found and any(family.steroid for family in families) else None


CAUTIONS: dict[str, Caution] = {
    "diabetes_steroid": lambda h, families, r: _when(
        h.get("diabetes", "has") and any(family.steroid for family in families)
    ),
    "a1c_8_or_more": a1c,
    **{
        f"{kind}_{level}_risk_procedure": _thinner(kind, level)
        for kind in ("anticoagulant", "antiplatelet")
        for level in ("low", "intermediate", "high")
    },
    "recent_coronary_stent_do_not_interrupt": lambda h, families, r: new_stent(h, r),
    "bleeding_disorder": lambda h, families, r: _when(h.get("bleeding_disorder")),
    "contrast_mild": _contrast("mild"),
    "contrast_anaphylaxis": _contrast("anaphylaxis"),
    "local_anaesthetic_allergy": _allergy("local_anaesthetic"),
    "steroid_allergy": _allergy("steroid"),
    "latex_allergy": _allergy("latex"),
    "pregnancy_no_fluoroscopy": lambda h, families, r: _when(
        h.get("pregnancy") in ("yes", "possible")
    ),
    "prior_spine_surgery": spine_surgery,
    "spinal_hardware": lambda h, families, r: _when(
        "spinal_hardware" in map(plain, h.listed("implants"))
    ),
    "active_malignancy": cancer_now,
    "chemotherapy_counts": lambda h, families, r: _when(h.get("current_chemotherapy")),
    "steroid_session_limit_reached": steroid_sessions,
    "age_75_or_more": lambda h, families, r: (
        str(int(h.facts["age"])) if h.facts["age"] >= r.limits["age"] else None
    ),
    "immunosuppressed": lambda h, families, r: _when(h.answer("immunosuppressed") == "yes"),
    "skin_prep_allergy": skin_prep,
    "adhesive_allergy": _allergy("adhesive"),
    "active_infection": lambda h, families, r: _when(active_infection(h)),
    "implausible_nrs_order": nrs_order,
    "implausible_duration_exceeds_age": longer_than_life,
    "positioning_or_sedation": lambda h, families, r: _when(h.get("cannot_lie_flat_or_prone")),
    "steroid_interaction": steroid_interaction,
}
