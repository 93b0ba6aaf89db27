"""The patient's answers as facts, the scoring core's plain input. Pure.

What was not asked, not answered or not known is absent: never "no", never 0.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from questions.page import JSON, Answers, applicable

from .pages import PAGES
from .pages.care import DESCRIPTORS
from .pages.warning_signs import WARNING_SIGNS
from .pages.where import ARM_SITES, LEG_SITES

WEEKS_PER_MONTH = 4.345
MONTHS_IN = {"weeks": 1 / WEEKS_PER_MONTH, "months": 1, "years": 12}
SPREADS = (("spread", LEG_SITES), ("spread_arms", ARM_SITES))


def build(answers: Answers, *, age: int, sex: str | None = None) -> dict[str, Any]:
    """Facts of the answers so far; a draft at any point gives the facts known by then.

    `age` in whole years and `sex` come from the record. Answers to pages that no longer apply
    (the place was changed) are not facts.
    """
    asked = [page.key for page in applicable(PAGES, answers) if page.key in answers]
    current = {key: answers[key] for key in asked}
    facts = {"age": age, "sex": sex} | {key: read(current) for key, read in FACTS.items()}
    return {key: value for key, value in facts.items() if value is not None}


def answer(page: str, answers: Answers) -> JSON:
    """The value of a one-question page; None when it is not answered or not known."""
    value = answers.get(page, {}).get(page)
    return None if value == "not_sure" else value


def ticked(page: str, answers: Answers) -> list[str] | None:
    """The ticks of a list: "none of these" is [], only "not sure" is not known."""
    value = answer(page, answers)
    if not isinstance(value, list) or value in ([], ["not_sure"]):
        return None
    return [code for code in value if code not in ("none", "not_sure")]


def several(pages: dict[str, str], answers: Answers) -> dict[str, Any] | None:
    """Several pages' answers in one object, under the names the facts have for them."""
    found = {name: answer(page, answers) for page, name in pages.items()}
    return {name: value for name, value in found.items() if value is not None} or None


def red_flag_answers(answers: Answers) -> dict[str, Any] | None:
    """Yes, no and not sure as they were said: here "not sure" counts."""
    keys = [page.key for page in WARNING_SIGNS]
    return {key: answers[key][key] for key in keys if key in answers} or None


def pain_sites(answers: Answers) -> list[dict[str, Any]] | None:
    places = answer("where", answers)
    return [_site(place, answers) for place in places] if isinstance(places, list) else None


def _site(place: dict[str, Any], answers: Answers) -> dict[str, Any]:
    """One place, with the leg or arm words that belong to it; without them where not known."""
    for page, sites in SPREADS:
        words = ticked(page, answers)
        if place["site"] in sites and words is not None:
            return {**place, "radiates_to": words}
    return dict(place)


def duration_months(answers: Answers) -> float | None:
    match answer("duration", answers):
        case {"number": int() | float() as number, "unit": str() as unit} if unit in MONTHS_IN:
            return round(number * MONTHS_IN[unit], 1)
    return None


def descriptors(answers: Answers) -> dict[str, bool] | None:
    """True for a tick; False for the others, unless "not sure" speaks for them."""
    words = ticked("descriptors", answers)
    if words is None:
        return None
    unsure = "not_sure" in answers["descriptors"]["descriptors"]  # type: ignore[operator]
    codes = [choice.code for choice in DESCRIPTORS if choice.code not in ("none", "not_sure")]
    return {code: code in words for code in codes if code in words or not unsure}


FACTS: dict[str, Callable[[Answers], Any]] = {
    "pain_sites": pain_sites,
    "duration_months": duration_months,
    "nrs": partial(several, {f"nrs_{k}": k for k in ("now", "average", "worst", "least")}),
    "peg": partial(several, {f"peg_{k}": k for k in ("pain", "enjoyment", "general_activity")}),
    "neuropathic_descriptors": descriptors,
    "worse_with": partial(ticked, "worse_with"),
    "better_with": partial(ticked, "better_with"),
    "treatments_tried": partial(answer, "treatments"),
    "anticoagulants_antiplatelets": partial(ticked, "blood_thinners"),
    "red_flag_answers": red_flag_answers,
    "goals": partial(ticked, "goals"),
    "worst_area": partial(answer, "worst_area"),
}
