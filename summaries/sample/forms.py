"""A sample's facts as the answers a patient would give to the form: the way back from facts."""

from collections.abc import Iterable
from typing import Any

from intake.facts import SPREADS, WEEKS_PER_MONTH
from intake.pages import care, where
from questions.page import Choice

from .life_forms import life_answers
from .medical_forms import medical_answers

CONSENTS = {"texts": True, "answer_by_text": True}
_SPREAD_WORDS = {"spread": where.LEG_WORDS, "spread_arms": where.ARM_WORDS}
_SITES = {choice.code for choice in where.SITES}


def answers_of(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Page values by page key. What the facts do not say, or say in words that the form does not
    have, is answered "not sure"; places and scales that they do not say stay without an answer.
    """
    sites = [place for place in facts.get("pain_sites", []) if place["site"] in _SITES]
    values: dict[str, Any] = {
        "where": [{"site": place["site"], "side": place["side"]} for place in sites],
        "duration": _duration(facts.get("duration_months")),
        "worst_area": facts.get("worst_area") or "not_sure",
        "treatments": facts.get("treatments_tried") or [],
        "blood_thinners": _thinners(facts.get("anticoagulants_antiplatelets")),
        "goals": facts.get("goals") or [],
    }
    for page, places in SPREADS:
        said = [p["radiates_to"] for p in sites if p["site"] in places and "radiates_to" in p]
        words = None if None in said else [word for one in said for word in one]
        values[page] = ticks(_SPREAD_WORDS[page], words)
    for prefix, group in (("nrs", facts.get("nrs")), ("peg", facts.get("peg"))):
        values |= {f"{prefix}_{name}": number for name, number in (group or {}).items()}
    pages = {key: {key: value} for key, value in values.items()} | _day_to_day(facts)
    return pages | medical_answers(facts) | life_answers(facts) | {"consent": CONSENTS}


def ticks(choices: Iterable[Choice], words: list[str] | None) -> list[str]:
    """The lines of a list that say these words: "not sure" where they are not known."""
    known = [choice.code for choice in choices if choice.code in (words or ())]
    return known or (["none"] if words == [] else ["not_sure"])


def _day_to_day(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    felt = facts.get("neuropathic_descriptors")
    words = None if felt is None else [word for word, is_felt in felt.items() if is_felt]
    return {
        "pain_changes": {
            "worse_with": ticks(care.WORSE, facts.get("worse_with")),
            "better_with": ticks(care.BETTER, facts.get("better_with")),
        },
        "pain_kind": {
            "descriptors": ticks(care.DESCRIPTORS, words),
            "pain_points": ticks(care.POINTS, facts.get("pain_points")),
        },
    }


def _thinners(names: list[str] | None) -> list[str]:
    """One that the form does not list is "another one"."""
    listed = {choice.code for choice in care.BLOOD_THINNERS}
    other = {name if name in listed else "other_blood_thinner" for name in names or ()}
    return ticks(care.BLOOD_THINNERS, None if names is None else list(other))


def _duration(months: float | None) -> dict[str, Any]:
    """Weeks where a patient would say weeks, and they give the same months."""
    if months is None:
        return {"number": None, "unit": "not_sure"}
    weeks = round(months * WEEKS_PER_MONTH)
    if months < 2 and round(weeks / WEEKS_PER_MONTH, 1) == months:
        return {"number": weeks, "unit": "weeks"}
    return {"number": months, "unit": "months"}
