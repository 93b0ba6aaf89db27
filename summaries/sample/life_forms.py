"""A sample's red flags, diagnoses, mood, days and substances as the answers to their pages."""

from typing import Any

from instruments.definition import Instrument
from intake.pages import function, mood, substances, widespread
from intake.pages.diagnoses import CANCERS, DIAGNOSES
from intake.pages.warning_signs import PUMP_SIGNS, SIGNS_BY_PLACE, WARNING_SIGNS, lines_of
from questions.instrument import question_key
from questions.page import Page

_CANCERS = [choice.code for choice in CANCERS if choice.code != "not_sure"]
_DIAGNOSES = [choice.code for choice in DIAGNOSES]
# Ticked where the facts do not say: a list without a tick would say that the back limits nothing.
_RMDQ = ["3", "6", "10", "18"]
_EMPTY = {"number": None, "unit": "not_sure"}


def life_answers(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Page values by page key; an item that the facts do not know is left out."""
    flags = facts.get("red_flag_answers") or {}
    told = [part for word in facts.get("told_diagnoses") or () for part in _as_ticked(word)]
    weak, substance = facts.get("weakness_detail") or {}, facts.get("substance_history") or {}
    pages = {page.key: {page.key: _sign(page, flags)} for page in _sign_pages()}
    for key in ("suicide_plan", "very_drowsy_or_slow_breathing"):
        pages[key] = {key: flags.get(key) or "no"}
    for key in ("limb_signs", "opioid_side_effects"):
        pages[key] = {key: facts.get(key) or ["none"]}
    gcps = _items(function.GCPS_R, facts.get("gcps_items"), function.GCPS_ITEMS)
    pages["weakness"] = {
        "weakness_what": weak.get("what") or "",
        "weakness_since": {"number": weak["weeks"], "unit": "weeks"}
        if weak.get("weeks")
        else _EMPTY,
        "weakness_worse": {True: "yes", False: "no"}.get(weak.get("getting_worse"), "not_sure"),
    }
    pages["diagnoses"] = {
        "diagnoses": [word for word in told if word in _DIAGNOSES] or ["none"],
        "diagnosis_in_own_words": ", ".join(
            word.replace("_", " ") for word in told if word not in (*_DIAGNOSES, *_CANCERS)
        ),
    }
    pages["cancers"] = {"cancers": [word for word in told if word in _CANCERS] or ["not_sure"]}
    pages["areas"] = {"areas": ["not_sure"]}
    rmdq = facts.get("rmdq_items")
    pages["rmdq"] = {"rmdq": _RMDQ if rmdq is None else [str(number) for number in rmdq]}
    pages["days_and_work"] = {key: 3 if v is None else v for key, v in gcps.items()} | {
        "work": "prefer_not"
    }
    times = substance.get("past_year_drug_use")
    treated = {True: "yes", False: "no"}.get(substance.get("past_treatment"), "prefer_not")
    pages["substances"] = {
        "drug_use_times": None if times is None else {"number": times, "unit": None},
        "past_treatment": treated,
    }
    pages["other_care"] = {"other_care": ["none"], "referring_doctor": ""}
    pages["insurance"] = {
        "insurance": facts.get("insurance") or "not_sure",
        "prior_authorization": "not_sure",
        "helper": "alone",
    }
    return _spread(pages, facts)


def _as_ticked(word: str) -> list[str]:
    """metastatic_breast_cancer is two ticks of the list of cancers."""
    if not word.endswith("_cancer"):
        return [word]
    return [code for code in _CANCERS if code.removesuffix("_cancer") in word.split("_")]


def _sign_pages() -> tuple[Page, ...]:
    return (*WARNING_SIGNS, *SIGNS_BY_PLACE, *PUMP_SIGNS)


def _sign(page: Page, flags: dict[str, str]) -> Any:
    """The sign's own answer, or the ticks of a list. A line the facts do not know is left unticked:
    "not sure" would speak for the whole list, and page somebody.
    """
    lines = lines_of(page.key)
    if not lines:
        return flags.get(page.key) or ("not_sure" if page in WARNING_SIGNS else "no")
    ticks = [line for line in lines if flags.get(line) == "yes"]
    if any(flags.get(line) == "not_sure" for line in lines):
        return [*ticks, "not_sure"]
    return ticks or ["none"]


def _items(instrument: Instrument, values: Any, keys: tuple[str, ...] = ()) -> dict[str, Any]:
    named = [instrument.by_key[key] for key in keys or instrument.keys]
    found = values or [None] * len(named)
    return {question_key(instrument, item): found[n] for n, item in enumerate(named)}


def _spread(pages: dict[str, dict[str, Any]], facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each instrument's items on the pages that ask them."""
    known: dict[str, Any] = {}
    for instrument, fact in (
        (mood.PHQ9, "phq9_items"),
        (mood.GAD7, "gad7_items"),
        (substances.AUDIT_C, "audit_c_items"),
        (function.KOOS_JR, "koos_jr_items"),
        (function.HOOS_JR, "hoos_jr_items"),
    ):
        known |= _items(instrument, facts.get(fact))
    known |= {
        question_key(widespread.WIDESPREAD, item): None for item in widespread.WIDESPREAD.items
    }
    for page in (*function.FUNCTION, *mood.MOOD, *substances.SUBSTANCES, *widespread.MANY_PLACES):
        for question in page.questions:
            if question.key in known:
                pages.setdefault(page.key, {})[question.key] = known[question.key]
    return pages
