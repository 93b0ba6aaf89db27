"""The check-in's pages as data: a step of a protocol names questions, and each is pages here."""

from django.utils.translation import gettext_lazy as _

from instruments import library
from intake.pages.severity import SEVERITY
from questions.instrument import choice_of, text_of
from questions.page import Answers, Choice, Page, Question
from questions.widgets import ManyOf, OneOf, Percent, Scale, ShortText

from . import complications as c
from .protocol import Step

SECTION = _("Your check-in")
_CALL_911 = _("Hard to breathe, or passing out?")

_SAFETY_CHOICES = (
    Choice(c.SADDLE, _("Numb between the legs, or new trouble with bladder or bowels")),
    Choice(c.WEAKNESS, _("An arm or leg is weaker, or I cannot lift a foot")),
    Choice(c.FEVER, _("Fever of 100.4 °F (38 °C) or more, or chills")),
    Choice(c.BACK_PAIN, _("Strong new back or neck pain that is getting worse")),
    Choice(c.HEADACHE, _("Headache, much worse when I sit or stand")),
    Choice(c.SOMETHING_ELSE, _("Something else")),
    Choice("none", _("None of these")),
    Choice("not_sure", _("I am not sure")),
)
WORDS = {choice.code: choice.label for choice in _SAFETY_CHOICES}


def _ticked(kind: str | None, answers: Answers) -> bool:
    """Whether that line (or any line) of the safety list is ticked."""
    ticks = answers.get("safety", {}).get("safety") or []
    return kind in ticks if kind else bool(set(ticks) & set(c.LISTED))


def _one(key: str, label: object, widget: object, hint: object = "", **page: object) -> Page:
    return Page(key, SECTION, (Question(key, label, widget, hint),), **page)


_SAFETY = (
    _one(
        "safety",
        _("Is any of this new since your procedure?"),
        ManyOf(_SAFETY_CHOICES, missing=_("Tick what is new, or “None of these”")),
        _("Tick all that are true for you."),
        call_first=_CALL_911,
    ),
    _one(
        "headache",
        _("Does any of this come with the headache?"),
        ManyOf(
            (
                Choice("severe", _("It is very bad")),
                Choice("vomiting", _("I throw up")),
                Choice("over_a_day", _("It has lasted more than a day")),
                Choice("double_vision", _("I see double")),
                Choice("fever", _("Fever")),
                Choice("confusion_or_fit", _("I am confused, or had a fit")),
                Choice("none", _("None of these")),
            ),
        ),
        _("Tick all that are true for you."),
        applies=lambda answers: _ticked(c.HEADACHE, answers),
    ),
    _one(
        "onset",
        _("When did it start?"),
        OneOf(
            (
                Choice("today", _("Today")),
                Choice("yesterday", _("Yesterday")),
                Choice("earlier", _("Earlier, but after the procedure")),
                Choice("before", _("Before the procedure")),
                Choice("not_sure", _("I am not sure")),
            )
        ),
        applies=lambda answers: _ticked(None, answers),
    ),
    _one(
        "something_else",
        _("What is new?"),
        ShortText(max_length=300),
        _("A few words are enough. A person will read them."),
        applies=lambda answers: _ticked(c.SOMETHING_ELSE, answers),
    ),
)
_WORST = (_("No pain"), _("Worst pain you can imagine"))
_PGIC_FORM = library.load("pgic")
_PGIC = _PGIC_FORM.items[0]
_PAGES: dict[str, tuple[Page, ...]] = {
    "safety": _SAFETY,
    "now": (_one("now", _("How bad is your pain right now?"), Scale(*_WORST)),),
    "average": (
        _one(
            "average",
            _("How bad is your pain on average?"),
            Scale(*_WORST),
            _("Think of the last 7 days."),
        ),
    ),
    "percent": (
        _one(
            "percent",
            _("How much of your pain has the procedure taken away?"),
            Percent(),
            _("0 is none of it, 100 is all of it."),
        ),
    ),
    "peg": tuple(page for page in SEVERITY if page.key.startswith("peg_")),
    "pgic": (
        _one(
            "pgic",
            text_of(_PGIC_FORM, _PGIC),
            OneOf(
                tuple(
                    Choice(str(number), choice_of(_PGIC_FORM, _PGIC, number - _PGIC.low))
                    for number in range(_PGIC.low, _PGIC.high + 1)
                )
            ),
        ),
    ),
}
PGIC_WORDS = dict(enumerate(_PGIC.wording["en"].choices, _PGIC.low))


def pages_of(step: Step) -> tuple[Page, ...]:
    """Every page this step may ask, in the order of its questions."""
    return tuple(page for question in step.questions for page in _PAGES[question])


def all_pages() -> tuple[Page, ...]:
    """Every page any check-in may ask."""
    return tuple(page for pages in _PAGES.values() for page in pages)
