"""A sample's facts as the answers a patient would give to the form: the way back from facts."""

from typing import Any

from intake.facts import SPREADS, WEEKS_PER_MONTH
from intake.pages.warning_signs import WARNING_SIGNS

CONSENTS = {"texts": True, "answer_by_text": True}


def answers_of(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Page values by page key. What the facts do not say is answered "none" or "not sure"."""
    sites = facts.get("pain_sites", [])
    flags = facts.get("red_flag_answers") or {}
    values: dict[str, Any] = {
        "where": [{"site": place["site"], "side": place["side"]} for place in sites],
        "duration": _duration(facts.get("duration_months")),
        "worst_area": facts.get("worst_area") or "not_sure",
        "descriptors": [word for word, felt in _descriptors(facts) if felt] or ["none"],
        "treatments": facts.get("treatments_tried") or [],
        "blood_thinners": facts.get("anticoagulants_antiplatelets") or ["none"],
        "goals": facts.get("goals") or [],
    }
    for page, places in SPREADS:
        words = [w for p in sites if p["site"] in places for w in p.get("radiates_to") or ()]
        values[page] = list(dict.fromkeys(words)) or ["none"]
    for page in WARNING_SIGNS:
        values[page.key] = flags.get(page.key) or "not_sure"
    for key in ("worse_with", "better_with"):
        values[key] = facts.get(key) or ["none"]
    for prefix, group in (("nrs", facts.get("nrs")), ("peg", facts.get("peg"))):
        values |= {f"{prefix}_{name}": number for name, number in (group or {}).items()}
    return {key: {key: value} for key, value in values.items()} | {"consent": CONSENTS}


def _duration(months: float | None) -> dict[str, Any]:
    """Weeks where a patient would say weeks, and they give the same months."""
    if months is None:
        return {"number": None, "unit": "not_sure"}
    weeks = round(months * WEEKS_PER_MONTH)
    if months < 2 and round(weeks / WEEKS_PER_MONTH, 1) == months:
        return {"number": weeks, "unit": "weeks"}
    return {"number": months, "unit": "months"}


def _descriptors(facts: dict[str, Any]) -> Any:
    return (facts.get("neuropathic_descriptors") or {}).items()
