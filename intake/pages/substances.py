"""Alcohol, drugs, and help with them. Each may be left unanswered; none lowers what is offered."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from instruments.library import load
from questions.instrument import given, hint_of, items, left_out, page, stem_of, text_of
from questions.page import Answers, Choice, Page, Question
from questions.widgets import Number, OneOf

SECTION = _("Alcohol and drugs")
MAY_SKIP_THIS = _("You may leave this out.")
AUDIT_C, DRUG_USE = load("audit_c"), load("drug_use")
_OFTEN, _OTHERS = AUDIT_C.keys[0], AUDIT_C.keys[1:]
_TIMES = DRUG_USE.items[0]


def drinks(answers: Answers) -> bool:
    """The first question was answered, and not with "never"."""
    return bool(given(AUDIT_C, answers)[_OFTEN])


SUBSTANCES: tuple[Page, ...] = (
    Page(
        "substances",
        SECTION,
        (
            replace(
                items(AUDIT_C, (_OFTEN,), may_skip=True)[0],
                hint=hint_of(AUDIT_C, stem_of(AUDIT_C, AUDIT_C.by_key[_OFTEN]), MAY_SKIP_THIS),
            ),
            Question(
                "drug_use_times",
                text_of(DRUG_USE, _TIMES),
                Number(_TIMES.low, _TIMES.high, after=_("times")),
                hint=hint_of(DRUG_USE, _("Write 0 for never."), MAY_SKIP_THIS),
                short=_("Drug use in the past year"),
            ),
            Question(
                "past_treatment",
                _("Have you ever had treatment for alcohol or drugs?"),
                OneOf(
                    (
                        Choice("yes", _("Yes")),
                        Choice("no", _("No")),
                        Choice("not_sure", _("I am not sure")),
                        Choice("prefer_not", _("I prefer not to answer")),
                    )
                ),
                short=_("Treatment for alcohol or drugs"),
            ),
        ),
        title=_("Alcohol and drugs"),
        hint=_("Your answers help us choose medicines that are safe for you."),
        check=left_out,
    ),
    page(
        AUDIT_C,
        _OTHERS,
        key="audit_c_2",
        section=SECTION,
        title=_("When you drink"),
        may_skip=True,
        applies=drinks,
    ),
)
