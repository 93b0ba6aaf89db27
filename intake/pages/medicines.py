"""Medicines, one a page, as they stand on the bottle; an unknown one is kept as it was typed."""

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.candidacy.opioids import OpioidTable
from questions.loop import loop, numbered, numbered_entries
from questions.page import Answers, Choice, Page, Question
from questions.widgets import Number, OneOf, TextOrTicks

from .warning_signs import YES_NO_NOT_SURE

SECTION = _("Medicines and allergies")
MOST = 20
PATCH = "mcg_per_hr"
_CRITERIA = Path(__file__).parent.parent / "criteria"
# Opioids that come in forms which count differently, or not at all (C6, "MME").
SEVERAL_ROUTES = frozenset({"buprenorphine", "fentanyl", "hydromorphone", "morphine"})
_SPELLED = {"ms_contin": "MS Contin", "oxycontin": "OxyContin", "msir": "MSIR", "oxyir": "OxyIR"}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_CRITERIA / f"{name}-v1.toml").read_text(encoding="utf-8"))


_WORDS, _OPIOIDS = _read("words"), _read("opioids")
_TABLE = OpioidTable.read(_OPIOIDS)


def _suggestions() -> tuple[str, ...]:
    """Every medicine the rules know, brand and generic, once. They are not translated."""
    known = {*_WORDS["medicines"]["known"], *_WORDS["medicines"]["parts"]}
    known |= {*_TABLE.generics, *_WORDS["groups"]["steroid_interaction"]}
    for kind in ("anticoagulants", "antiplatelets"):
        known.update(name for names in _WORDS[kind].values() for name in names)
    once = {name.replace("_", ""): name for name in sorted(known, reverse=True)}
    return tuple(
        sorted(_SPELLED.get(name, name.replace("_", " ").title()) for name in once.values())
    )


UNITS = (
    Choice("mg", "mg"),
    Choice("mcg", "mcg"),
    Choice(PATCH, _("mcg per hour"), hint=_("patches")),
    Choice("units", _("units"), hint=_("insulin")),
    Choice("tablet", _("tablets")),
    Choice("ml", "ml"),
)
HOW_OFTEN = (Choice("day", _("times a day")), Choice("week", _("times a week")))
ROUTES = (
    Choice("oral", _("I swallow it")),
    Choice("sublingual", _("Under my tongue")),
    Choice("buccal", _("Inside my cheek")),
    Choice("transdermal", _("A patch on my skin")),
    Choice("nasal", _("In my nose")),
    Choice("rectal", _("In my bottom")),
    Choice("subcutaneous", _("A shot under the skin")),
    Choice("intramuscular", _("A shot into a muscle")),
    Choice("intrathecal", _("A pump inside my body")),
    Choice("not_sure", _("I am not sure")),
)
NO_NAME = (
    Choice("cannot_remember", _("I can’t remember the name")),
    Choice("brings_bottles", _("I’ll bring the bottles")),
)


def takes_medicines(answers: Answers) -> bool:
    return answers.get("medicines_and_allergies", {}).get("takes_medicines") == "yes"


def _when_needed(n: int, answers: Answers) -> bool:
    entry = numbered_entries("medicine", answers).get(n, {})
    return takes_medicines(answers) and entry.get("medicine_when_needed") == "yes"


def _route_matters(n: int, answers: Answers) -> bool:
    """The name says an opioid of several forms, and the unit does not already say a patch."""
    entry = numbered_entries("medicine", answers).get(n, {})
    name, strength = entry.get("medicine_name"), entry.get("medicine_strength")
    words = name.get("words") if isinstance(name, dict) else None
    is_patch = isinstance(strength, dict) and strength.get("unit") == PATCH
    opioids = _TABLE.named(words) if isinstance(words, str) else ()
    return takes_medicines(answers) and not is_patch and not SEVERAL_ROUTES.isdisjoint(opioids)


_ABOUT_ONE = loop(
    key="medicine",
    section=SECTION,
    title=_("Medicine"),
    hint=_("Look at the bottle if you can. If not, tell us what you know."),
    questions=(
        Question(
            "medicine_name",
            _("What is it called?"),
            TextOrTicks(
                NO_NAME,
                line_label=_("Its name, as on the bottle"),
                missing=_("Write the name, or tick a line below it"),
                suggestions=_suggestions(),
            ),
            short=_("Medicine"),
        ),
        Question(
            "medicine_strength",
            _("How strong is it? (optional)"),
            Number(0, 100_000, units=UNITS, decimals=3),
            hint=_("The number on the bottle, such as 5 mg."),
            short=_("Strength"),
        ),
        Question(
            "medicine_times",
            _("How often do you take it? (optional)"),
            Number(0, 100, units=HOW_OFTEN, decimals=2),
            hint=_("Leave it empty for a patch."),
            short=_("How often"),
        ),
        Question(
            "medicine_when_needed",
            _("Do you take it only when you need it?"),
            YES_NO_NOT_SURE,
            short=_("Only when needed"),
        ),
    ),
    another=_("Do you take another medicine?"),
    applies=takes_medicines,
    most=MOST,
)


def _in_last_days(n: int) -> Page:
    key = f"medicine_last_days-{n}"
    question = Question(
        key,
        numbered(_("Medicine %(n)s: how many a day, on average, in the last 7 days?"), n),
        Number(0, 100, after=_("a day"), decimals=1, may_be_unsure=True),
        hint=_("For example, 3 a week is about 0.4 a day."),
        short=_("How many a day"),
    )
    return Page(key, SECTION, (question,), applies=partial(_when_needed, n))


def _route(n: int) -> Page:
    key = f"medicine_route-{n}"
    question = Question(
        key,
        numbered(_("Medicine %(n)s: how do you take it?"), n),
        OneOf(ROUTES, missing=_("Choose how you take it")),
        short=_("How you take it"),
    )
    return Page(key, SECTION, (question,), applies=partial(_route_matters, n))


MEDICINES: tuple[Page, ...] = (
    Page(
        "medicines_and_allergies",
        SECTION,
        (
            Question(
                "takes_medicines",
                _("Do you take any medicines now?"),
                YES_NO_NOT_SURE,
                hint=_("Also those you buy without a prescription. Blood thinners too."),
                short=_("Medicines now"),
            ),
            Question(
                "has_allergies",
                _("Are you allergic to a medicine, dye, latex or tape?"),
                YES_NO_NOT_SURE,
                short=_("Allergies"),
            ),
        ),
        title=_("Medicines and allergies"),
    ),
    *(
        each
        for n, page in enumerate(_ABOUT_ONE, start=1)
        for each in (page, _in_last_days(n), _route(n))
    ),
)
