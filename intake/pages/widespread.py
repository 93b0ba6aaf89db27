"""Pain in many places: 19 areas, then six symptoms. Asked of who named three regions or more."""

from django.utils.translation import gettext_lazy as _

from instruments.library import load
from instruments.scoring import Score, score
from questions.instrument import given, page, text_of
from questions.page import Answers, Choice, Page, Question
from questions.widgets import ManyOf

from .diagnoses import was_told
from .where import sites_in

SECTION = _("Your pain")
WIDESPREAD = load("widespread_pain")
AREAS = next(part.items for part in WIDESPREAD.subscales if part.key == "wpi")
_SYMPTOMS = next(part.items for part in WIDESPREAD.subscales if part.key == "sss")
_SEVERITIES, _SIX_MONTHS = _SYMPTOMS[:3], _SYMPTOMS[3:]
# Four of the five regions make it widespread (Wolfe 2016): with fewer than three nobody is near.
ENOUGH_REGIONS = 3
_AXIS = frozenset("neck upper_back mid_back low_back".split())
_UPPER = frozenset("shoulder upper_arm elbow hand".split())
_LOWER = frozenset("buttock hip groin thigh knee lower_leg foot".split())


def regions(answers: Answers) -> set[str]:
    """The regions of the criteria that the chosen places lie in."""
    chosen = answers.get("where", {}).get("where")
    found = {"axis"} if sites_in(answers) & _AXIS else set()
    for place in chosen if isinstance(chosen, list) else ():
        for name, sites in (("upper", _UPPER), ("lower", _LOWER)):
            if place["site"] in sites:
                sides = ("left", "right") if place["side"] == "both" else (place["side"],)
                found |= {f"{side} {name}" for side in sides}
    return found


def hurts_in_many_places(answers: Answers) -> bool:
    return len(regions(answers)) >= ENOUGH_REGIONS or was_told("fibromyalgia", answers)


def scored(answers: Answers) -> dict[str, Score]:
    """The parts of the score; a list of areas that was not sent, or not sure of, has none."""
    values = given(WIDESPREAD, answers)
    ticks = answers.get("areas", {}).get("areas")
    if isinstance(ticks, list):
        rest = None if "not_sure" in ticks else 0
        values |= {area: 1 if area in ticks else rest for area in AREAS}
    return dict(score(WIDESPREAD, values).subscales)


MANY_PLACES: tuple[Page, ...] = (
    Page(
        "areas",
        SECTION,
        (
            Question(
                "areas",
                _("Where have you had pain in the past week?"),
                ManyOf(
                    (
                        *(Choice(a, text_of(WIDESPREAD, WIDESPREAD.by_key[a])) for a in AREAS),
                        Choice("none", _("None of these")),
                        Choice("not_sure", _("I am not sure")),
                    ),
                    missing=_("Tick at least one line, or “None of these”"),
                ),
                hint=_("Tick all that are true for you."),
                short=_("Pain in the past week"),
            ),
        ),
        applies=hurts_in_many_places,
    ),
    page(
        WIDESPREAD,
        _SEVERITIES,
        key="widespread_1",
        section=SECTION,
        may_skip=True,
        applies=hurts_in_many_places,
    ),
    page(
        WIDESPREAD,
        _SIX_MONTHS,
        key="widespread_2",
        section=SECTION,
        may_skip=True,
        applies=hurts_in_many_places,
    ),
)
