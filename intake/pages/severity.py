"""How bad it is: 0 to 10 four times, then PEG in its published words."""

from collections.abc import Callable
from typing import TypeAlias

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from instruments import library
from instruments.definition import Item
from questions.instrument import wording
from questions.page import Answers, Page, PageValue, Question, Words
from questions.widgets import Scale

SECTION = _("How bad it is")
LAST_WEEK = _("Think of the last 7 days.")
OddCheck: TypeAlias = Callable[[PageValue, Answers], Words | None]

# What must not be less than what. "Now" may be anything.
_LEAST_AVERAGE = (
    "nrs_least",
    "nrs_average",
    _("You chose %(high)s for the average and %(low)s for the least."),
)
_AVERAGE_WORST = (
    "nrs_average",
    "nrs_worst",
    _("You chose %(high)s for the worst and %(low)s for the average."),
)
_LEAST_WORST = (
    "nrs_least",
    "nrs_worst",
    _("You chose %(high)s for the worst and %(low)s for the least."),
)
_CHANGE_OR_KEEP = _("Change it, or press Continue to keep it.")


def in_order(*pairs: tuple[str, str, Words]) -> OddCheck:
    """Asks again where a lower number was given for what should be the higher one."""

    def check(value: PageValue, answers: Answers) -> Words | None:
        for low_key, high_key, words in pairs:
            low = answers.get(low_key, {}).get(low_key)
            high = answers.get(high_key, {}).get(high_key)
            if isinstance(low, int) and isinstance(high, int) and low > high:
                return f"{words} {_CHANGE_OR_KEEP}" % {"low": low, "high": high}
        return None

    return check


def _scale(key: str, label: Words, short: Words, hint: Words, check: OddCheck) -> Page:
    widget = Scale(_("No pain"), _("Worst pain you can imagine"))
    return Page(key, SECTION, (Question(key, label, widget, hint, short),), check=check)


_PEG = library.load("peg")


def _wording(item: Item, part: str) -> str:
    return str(getattr(wording(_PEG, item), part))


_said = lazy(_wording, str)
_PEG_SHORT: dict[str, Words] = {
    "pain": _("Pain on average in the past week"),
    "enjoyment": _("How much pain gets in the way of enjoying life"),
    "general_activity": _("How much pain gets in the way of activity"),
}


def _peg(item: Item) -> Page:
    key = f"peg_{item.key}"
    widget = Scale(_said(item, "low"), _said(item, "high"))
    question = Question(key, _said(item, "text"), widget, short=_PEG_SHORT[item.key])
    return Page(key, SECTION, (question,))


SEVERITY = (
    _scale("nrs_now", _("How bad is your pain right now?"), _("Pain right now"), "", in_order()),
    _scale(
        "nrs_average",
        _("How bad is your pain on average?"),
        _("Pain on average"),
        LAST_WEEK,
        in_order(_AVERAGE_WORST, _LEAST_AVERAGE),
    ),
    _scale(
        "nrs_worst",
        _("How bad is your pain at its worst?"),
        _("Pain at its worst"),
        LAST_WEEK,
        in_order(_AVERAGE_WORST, _LEAST_WORST),
    ),
    _scale(
        "nrs_least",
        _("How bad is your pain at its least?"),
        _("Pain at its least"),
        LAST_WEEK,
        in_order(_LEAST_AVERAGE, _LEAST_WORST),
    ),
    *(_peg(item) for item in _PEG.items),
)
