"""Weakness and its course, once weakness was said; what an arm or leg that hurts looks like."""

from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Choice, Page, Question
from questions.widgets import Duration, ManyOf, ShortText

from .warning_signs import YES_NO_NOT_SURE
from .where import goes_down, may_go_down_a_leg, may_go_down_an_arm, sites_in

_LEG = frozenset("hip thigh knee lower_leg foot".split())
_ARM = frozenset("shoulder upper_arm elbow hand".split())


def is_weak(answers: Answers) -> bool:
    """Whether a weakness was said, in both legs or getting worse."""
    said = (answers.get(k, {}).get(k) for k in ("bilateral_leg_weakness", "progressive_weakness"))
    return "yes" in said


def limb_hurts_by_itself(answers: Answers) -> bool:
    """An arm or a leg was chosen, and no pain goes down into it from the back or the neck."""
    sites = sites_in(answers)
    from_back = may_go_down_a_leg(answers) and goes_down(answers, "spread")
    from_neck = may_go_down_an_arm(answers) and goes_down(answers, "spread_arms")
    return bool(sites & _LEG and not from_back) or bool(sites & _ARM and not from_neck)


WEAKNESS = (
    Page(
        "weakness",
        _("Warning signs"),
        (
            Question(
                "weakness_what",
                _("What is weak? (optional)"),
                ShortText(max_length=100),
                hint=_("For example: right foot."),
                short=_("What is weak"),
            ),
            Question(
                "weakness_since",
                _("Since when?"),
                Duration(),
                hint=_("Your best guess is fine."),
                short=_("Weak since"),
            ),
            Question(
                "weakness_worse",
                _("Is the weakness getting worse?"),
                YES_NO_NOT_SURE,
                short=_("Weakness getting worse"),
            ),
        ),
        title=_("Tell us more about the weakness"),
        applies=is_weak,
    ),
)
LIMB_SIGNS = (
    Page(
        "limb_signs",
        _("Your pain from day to day"),
        (
            Question(
                "limb_signs",
                _("Is the arm or leg that hurts different from the other one?"),
                ManyOf(
                    (
                        Choice("colour_change", _("Its color is different")),
                        Choice("temperature_difference", _("It is warmer or colder")),
                        Choice("swelling", _("It is swollen")),
                        Choice("sweating", _("It sweats more or less")),
                        Choice("none", _("None of these")),
                        Choice("not_sure", _("I am not sure")),
                    ),
                    missing=_("Tick at least one line, or “None of these”"),
                ),
                hint=_("Tick all that are true for you."),
                short=_("How the arm or leg looks and feels"),
            ),
        ),
        applies=limb_hurts_by_itself,
    ),
)
