"""The medical history as facts: medicines, allergies, what was done before, health now. Pure.

A list is [] where the patient said that there is none, and None where that is not known. What has
no name keeps its place in a list under a word that the rules do not know: so it is shown as
unrecognised, and the list is seen not to be complete. Dates are counted to the day `on`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from questions.loop import entries, numbered_entries
from questions.page import JSON, Answers
from questions.widgets.approximate import months_before

from .pages.health import CONDITIONS
from .pages.medicines import HOW_OFTEN

WEEKS_PER_MONTH = 4.345
UNNAMED_MEDICINE = "medicine_not_named"
UNKNOWN = {
    "procedure": "procedure_not_known",
    "surgery": "surgery_not_known",
    "allergy": "allergy_not_known",
}
TOLD = ("yes", "no")  # "not sure" is not told

Entry = dict[str, Any]


def snake(words: str) -> str:
    """What was typed as a word of the facts: "Tylenol #3" is tylenol_3."""
    return re.sub(r"\W+", "_", words.lower()).strip("_")


def medications(answers: Answers) -> list[Entry] | None:
    pages = numbered_entries("medicine", answers)
    found = [_medicine(n, page, answers) for n, page in pages.items()]
    return _list(found, _any("takes_medicines", answers))


def _medicine(n: int, page: Entry, answers: Answers) -> Entry:
    strength, times = page.get("medicine_strength"), page.get("medicine_times")
    typed = page.get("medicine_name")
    words = typed.get("words") if isinstance(typed, dict) else None
    last_days = _said(f"medicine_last_days-{n}", answers)
    return _known(
        name=(isinstance(words, str) and snake(words)) or UNNAMED_MEDICINE,
        dose=_number(strength),
        unit=strength.get("unit") if isinstance(strength, dict) else None,
        times_per_day=_a_day(times),
        route=_said(f"medicine_route-{n}", answers),
        doses_per_day_last_7_days=_number(last_days),
    )


def _a_day(times: JSON) -> float | None:
    number = _number(times)
    if number is None or not isinstance(times, dict):
        return None
    return round(number / 7, 2) if times.get("unit") == HOW_OFTEN[1].code else number


def allergies(answers: Answers) -> list[Entry] | None:
    found = [
        _known(
            agent=_word(page.get("allergy_agent")) or UNKNOWN["allergy"],
            reaction=_own_words(page.get("allergy_reaction")),
        )
        for page in entries("allergy", answers)
    ]
    return _list(found, _any("has_allergies", answers))


def prior_procedures(answers: Answers, on: date | None) -> list[Entry] | None:
    found = [
        _known(
            **_done("procedure", page, on),
            relief_percent=_number(page.get("procedure_relief")),
            **_lasted(page.get("procedure_lasted")),
        )
        for page in entries("procedure", answers)
    ]
    return _list(found, _had("procedure", answers))


def _lasted(value: JSON) -> Entry:
    """Hours of a block, months of a treatment. Where it still helps its length is not known."""
    match value:
        case {"unit": "no_relief"}:
            return {"relief_months": 0}
        case {"number": int() | float() as number, "unit": "hours"}:
            return {"relief_hours": number}
        case {"number": int() | float() as number, "unit": "days"}:
            return {"relief_hours": number * 24}
        case {"number": int() | float() as number, "unit": "weeks"}:
            return {"relief_months": round(number / WEEKS_PER_MONTH, 1)}
        case {"number": int() | float() as number, "unit": "months"}:
            return {"relief_months": number}
    return {}


def prior_surgery(answers: Answers, on: date | None) -> list[Entry] | None:
    found = [_known(**_done("surgery", page, on)) for page in entries("surgery", answers)]
    return _list(found, _had("surgery", answers))


def _done(what: str, page: Entry, on: date | None) -> Entry:
    """Which procedure or surgery it was, and how long ago."""
    return {
        "type": _word(page.get(f"{what}_kind")) or UNKNOWN[what],
        "months_ago": _months_ago(page.get(f"{what}_when"), on),
    }


def planned_surgery(answers: Answers) -> Entry | None:
    page = answers.get("planned_surgery")
    if page is None:
        return None
    until = page.get("planned_in")
    weeks = _number(until)
    if weeks is not None and isinstance(until, dict) and until.get("unit") == "months":
        weeks = round(weeks * WEEKS_PER_MONTH, 1)
    return _known(type=_word(page.get("planned_kind")) or UNKNOWN["surgery"], in_weeks=weeks)


def imaging(answers: Answers, on: date | None) -> list[Entry] | None:
    found = [
        _known(
            type=_word(page.get("imaging_type")),
            region=_word(page.get("imaging_region")),
            months_ago=_months_ago(page.get("imaging_when"), on),
        )
        for page in entries("imaging", answers)
    ]
    return _list(found, _had("imaging", answers))


def condition(code: str, answers: Answers) -> bool | None:
    """Ticked; else False, unless "not sure" speaks for the lines that are not ticked."""
    return _ticked("conditions", code, answers)


def diabetes(answers: Answers) -> Entry | None:
    has = condition("diabetes", answers)
    if has is None:
        return None
    page = answers.get("diabetes", {})
    insulin = page.get("insulin")
    return _known(
        has=has,
        a1c=_number(page.get("a1c")),
        insulin=insulin == "yes" if insulin in TOLD else None,
    )


def coronary_stent_months_ago(answers: Answers, on: date | None) -> float | None:
    return _months_ago(_said("coronary_stent", answers), on)


def pregnancy(answers: Answers) -> JSON:
    return answers.get("implants", {}).get("pregnancy")


def gestation_weeks(answers: Answers) -> float | None:
    return _number(_said("gestation_weeks", answers))


def _conditions() -> dict[str, Callable[[Answers], bool | None]]:
    """Those ticks that are a fact as they stand."""
    asked_further = ("diabetes", "coronary_stent", "none", "not_sure")
    codes = [choice.code for choice in CONDITIONS if choice.code not in asked_further]
    return {code: partial(condition, code) for code in codes}


FACTS: dict[str, Callable[[Answers], Any]] = {
    "planned_surgery": planned_surgery,
    "medications": medications,
    "allergies": allergies,
    "diabetes": diabetes,
    "pregnancy": pregnancy,
    "gestation_weeks": gestation_weeks,
    **_conditions(),
}
DATED_FACTS: dict[str, Callable[[Answers, date | None], Any]] = {
    "prior_procedures": prior_procedures,
    "prior_surgery": prior_surgery,
    "coronary_stent_months_ago": coronary_stent_months_ago,
    "imaging": imaging,
}


def _said(page: str, answers: Answers) -> Any:
    """The value of a one-question page; None where it is not known."""
    value = answers.get(page, {}).get(page)
    return None if value == "not_sure" else value


def _any(what: str, answers: Answers) -> str | None:
    said = answers.get("medicines_and_allergies", {}).get(what)
    return str(said) if said in TOLD else None


def _had(what: str, answers: Answers) -> str | None:
    """yes, no or None, of a line of the first question on care before."""
    ticked = _ticked("had_before", what, answers)
    return None if ticked is None else "yes" if ticked else "no"


def _ticked(page: str, code: str, answers: Answers) -> bool | None:
    ticks = _said(page, answers)
    if not isinstance(ticks, list) or not ticks:
        return None
    return True if code in ticks else None if "not_sure" in ticks else False


def _list(found: list[Entry], said: str | None) -> list[Entry] | None:
    """Where all that was entered was taken out again, it is not known what there is."""
    if said == "no":
        return []
    return found or None if said == "yes" else None


def _known(**values: Any) -> Entry:
    return {key: value for key, value in values.items() if value is not None}


def _number(value: JSON) -> float | None:
    number = value.get("number") if isinstance(value, dict) else None
    return number if isinstance(number, int | float) else None


def _months_ago(value: JSON, on: date | None) -> float | None:
    return None if on is None else months_before(value, on)


def _own_words(value: JSON) -> str | None:
    """A code, or the patient's own words as they were typed."""
    words = value.get("other") if isinstance(value, dict) else value
    return words if isinstance(words, str) else None


def _word(value: JSON) -> str | None:
    """The same as a word of the facts; None where it is not known."""
    words = _own_words(value)
    return None if words is None or words == "not_sure" else snake(words) or None
