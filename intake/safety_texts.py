"""What a patient reads when an answer may not wait, in the clinicians' words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Words

HEADINGS: Mapping[str, Words] = {
    "emergency": _("Call 911 now, or go to the nearest emergency room"),
    "urgent": _("Call us today. If it gets worse, call 911"),
}
_CORD = _(
    "Numbness between your legs, trouble with bladder or bowels, or weak legs can be an "
    "emergency. Call 911 or go to the nearest emergency room now. Do not drive yourself."
)
# Its first sentence alone where the grade, and so the heading, asks for a call today.
_CORD_TODAY = _(
    "Numbness between your legs, trouble with bladder or bowels, or weak legs can be an emergency."
)
_FEVER = _(
    "Fever with back pain needs to be checked today. Go to an emergency room or call us now."
)
_CALL_TODAY = _(
    "Please call us today. If you have new weakness, numbness or trouble with bladder or bowels, "
    "call 911."
)
_SERIOUS = _("This could be serious. Call 911 or go to the nearest emergency room now.")

TEXTS: Mapping[str, Mapping[str, Words]] = {
    "cauda_equina_or_cord": {"emergency": _CORD, "urgent": _CORD_TODAY},
    "progressive_deficit": {"emergency": _CORD, "urgent": _CORD_TODAY},
    "spinal_infection": {"emergency": _FEVER, "urgent": _FEVER},
    # Cancer is an emergency only with the signs that the first text names.
    "cancer_cord_compression": {"emergency": _CORD, "urgent": _CALL_TODAY},
}
_ANY_FLAG: Mapping[str, Words] = {"emergency": _SERIOUS, "urgent": _CALL_TODAY}

# The answers that can raise each flag, in the patient's words.
_CORD_SIGNS: Mapping[str, Words] = {
    "saddle_numbness": _("new numbness between your legs"),
    "bladder_bowel_change": _("new trouble with your bladder or bowels"),
    "bilateral_leg_weakness": _("new weakness in both legs"),
}
_WEAKER: Mapping[str, Words] = {"progressive_weakness": _("an arm or leg getting weaker")}
SIGNS: Mapping[str, Mapping[str, Words]] = {
    "cauda_equina_or_cord": _CORD_SIGNS,
    "progressive_deficit": _WEAKER,
    "spinal_infection": {"fever_chills": _("a fever, chills or night sweats")},
    "cancer_cord_compression": {
        "cancer_history": _("cancer, now or before"),
        **_CORD_SIGNS,
        **_WEAKER,
    },
}


@dataclass(frozen=True)
class Safety:
    """The safety page: what to do, what the patient told us, what it may mean."""

    grade: str
    heading: Words
    told: str
    text: Words


def safety(flag_id: str, grade: str, answers: Answers) -> Safety:
    """The page of one red flag; `grade` is emergency or urgent."""
    text = TEXTS.get(flag_id, _ANY_FLAG)[grade]
    return Safety(grade, HEADINGS[grade], told(flag_id, answers), text)


def told(flag_id: str, answers: Answers) -> str:
    """What the patient told us that raised this flag; "" where it was no answer of theirs."""
    parts = []
    for page, words in SIGNS.get(flag_id, {}).items():
        answer = answers.get(page, {}).get(page)
        if answer == "yes":
            parts.append(str(words))
        elif answer == "not_sure":
            parts.append(gettext("maybe %(sign)s (you were not sure)") % {"sign": words})
    return "; ".join(parts)
