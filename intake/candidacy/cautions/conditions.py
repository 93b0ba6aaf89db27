"""Cautions from the patient's conditions, allergies and implants, whatever is listed."""

from collections.abc import Sequence

from intake.candidacy import indications
from intake.candidacy.cautions.caution import Caution, when
from intake.candidacy.history import History, say_months, say_number
from intake.candidacy.rules import Family, Rule
from intake.candidacy.safety import widespread
from intake.candidacy.words import plain


def _allergy(*agents: str) -> Caution:
    return lambda history, families, rule: history.reaction(*agents)


def _contrast(grade: str) -> Caution:
    def caution(history: History, families: Sequence[Family], rule: Rule) -> str | None:
        same = history.contrast_reaction == grade
        return history.reaction("iodinated_contrast") if same else None

    return caution


def skin_prep(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = [
        f"{history.words.say(agent)}: {said}"
        for agent in ("chlorhexidine", "povidone_iodine")
        if (said := history.reaction(agent)) is not None
    ]
    return ", ".join(found) or None


def a1c(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = history.get("diabetes", "a1c")
    return say_number(found) if found is not None and found >= rule.limits["a1c"] else None


def new_stent(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    if not history.stent_newer_than(rule.limits["months"]):
        return None
    return say_months(history.facts["coronary_stent_months_ago"])


def spine_surgery(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    had = indications.spine_surgeries(history)
    had += history.told(history.words.groups["after_spine_surgery"])
    return ", ".join(map(history.words.say, dict.fromkeys(had))) or None


def cancer_now(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = indications.cancer(history)
    return found.answer if found.outcome == "yes" else None


def infection(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = ["fever or chills"] * (history.answer("fever_chills") == "yes")
    found += ["antibiotics now"] * bool(history.get("antibiotics_now"))
    return ", ".join(found) or None


def widespread_pain(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    if not widespread(history):
        return None
    answers = ("wpi", "sss", "generalised_regions")
    areas, severity, regions = (int(history.facts[key]) for key in answers)
    return f"WPI {areas}, SSS {severity}, {regions} regions"


CAUTIONS: dict[str, Caution] = {
    "a1c_8_or_more": a1c,
    "recent_coronary_stent_do_not_interrupt": new_stent,
    "bleeding_disorder": lambda h, families, r: when(h.get("bleeding_disorder")),
    "contrast_mild": _contrast("mild"),
    "contrast_anaphylaxis": _contrast("anaphylaxis"),
    "local_anaesthetic_allergy": _allergy("local_anaesthetic"),
    "steroid_allergy": _allergy("steroid"),
    "latex_allergy": _allergy("latex"),
    "skin_prep_allergy": skin_prep,
    "adhesive_allergy": _allergy("adhesive"),
    "pregnancy_no_fluoroscopy": lambda h, families, r: when(
        h.get("pregnancy") in ("yes", "possible")
    ),
    "prior_spine_surgery": spine_surgery,
    "spinal_hardware": lambda h, families, r: when(
        "spinal_hardware" in map(plain, h.listed("implants"))
    ),
    "active_malignancy": cancer_now,
    "chemotherapy_counts": lambda h, families, r: when(h.get("current_chemotherapy")),
    "widespread_pain_criteria_met": widespread_pain,
    "age_75_or_more": lambda h, families, r: (
        str(int(h.facts["age"])) if h.facts["age"] >= r.limits["age"] else None
    ),
    "immunosuppressed": lambda h, families, r: when(h.answer("immunosuppressed") == "yes"),
    "active_infection": infection,
    "positioning_or_sedation": lambda h, families, r: when(h.get("cannot_lie_flat_or_prone")),
}
