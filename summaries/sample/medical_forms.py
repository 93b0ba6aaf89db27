"""A sample's medical history as the answers a patient would give: the way back from facts."""

from collections.abc import Callable
from typing import Any

from intake.pages.allergies import AGENTS, REACTIONS
from intake.pages.health import CONDITIONS
from intake.pages.imaging import REGIONS
from intake.pages.procedures import KINDS, SURGERIES
from questions.loop import DONE, MORE
from questions.page import Choice

Entry = dict[str, Any]
_LOOPS = (("procedure", "prior_procedures"), ("surgery", "prior_surgery"), ("imaging", "imaging"))
_NOT_SURE = {"not_sure": True}


def medical_answers(facts: dict[str, Any]) -> dict[str, Entry]:
    """Page values by page key. What the facts do not say is answered "not sure"."""
    values: dict[str, Entry] = {
        "medicines_and_allergies": {
            "takes_medicines": _any(facts.get("medications")),
            "has_allergies": _any(facts.get("allergies")),
        },
        "had_before": {"had_before": _had_before(facts)},
        "conditions": {"conditions": _conditions(facts)},
        "diabetes": _diabetes(facts.get("diabetes") or {}),
        "coronary_stent": {"coronary_stent": _when(facts.get("coronary_stent_months_ago"))},
        "implants": {
            "implants": _ticks(facts.get("implants")),
            "pregnancy": facts.get("pregnancy") or "not_applicable",
        },
        "gestation_weeks": {"gestation_weeks": _number(facts.get("gestation_weeks"))},
    }
    planned = facts.get("planned_surgery") or {}
    values["planned_surgery"] = {
        "planned_kind": _or_words(planned.get("type") or "not_sure", SURGERIES),
        "planned_in": _weeks(planned.get("in_weeks")),
    }
    values |= _loop("medicine", facts.get("medications"), _medicine)
    for n, entry in enumerate(facts.get("medications") or (), start=1):
        days = _number(entry.get("doses_per_day_last_7_days"))
        values[f"medicine_last_days-{n}"] = {f"medicine_last_days-{n}": days}
        values[f"medicine_route-{n}"] = {f"medicine_route-{n}": entry.get("route") or "not_sure"}
    values |= _loop("allergy", facts.get("allergies"), _allergy)
    values |= _loop("procedure", facts.get("prior_procedures"), _procedure)
    values |= _loop("surgery", facts.get("prior_surgery"), _surgery)
    return values | _loop("imaging", facts.get("imaging"), _scan)


def _loop(
    key: str, entries: list[Entry] | None, page: Callable[[Entry], Entry]
) -> dict[str, Entry]:
    last = len(entries or ())
    return {
        f"{key}-{n}": page(entry) | {f"{key}_another": MORE if n < last else DONE}
        for n, entry in enumerate(entries or (), start=1)
    }


def _any(entries: list[Entry] | None) -> str:
    return "not_sure" if entries is None else "yes" if entries else "no"


def _ticks(words: list[str] | None) -> list[str]:
    return ["not_sure"] if words is None else words or ["none"]


def _had_before(facts: dict[str, Any]) -> list[str]:
    ticks = [what for what, fact in _LOOPS if facts.get(fact)]
    ticks += ["planned"] * bool(facts.get("planned_surgery"))
    unknown = any(facts.get(fact) is None for _, fact in _LOOPS)
    return ticks + ["not_sure"] * unknown or ["none"]


def _conditions(facts: dict[str, Any]) -> list[str]:
    """The ticks, and "not sure" where a line is not known."""
    said = facts | {"diabetes": (facts.get("diabetes") or {}).get("has")}
    said["coronary_stent"] = facts.get("coronary_stent_months_ago") is not None
    codes = [choice.code for choice in CONDITIONS if choice.code not in ("none", "not_sure")]
    ticks = [code for code in codes if said.get(code)]
    unknown = any(said.get(code) is None for code in codes)
    return ticks + ["not_sure"] * unknown or ["none"]


def _diabetes(fact: Entry) -> Entry:
    insulin = {True: "yes", False: "no", None: "not_sure"}[fact.get("insulin")]
    return {"insulin": insulin, "a1c": _number(fact.get("a1c"))}


def _medicine(entry: Entry) -> Entry:
    dose, times = entry.get("dose"), entry.get("times_per_day")
    as_needed = entry.get("doses_per_day_last_7_days") is not None
    return {
        "medicine_name": {"words": entry["name"].replace("_", " "), "ticks": []},
        "medicine_strength": None if dose is None else {"number": dose, "unit": entry["unit"]},
        "medicine_times": None if times is None else {"number": times, "unit": "day"},
        "medicine_when_needed": "yes" if as_needed else "no",
    }


def _allergy(entry: Entry) -> Entry:
    return {
        "allergy_agent": _or_words(entry["agent"], AGENTS),
        "allergy_reaction": _or_words(entry.get("reaction") or "unknown", REACTIONS),
    }


def _procedure(entry: Entry) -> Entry:
    percent, months = entry.get("relief_percent"), entry.get("relief_months")
    lasted: Entry = {"number": None, "unit": "not_sure"}
    if entry.get("relief_hours") is not None:
        lasted = {"number": entry["relief_hours"], "unit": "hours"}
    elif months is not None:
        lasted = {"number": months or None, "unit": "months" if months else "no_relief"}
    return {
        "procedure_kind": _or_words(entry["type"], KINDS),
        "procedure_when": _when(entry.get("months_ago")),
        "procedure_relief": _number(percent),
        "procedure_lasted": lasted,
    }


def _surgery(entry: Entry) -> Entry:
    kind, when = _or_words(entry["type"], SURGERIES), _when(entry.get("months_ago"))
    return {"surgery_kind": kind, "surgery_when": when}


def _scan(entry: Entry) -> Entry:
    return {
        "imaging_type": entry.get("type") or "not_sure",
        "imaging_region": _or_words(entry.get("region") or "not_sure", REGIONS),
        "imaging_when": _when(entry.get("months_ago")),
    }


def _or_words(code: str, choices: tuple[Choice, ...]) -> str | Entry:
    known = code in [choice.code for choice in choices]
    return code if known else {"other": code.replace("_", " ")}


def _number(number: float | None) -> Entry:
    return _NOT_SURE if number is None else {"number": number, "unit": None}


def _weeks(weeks: float | None) -> Entry:
    return _NOT_SURE if weeks is None else {"number": weeks, "unit": "weeks"}


def _when(months: float | None) -> Entry:
    if months is None:
        return _NOT_SURE
    return {"said": f"{months:g} months ago", "ago": months, "unit": "months"}
