"""What a patient reads when an answer may not wait, in the clinicians' words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Words

from .pages.warning_signs import signs_said

HEADINGS: Mapping[str, Words] = {
    "emergency": _("Call 911 now, or go to the nearest emergency room"),
    "urgent": _("Call us today. If it gets worse, call 911"),
}
LIFELINE = "suicide_risk"  # its page leads to 988 at either grade
_LIFELINE_HEADING = _("Call or text 988 now")
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
_CHECK_TODAY = _("This needs to be checked today. Go to an emergency room or call us now.")
_INJURY = _(
    "A fall, a crash or sudden strong pain can mean a broken bone. Call 911 or go to the nearest "
    "emergency room now. Do not drive yourself."
)
_LIFELINE = _(
    "Thank you for telling us. You matter. Call or text 988 (Suicide & Crisis Lifeline) now, "
    "24 hours. If you are in danger, call 911. Someone from our team will call you."
)
_DROWSY = _(
    "Being very drowsy or breathing slowly with opioid medicine can be an emergency. Call 911 or "
    "go to the nearest emergency room now. Do not drive yourself."
)
_DROWSY_TODAY = _("Being very drowsy or breathing slowly with opioid medicine can be an emergency.")
_PUMP = _(
    "A pump alarm, a missed refill, or new spasms, itch or fever with a pump can be an emergency. "
    "Call 911 or go to the nearest emergency room now. Do not drive yourself."
)
_PUMP_TODAY = _(
    "A pump alarm, a missed refill, or new spasms, itch or fever with a pump can be an emergency."
)

TEXTS: Mapping[str, Mapping[str, Words]] = {
    "cauda_equina_or_cord": {"emergency": _CORD, "urgent": _CORD_TODAY},
    "progressive_deficit": {"emergency": _CORD, "urgent": _CORD_TODAY},
    "spinal_infection": {"emergency": _FEVER, "urgent": _FEVER},
    # Cancer is an emergency only with the signs that the first text names.
    "cancer_cord_compression": {"emergency": _CORD, "urgent": _CALL_TODAY},
    "fracture": {"emergency": _INJURY, "urgent": _CALL_TODAY},
    "suicide_risk": {"emergency": _LIFELINE, "urgent": _LIFELINE},
    "vascular_or_other": {"emergency": _SERIOUS, "urgent": _CHECK_TODAY},
    "overdose_risk": {"emergency": _DROWSY, "urgent": _DROWSY_TODAY},
    "pump_withdrawal": {"emergency": _PUMP, "urgent": _PUMP_TODAY},
}
_ANY_FLAG: Mapping[str, Words] = {"emergency": _SERIOUS, "urgent": _CALL_TODAY}

# The dangerous answers that can raise each flag, in the patient's words. A yes to one of them
# brings the page back; what only adds risk (brittle bones, a weak immune system) does not.
_CORD_SIGNS: Mapping[str, Words] = {
    "saddle_numbness": _("new numbness between your legs"),
    "bladder_bowel_change": _("new trouble with your bladder or bowels"),
    "bilateral_leg_weakness": _("new weakness in both legs"),
}
_CLUMSY: Mapping[str, Words] = {"gait_or_hand_clumsiness": _("unsteady walking or clumsy hands")}
_WEAKER: Mapping[str, Words] = {"progressive_weakness": _("an arm or leg getting weaker")}
SIGNS: Mapping[str, Mapping[str, Words]] = {
    "cauda_equina_or_cord": {**_CORD_SIGNS, **_CLUMSY},
    "progressive_deficit": _WEAKER,
    "spinal_infection": {"fever_chills": _("a fever, chills or night sweats")},
    "cancer_cord_compression": {
        "cancer_history": _("cancer, now or before"),
        "unexplained_weight_loss": _("losing weight without trying"),
        "constant_night_pain": _("pain all night, even lying down"),
        **_CORD_SIGNS,
        **_CLUMSY,
        **_WEAKER,
    },
    "fracture": {
        "major_trauma": _("a fall or crash just before this pain"),
        "minor_trauma_or_sudden_onset": _("sudden pain or a small injury"),
    },
    "suicide_risk": {"suicide_plan": _("thoughts of ending your life")},
    "vascular_or_other": {
        "chest_pain_or_breathless": _("chest pain or trouble breathing"),
        "tearing_pain_or_known_aneurysm": _("tearing pain or an aneurysm"),
        "calf_swelling": _("a painful, swollen calf"),
        "sudden_worst_headache": _("a sudden headache, the worst ever"),
        "vision_change_with_temple_headache": _("a headache at the temple and a change in vision"),
        "hot_swollen_joint": _("a hot, swollen joint"),
    },
    "overdose_risk": {"very_drowsy_or_slow_breathing": _("being very drowsy or breathing slowly")},
    "pump_withdrawal": {
        "pump_alarm_or_missed_refill": _("trouble with your pump, or new spasms, itch or fever")
    },
}


@dataclass(frozen=True)
class Safety:
    """The safety page: what to do, what the patient told us, what it may mean."""

    grade: str
    heading: Words
    told: str
    text: Words
    lifeline: bool = False  # offers 988 before the clinic's number


def safety(flag_id: str, grade: str, answers: Answers) -> Safety:
    """The page of one red flag; `grade` is emergency or urgent."""
    text = TEXTS.get(flag_id, _ANY_FLAG)[grade]
    return Safety(
        grade, heading(flag_id, grade), told(flag_id, answers), text, lifeline=flag_id == LIFELINE
    )


def heading(flag_id: str, grade: str) -> Words:
    """What the patient reads first."""
    return _LIFELINE_HEADING if flag_id == LIFELINE else HEADINGS[grade]


def told(flag_id: str, answers: Answers) -> str:
    """What the patient told us that raised this flag; "" where it was no answer of theirs."""
    parts = []
    said = signs_said(answers)
    for sign, words in SIGNS.get(flag_id, {}).items():
        answer = said.get(sign)
        if answer == "yes":
            parts.append(str(words))
        elif answer == "not_sure":
            parts.append(gettext("maybe %(sign)s (you were not sure)") % {"sign": words})
    return "; ".join(parts)
