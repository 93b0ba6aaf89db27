"""Red flags, weakness, diagnoses told, mood, days and substances as facts. Pure.

An item that was not asked or was left out is null in its list, never 0; a list of nulls is absent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from questions.instrument import in_order
from questions.page import Answers

from .pages import function, mood, substances, widespread
from .pages.diagnoses import CANCERS, DIAGNOSES
from .pages.warning_signs import signs_said

WEEKS_IN = {"weeks": 1.0, "months": 4.345, "years": 4.345 * 12}
_APART = ("none", "not_sure")


def red_flag_answers(answers: Answers) -> dict[str, str] | None:
    """Yes, no and not sure as they were said: here "not sure" counts."""
    return signs_said(answers) or None


def weakness_detail(answers: Answers) -> dict[str, Any] | None:
    """What is weak in the patient's own words, for how many weeks, and whether it gets worse."""
    said = answers.get("weakness", {})
    weeks = None
    match said.get("weakness_since"):
        case {"number": int() | float() as number, "unit": str() as unit} if unit in WEEKS_IN:
            weeks = round(number * WEEKS_IN[unit], 1)
    worse = {"yes": True, "no": False}.get(str(said.get("weakness_worse")))
    detail = {"what": said.get("weakness_what") or None, "weeks": weeks, "getting_worse": worse}
    return {key: value for key, value in detail.items() if value is not None} or None


def told_diagnoses(answers: Answers) -> list[str] | None:
    """The ticks of both lists; the patient's free words are read, and never scored."""
    known = {choice.code for choice in (*DIAGNOSES, *CANCERS)} - set(_APART)
    lists = [answers.get(page, {}).get(page) for page in ("diagnoses", "cancers")]
    ticks = [code for one in lists if isinstance(one, list) for code in one]
    told = [str(code) for code in ticks if code in known]
    return told if told or "none" in ticks else None


def rmdq_items(answers: Answers) -> list[int] | None:
    """The numbers ticked; a list that was sent empty is [], which scores 0."""
    ticks = answers.get("rmdq", {}).get("rmdq")
    return [int(str(code)) for code in ticks] if isinstance(ticks, list) else None


def gcps_items(answers: Answers) -> list[int | None] | None:
    return in_order(function.GCPS_R, answers, function.GCPS_ITEMS)


def substance_history(answers: Answers) -> dict[str, Any] | None:
    said = answers.get("substances", {})
    times = said.get("drug_use_times")
    treated = {"yes": True, "no": False}.get(str(said.get("past_treatment")))
    known = {
        "past_year_drug_use": times.get("number") if isinstance(times, dict) else None,
        "past_treatment": treated,
    }
    return {key: value for key, value in known.items() if value is not None} or None


def widespread_part(part: str, answers: Answers) -> int | None:
    total = widespread.scored(answers)[part].total
    return None if total is None else int(total)


FACTS: dict[str, Callable[[Answers], Any]] = {
    "red_flag_answers": red_flag_answers,
    "weakness_detail": weakness_detail,
    "told_diagnoses": told_diagnoses,
    "phq9_items": partial(in_order, mood.PHQ9),
    "gad7_items": partial(in_order, mood.GAD7),
    "audit_c_items": partial(in_order, substances.AUDIT_C),
    "substance_history": substance_history,
    "rmdq_items": rmdq_items,
    "gcps_items": gcps_items,
    "koos_jr_items": partial(in_order, function.KOOS_JR),
    "hoos_jr_items": partial(in_order, function.HOOS_JR),
    "wpi": partial(widespread_part, "wpi"),
    "sss": partial(widespread_part, "sss"),
    "generalised_regions": partial(widespread_part, "generalised_regions"),
}
