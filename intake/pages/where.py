"""Where it hurts, where it goes, since when, and which part is worst."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Choice, Page, PageValue, Question, Words
from questions.widgets import Duration, ManyOf, OneOf, Sites

SECTION = _("Your pain")

# Sites whose pain may go down a leg or an arm, as the facts join them.
LEG_SITES = frozenset({"low_back", "buttock", "hip", "groin", "thigh"})
ARM_SITES = frozenset({"neck", "upper_back", "shoulder", "upper_arm"})
TRUNK = frozenset({"low_back", "mid_back", "upper_back", "neck", "buttock"})
LIMBS = frozenset("hip thigh knee lower_leg foot shoulder upper_arm elbow hand".split())
MIDLINE = frozenset(
    "low_back mid_back upper_back neck back_of_head jaw chest_wall abdomen pelvis".split()
)
_BACK, _LEGS = _("Back and neck"), _("Hips and legs")
_ARMS, _OTHER = _("Shoulders and arms"), _("Other places")
SITES = (
    Choice("low_back", _("Low back"), group=_BACK),
    Choice("mid_back", _("Middle back"), group=_BACK),
    Choice("upper_back", _("Upper back"), group=_BACK),
    Choice("neck", _("Neck"), group=_BACK),
    Choice("buttock", _("Buttock"), group=_LEGS),
    Choice("hip", _("Hip"), group=_LEGS),
    Choice("groin", _("Groin"), group=_LEGS),
    Choice("thigh", _("Thigh"), group=_LEGS),
    Choice("knee", _("Knee"), group=_LEGS),
    Choice("lower_leg", _("Lower leg"), group=_LEGS),
    Choice("foot", _("Foot"), group=_LEGS),
    Choice("shoulder", _("Shoulder"), group=_ARMS),
    Choice("upper_arm", _("Upper arm"), group=_ARMS),
    Choice("elbow", _("Elbow or forearm"), group=_ARMS),
    Choice("hand", _("Hand or wrist"), group=_ARMS),
    Choice("back_of_head", _("Back of head"), group=_OTHER),
    Choice("face", _("Face"), group=_OTHER),
    Choice("jaw", _("Jaw"), group=_OTHER),
    Choice("chest_wall", _("Chest or ribs"), group=_OTHER),
    Choice("abdomen", _("Belly"), group=_OTHER),
    Choice("pelvis", _("Pelvis"), group=_OTHER),
)
_RIGHT_LEG, _LEFT_LEG = _("Right leg"), _("Left leg")
_RIGHT_ARM, _LEFT_ARM = _("Right arm"), _("Left arm")
_NOWHERE = (Choice("none", _("No, it stays where it is")), Choice("not_sure", _("I am not sure")))
LEG_WORDS = (
    Choice("right_thigh_front", _("Right thigh, in front"), group=_RIGHT_LEG),
    Choice("right_thigh_back", _("Right thigh, at the back"), group=_RIGHT_LEG),
    Choice("right_leg_below_knee", _("Below the right knee"), group=_RIGHT_LEG),
    Choice("right_foot", _("Right foot"), group=_RIGHT_LEG),
    Choice("left_thigh_front", _("Left thigh, in front"), group=_LEFT_LEG),
    Choice("left_thigh_back", _("Left thigh, at the back"), group=_LEFT_LEG),
    Choice("left_leg_below_knee", _("Below the left knee"), group=_LEFT_LEG),
    Choice("left_foot", _("Left foot"), group=_LEFT_LEG),
    *_NOWHERE,
)
ARM_WORDS = (
    Choice("right_arm_above_elbow", _("Right arm, above the elbow"), group=_RIGHT_ARM),
    Choice("right_arm_below_elbow", _("Below the right elbow"), group=_RIGHT_ARM),
    Choice("right_hand", _("Right hand or fingers"), group=_RIGHT_ARM),
    Choice("left_arm_above_elbow", _("Left arm, above the elbow"), group=_LEFT_ARM),
    Choice("left_arm_below_elbow", _("Below the left elbow"), group=_LEFT_ARM),
    Choice("left_hand", _("Left hand or fingers"), group=_LEFT_ARM),
    *_NOWHERE,
)


def sites_in(answers: Answers) -> set[str]:
    """The places chosen so far."""
    chosen = answers.get("where", {}).get("where")
    return {entry["site"] for entry in chosen} if isinstance(chosen, list) else set()


def goes_down(answers: Answers, page: str) -> bool:
    """Whether the patient said that the pain goes into a leg or an arm."""
    words = answers.get(page, {}).get(page)
    return isinstance(words, list) and any(word not in ("none", "not_sure") for word in words)


def may_go_down_a_leg(answers: Answers) -> bool:
    return bool(sites_in(answers) & LEG_SITES)


def may_go_down_an_arm(answers: Answers) -> bool:
    return bool(sites_in(answers) & ARM_SITES)


def trunk_and_limb(answers: Answers) -> bool:
    """Only then can one be worse than the other."""
    sites = sites_in(answers)
    limb = bool(sites & LIMBS) or any(
        goes_down(answers, page) and may(answers)
        for page, may in (("spread", may_go_down_a_leg), ("spread_arms", may_go_down_an_arm))
    )
    return bool(sites & TRUNK) and limb


_WHERE = Sites(SITES, MIDLINE, missing=_("Tick at least one place, on its side"))


def _sides_asked_back(value: PageValue, answers: Answers) -> Words:
    """The side is never left to memory: the places are said back once, in words."""
    said = _WHERE.say(value["where"])
    return gettext(
        "You chose: %(places)s. Is that the correct side? Right means your own right. "
        "Change it, or press Continue."
    ) % {"places": said}


WHERE = (
    Page(
        "where",
        SECTION,
        (
            Question(
                "where",
                _("Where does it hurt?"),
                _WHERE,
                hint=_("Right means your own right."),
                short=_("Where it hurts"),
            ),
        ),
        check=_sides_asked_back,
    ),
    Page(
        "spread",
        SECTION,
        (
            Question(
                "spread",
                _("Does the pain go down into a leg?"),
                ManyOf(LEG_WORDS, missing=_("Tick where it goes, or “No, it stays where it is”")),
                hint=_("Tick each place it goes to."),
                short=_("Where it goes in the legs"),
            ),
        ),
        applies=may_go_down_a_leg,
    ),
    Page(
        "spread_arms",
        SECTION,
        (
            Question(
                "spread_arms",
                _("Does the pain go down into an arm?"),
                ManyOf(ARM_WORDS, missing=_("Tick where it goes, or “No, it stays where it is”")),
                hint=_("Tick each place it goes to."),
                short=_("Where it goes in the arms"),
            ),
        ),
        applies=may_go_down_an_arm,
    ),
    Page(
        "duration",
        SECTION,
        (
            Question(
                "duration",
                _("How long have you had this pain?"),
                Duration(),
                hint=_("Your best guess is fine."),
                short=_("How long"),
            ),
        ),
    ),
    Page(
        "worst_area",
        SECTION,
        (
            Question(
                "worst_area",
                _("Which hurts more?"),
                OneOf(
                    (
                        Choice("axial", _("My back, neck or buttock")),
                        Choice("limb", _("My leg or arm")),
                        Choice("equal", _("Both about the same")),
                        Choice("not_sure", _("I am not sure")),
                    )
                ),
                short=_("What hurts more"),
            ),
        ),
        applies=trunk_and_limb,
    ),
)
