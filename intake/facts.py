"""The patient's answers, this clinic's record and a clinician's corrections as facts, the scoring
core's plain input, with the source of what is not the patient's. Pure.

What was not asked, not answered or not known is absent: never "no", never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from questions.page import JSON, Answers, applicable

from . import history_facts, life_facts, medical_facts
from .facts_contract import FACTS as CONTRACT
from .history_facts import CLINICIAN, Recorded
from .pages import PAGES
from .pages.care import DESCRIPTORS
from .pages.where import ARM_SITES, LEG_SITES

WEEKS_PER_MONTH = 4.345
MONTHS_IN = {"weeks": 1 / WEEKS_PER_MONTH, "months": 1, "years": 12}
SPREADS = (("spread", LEG_SITES), ("spread_arms", ARM_SITES))


NOT_CORRECTED = ("age", "sex", "sources")  # the record's, and what is worked out


def build(
    answers: Answers,
    *,
    age: int,
    sex: str | None = None,
    record: Sequence[Recorded] = (),
    corrections: Mapping[str, Any] | None = None,
    months_since: float = 0,
    on: date | None = None,
) -> dict[str, Any]:
    """Facts of the answers so far; a draft at any point gives the facts known by then.

    `age` in whole years and `sex` come from the record. Answers to pages that no longer apply
    (the place was changed) are not facts. A correction replaces or adds the fact of its key.
    `months_since` the answers were given, earlier procedures are that much longer ago. `on` is
    the patient's day when the form was sent: "about when" is counted to it, and unknown without.
    """
    corrections = corrections or {}
    asked = [page.key for page in applicable(PAGES, answers) if page.key in answers]
    current = {key: answers[key] for key in asked}
    said = {"age": age, "sex": sex} | {key: read(current) for key, read in FACTS.items()}
    said |= {key: read(current, on) for key, read in medical_facts.DATED_FACTS.items()}
    before = said.get(history_facts.PATH)
    earlier, sources = history_facts.merge(
        None if before is None else history_facts.aged(before, months_since),
        record,
        corrections.get(history_facts.PATH),
    )
    facts = {**said, **corrections, history_facts.PATH: earlier}
    for path, value in corrections.items():
        if path != history_facts.PATH:
            sources |= dict.fromkeys(corrected_parts(path, said.get(path), value), CLINICIAN)
    facts["sources"] = dict(sorted(sources.items())) or None
    return {key: facts[key] for key in CONTRACT if facts.get(key) is not None}


def corrected_parts(path: str, said: object, value: object) -> list[str]:
    """The paths that are the corrector's own: the changed and added entries of a list, or all.

    Where entries were only taken out, or the value was confirmed, all of it is the corrector's.
    """
    if isinstance(said, list) and isinstance(value, list) and len(value) >= len(said):
        own = [f"{path}[{index}]" for index, entry in enumerate(value) if entry not in said]
        if own:
            return own
    return [path]


def answer(question: str, answers: Answers) -> JSON:
    """A question's value on whichever page asks it; None when it is not answered or not known."""
    value = next((page[question] for page in answers.values() if question in page), None)
    return None if value == "not_sure" else value


def ticked(question: str, answers: Answers) -> list[str] | None:
    """The ticks of a list: "none of these" is [], only "not sure" is not known."""
    value = answer(question, answers)
    if not isinstance(value, list) or value in ([], ["not_sure"]):
        return None
    return [code for code in value if code not in ("none", "not_sure")]


def several(names: dict[str, str], answers: Answers) -> dict[str, Any] | None:
    """Several questions' answers in one object, under the names the facts have for them."""
    found = {name: answer(question, answers) for question, name in names.items()}
    return {name: value for name, value in found.items() if value is not None} or None


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
    unsure = "not_sure" in answer("descriptors", answers)  # type: ignore[operator]
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
    "goals": partial(ticked, "goals"),
    "worst_area": partial(answer, "worst_area"),
    "implants": partial(ticked, "implants"),
    "pain_points": partial(ticked, "pain_points"),
    **medical_facts.FACTS,
    "limb_signs": partial(ticked, "limb_signs"),
    "opioid_side_effects": partial(ticked, "opioid_side_effects"),
    "insurance": partial(answer, "insurance"),
    **life_facts.FACTS,
}
