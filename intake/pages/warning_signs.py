"""The red-flag questions: the gravest one a page, the others as tick lists. "Not sure" is an
answer, and is judged as one: on a list it speaks for every line that is not ticked.
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from intake.facts_contract import OPTIONAL_RED_FLAG_ANSWERS, RED_FLAG_ANSWERS
from questions.page import Answers, Choice, Page, Question, Words, always
from questions.widgets import ManyOf, OneOf

from .where import goes_down, may_go_down_a_leg, sites_in

SECTION = _("Warning signs")
YES_NO_NOT_SURE = OneOf(
    (Choice("yes", _("Yes")), Choice("no", _("No")), Choice("not_sure", _("Not sure"))),
    missing=_("Choose yes, no or not sure"),
)
NEW = _("New or worse in the last 2 weeks.")
_NONE, _NOT_SURE = Choice("none", _("None of these")), Choice("not_sure", _("I am not sure"))

TRUNK_SITES = frozenset("low_back mid_back upper_back chest_wall abdomen".split())
LEG_PAIN_SITES = frozenset("thigh knee lower_leg foot".split())
JOINT_SITES = frozenset("hip knee foot shoulder elbow hand".split())
HEAD_SITES = frozenset("neck back_of_head face jaw".split())


def leg_hurts(answers: Answers) -> bool:
    down = may_go_down_a_leg(answers) and goes_down(answers, "spread")
    return down or bool(sites_in(answers) & LEG_PAIN_SITES)


def trunk_or_leg_hurts(answers: Answers) -> bool:
    return bool(sites_in(answers) & TRUNK_SITES) or leg_hurts(answers)


def _page(
    key: str,
    label: Words,
    short: Words,
    hint: Words = NEW,
    applies: Callable[[Answers], bool] = always,
) -> Page:
    question = Question(key, label, YES_NO_NOT_SURE, hint=hint, short=short)
    return Page(key, SECTION, (question,), applies=applies)


def _list(
    key: str,
    label: Words,
    short: Words,
    lines: tuple[Choice, ...],
    applies: Callable[[Answers], bool] = always,
    call_first: Words = "",
) -> Page:
    widget = ManyOf(
        (*lines, _NONE, _NOT_SURE), missing=_("Tick at least one line, or “None of these”")
    )
    hint = _("Tick all that are true for you.")
    question = Question(key, label, widget, hint, short)
    return Page(key, SECTION, (question,), applies=applies, call_first=call_first)


_BESIDES, _HEALTH = _("With this pain"), _("Your health")

# Those that everyone is asked. On the first list each line alone is an emergency: it is kept short,
# so that "not sure" of something else does not speak for them.
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
    _list(
        "signs_now",
        _("Do you have any of these now?"),
        _("Other warning signs"),
        (
            Choice("chest_pain_or_breathless", _("Chest pain, or trouble breathing"), hint=NEW),
            Choice("gait_or_hand_clumsiness", _("Unsteady walking, or clumsy hands"), hint=NEW),
            Choice(
                "major_trauma", _("A bad fall or a crash"), hint=_("Just before this pain began.")
            ),
        ),
        call_first=_("Chest pain now, or hard to breathe?"),
    ),
    _list(
        "signs_before",
        _("Is any of this true of you or your health?"),
        _("What may add risk"),
        (
            Choice(
                "minor_trauma_or_sudden_onset",
                _("The pain came all at once, or after a small slip or strain"),
                group=_BESIDES,
            ),
            Choice(
                "constant_night_pain",
                _("The pain goes on all night, even when I lie still"),
                group=_BESIDES,
            ),
            Choice(
                "unexplained_weight_loss",
                _("I lost more than 10 pounds in 6 months without trying"),
                group=_BESIDES,
            ),
            Choice("cancer_history", _("I have cancer, or had it before"), group=_HEALTH),
            Choice("osteoporosis", _("Weak bones (osteoporosis)"), group=_HEALTH),
            Choice(
                "steroids_3_months_or_more",
                _("Steroid pills for 3 months or more"),
                hint=_("such as prednisone"),
                group=_HEALTH,
            ),
            Choice(
                "immunosuppressed",
                _("A weak immune system, or dialysis"),
                hint=_("from an illness, a transplant or a medicine"),
                group=_HEALTH,
            ),
            Choice(
                "recent_infection_or_spine_procedure",
                _("A recent infection, or a recent procedure on spine, teeth or bladder"),
                group=_HEALTH,
            ),
            Choice("iv_drug_use", _("I inject drugs, or did before"), group=_HEALTH),
        ),
    ),
)
# Those that bear only on some places.
SIGNS_BY_PLACE = (
    _list(
        "signs_of_vessels",
        _("Is one of these new?"),
        _("Tearing pain or a swollen calf"),
        (
            Choice(
                "tearing_pain_or_known_aneurysm",
                _("Tearing pain in my chest, belly or back, or I have an aneurysm"),
            ),
            Choice("calf_swelling", _("One calf hurts and is swollen")),
        ),
        applies=trunk_or_leg_hurts,
    ),
    _page(
        "hot_swollen_joint",
        _("Is one joint hot, swollen and painful, with a fever?"),
        _("A hot, swollen joint"),
        applies=lambda answers: bool(sites_in(answers) & JOINT_SITES),
    ),
    _list(
        "signs_of_head",
        _("Is one of these new in your head or eyes?"),
        _("Headache or change in vision"),
        (
            Choice("sudden_worst_headache", _("A sudden headache, the worst of my life")),
            Choice(
                "vision_change_with_temple_headache",
                _("A bad headache at the temple, with a change in vision"),
                hint=_("if you are over 50"),
            ),
        ),
        applies=lambda answers: bool(sites_in(answers) & HEAD_SITES),
    ),
)


def has_a_pump(answers: Answers) -> bool:
    ticks = answers.get("implants", {}).get("implants")
    return isinstance(ticks, list) and "pump" in ticks


# Asked once the implants are known.
PUMP_SIGNS = (
    _page(
        "pump_alarm_or_missed_refill",
        _("Has your pump had an alarm or a missed refill, or do you have new spasms or itch?"),
        _("Trouble with the pump"),
        hint=_("New spasms, itch or fever can come from the pump."),
        applies=has_a_pump,
    ),
)

_KNOWN = frozenset((*RED_FLAG_ANSWERS, *OPTIONAL_RED_FLAG_ANSWERS))
_LINES = {
    page.key: tuple(choice.code for choice in page.questions[0].widget.choices[:-2])
    for page in (*WARNING_SIGNS, *SIGNS_BY_PLACE)
    if isinstance(page.questions[0].widget, ManyOf)
}
_PAGE_OF = {line: page for page, lines in _LINES.items() for line in lines}


def signs_said(answers: Answers) -> dict[str, str]:
    """Yes, no or not sure to each red-flag question, by its name in the facts, one a page or not.

    On a list a tick is yes; the others are no, unless "not sure" speaks for them.
    """
    said: dict[str, str] = {}
    for page, value in answers.items():
        given = value.get(page)
        if page in _LINES and isinstance(given, list) and given:
            rest = "not_sure" if "not_sure" in given else "no"
            said |= {line: "yes" if line in given else rest for line in _LINES[page]}
        elif page in _KNOWN and isinstance(given, str):
            said[page] = given
    return said


def lines_of(page: str) -> tuple[str, ...]:
    """The red-flag questions that are lines of a list; empty for a page of one question."""
    return _LINES.get(page, ())


def page_of(sign: str) -> str:
    """The key of the page that asks it."""
    return _PAGE_OF.get(sign, sign)
