"""What pain keeps the patient from: work and days for everyone, then back, knee and hip."""

from django.utils.translation import gettext_lazy as _

from instruments.library import load
from questions.instrument import items, page, tick_page
from questions.page import Answers, Choice, Page, Question
from questions.widgets import OneOf

from .where import sites_in

SECTION = _("Your days")
GCPS_R, RMDQ, KOOS_JR, HOOS_JR = (load(name) for name in ("gcps_r", "rmdq", "koos_jr", "hoos_jr"))
GCPS_ITEMS = ("how_often", "limited")  # its other three are the PEG, asked before
WORK = (
    Choice("working", _("I work as usual")),
    Choice("working_less", _("I work less, or do lighter work, because of pain")),
    Choice("off_for_pain", _("I do not work because of pain")),
    Choice("off_for_other", _("I do not work for another reason")),
    Choice("retired", _("I am retired")),
    Choice("prefer_not", _("I prefer not to answer")),
)


def back_hurts(answers: Answers) -> bool:
    return "low_back" in sites_in(answers)


def knee_hurts(answers: Answers) -> bool:
    return "knee" in sites_in(answers)


def hip_hurts(answers: Answers) -> bool:
    return "hip" in sites_in(answers)


FUNCTION: tuple[Page, ...] = (
    Page(
        "days_and_work",
        SECTION,
        (
            *items(GCPS_R, GCPS_ITEMS),
            Question("work", _("Do you work now?"), OneOf(WORK), short=_("Work")),
        ),
        title=_("Pain, your days and your work"),
    ),
    tick_page(
        RMDQ,
        key="rmdq",
        section=SECTION,
        label=_("How does your back limit you today?"),
        short=_("What your back keeps you from today"),
        applies=back_hurts,
    ),
    *(
        page(survey, keys, key=key, section=SECTION, title=title, applies=hurts)
        for survey, keys, key, title, hurts in (
            (KOOS_JR, KOOS_JR.keys[:1], "koos_jr_morning_stiffness", "", knee_hurts),
            (KOOS_JR, KOOS_JR.keys[1:5], "koos_jr_2", _("Your knee: pain"), knee_hurts),
            (KOOS_JR, KOOS_JR.keys[5:], "koos_jr_3", _("Your knee: moving"), knee_hurts),
            (HOOS_JR, HOOS_JR.keys[:2], "hoos_jr_1", _("Your hip: pain"), hip_hurts),
            (HOOS_JR, HOOS_JR.keys[2:], "hoos_jr_2", _("Your hip: moving"), hip_hurts),
        )
    ),
)
