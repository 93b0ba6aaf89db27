"""Mood and worry: all nine of the PHQ-9 always, two of the GAD-7, its others where those say so."""

from django.utils.translation import gettext_lazy as _

from instruments.library import load
from questions.instrument import given, page
from questions.page import Answers, Page, Question

from .warning_signs import YES_NO_NOT_SURE

SECTION = _("Your mood")
PHQ9, GAD7 = load("phq9"), load("gad7")
_GAD2 = next(part for part in GAD7.subscales if part.key == "gad2")
_SELF_HARM = next(item for item in PHQ9.screening if item.screens == "suicide_risk")


def thinks_of_death(answers: Answers) -> bool:
    """Any answer to item 9 but "not at all"."""
    return bool(given(PHQ9, answers)[_SELF_HARM.key])


def worries(answers: Answers) -> bool:
    """The two first questions screen positive; one that was left out counts for nothing here."""
    values = given(GAD7, answers)
    return sum(values[key] or 0 for key in _GAD2.items) >= _GAD2.cutoffs[0].low


MOOD: tuple[Page, ...] = (
    page(PHQ9, PHQ9.keys[:5], key="phq9_1", section=SECTION, part=_("part 1 of 2")),
    page(PHQ9, PHQ9.keys[5:], key="phq9_2", section=SECTION, part=_("part 2 of 2"), lifeline=True),
    Page(
        "suicide_plan",
        SECTION,
        (
            Question(
                "suicide_plan",
                _("Do you think of ending your life today, or do you have a plan?"),
                YES_NO_NOT_SURE,
                hint=_("You can call or text 988 at any time, day or night."),
                short=_("Ending your life"),
            ),
        ),
        applies=thinks_of_death,
        call_first=_("Are you in danger now?"),
    ),
    page(GAD7, _GAD2.items, key="gad7_1", section=SECTION),
    page(
        GAD7,
        tuple(key for key in GAD7.keys if key not in _GAD2.items),
        key="gad7_2",
        section=SECTION,
        part=_("continued"),
        applies=worries,
    ),
)
