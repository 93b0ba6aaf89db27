"""The red-flag questions, one page each. "Not sure" is an answer, and is judged as one."""

from django.utils.translation import gettext_lazy as _

from questions.page import Choice, Page, Question, Words
from questions.widgets import OneOf

YES_NO_NOT_SURE = OneOf(
    (Choice("yes", _("Yes")), Choice("no", _("No")), Choice("not_sure", _("Not sure"))),
    missing=_("Choose yes, no or not sure"),
)
NEW = _("New or worse in the last 2 weeks.")


def _page(key: str, label: Words, short: Words, hint: Words = NEW) -> Page:
    question = Question(key, label, YES_NO_NOT_SURE, hint=hint, short=short)
    return Page(key, _("Warning signs"), (question,))


WARNING_SIGNS = (
    _page(
        "saddle_numbness",
        _("Is there new numbness between your legs, where you would sit on a saddle?"),
        _("Numbness between your legs"),
    ),
    _page(
        "bladder_bowel_change",
        _("Do you have new trouble starting, feeling or holding your urine, or your bowels?"),
        _("Trouble with bladder or bowels"),
    ),
    _page(
        "bilateral_leg_weakness",
        _("Are both of your legs weak in a way that is new?"),
        _("Weakness in both legs"),
    ),
    _page(
        "progressive_weakness",
        _("Is an arm or leg getting weaker, or do you trip because a foot drags?"),
        _("An arm or leg getting weaker"),
    ),
    _page("fever_chills", _("Have you had a fever, chills or night sweats?"), _("Fever or chills")),
    _page("cancer_history", _("Have you ever had cancer?"), _("Cancer, now or before"), hint=""),
)
