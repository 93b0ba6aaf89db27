"""Health that matters before a needle: what is true now, implants, pregnancy."""

from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Choice, Page, Question
from questions.widgets import Approximate, ManyOf, Number, OneOf

from .warning_signs import YES_NO_NOT_SURE

SECTION = _("Your health")
NONE = Choice("none", _("None of these"))
NOT_SURE = Choice("not_sure", _("I am not sure"))
TICK_ALL = _("Tick all that are true for you.")
OR_NONE = _("Tick at least one line, or “None of these”")

CONDITIONS = (
    Choice("diabetes", _("I have diabetes")),
    Choice("liver_or_kidney_disease", _("I have liver or kidney disease")),
    Choice("bleeding_disorder", _("I have a bleeding disorder"), hint=_("such as hemophilia")),
    Choice("coronary_stent", _("I have a stent in my heart")),
    Choice("antibiotics_now", _("I have an infection now, or take antibiotics")),
    Choice("current_chemotherapy", _("I get chemotherapy now")),
    Choice("cannot_lie_flat_or_prone", _("I cannot lie flat or face down")),
    Choice(
        "spasticity", _("I have spasticity"), hint=_("stiff or jerking muscles, a nerve illness")
    ),
    NONE,
    NOT_SURE,
)
IMPLANTS = (
    Choice("pacemaker", _("Pacemaker")),
    Choice("icd", _("Heart defibrillator (ICD)")),
    Choice("scs", _("Spinal cord stimulator")),
    Choice("pns", _("Nerve stimulator in another place")),
    Choice("pump", _("Pump that drips medicine into the spine")),
    Choice("dbs", _("Deep brain stimulator")),
    Choice("cochlear", _("Cochlear implant, for hearing")),
    Choice("spinal_hardware", _("Screws, rods or plates in the spine")),
    Choice("knee_prosthesis", _("Artificial knee")),
    Choice("hip_prosthesis", _("Artificial hip")),
    Choice("shoulder_prosthesis", _("Artificial shoulder")),
    Choice("mesh", _("Hernia mesh")),
    NONE,
    NOT_SURE,
)
PREGNANCY = (
    Choice("yes", _("Yes")),
    Choice("no", _("No")),
    Choice("possible", _("Maybe, I am not sure")),
    Choice("not_applicable", _("This does not apply to me")),
)


def has(condition: str, answers: Answers) -> bool:
    ticks = answers.get("conditions", {}).get("conditions")
    return isinstance(ticks, list) and condition in ticks


HEALTH: tuple[Page, ...] = (
    Page(
        "conditions",
        SECTION,
        (
            Question(
                "conditions",
                _("Are any of these true for you?"),
                ManyOf(CONDITIONS, missing=OR_NONE),
                hint=TICK_ALL,
                short=_("Health now"),
            ),
        ),
    ),
    Page(
        "diabetes",
        SECTION,
        (
            Question("insulin", _("Do you use insulin?"), YES_NO_NOT_SURE, short=_("Insulin")),
            Question(
                "a1c",
                _("What was your last A1c?"),
                Number(3, 20, after="%", decimals=1, may_be_unsure=True),
                hint=_("A blood test for diabetes, in percent."),
                short=_("Last A1c"),
            ),
        ),
        title=_("Your diabetes"),
        applies=lambda answers: has("diabetes", answers),
    ),
    Page(
        "coronary_stent",
        SECTION,
        (
            Question(
                "coronary_stent",
                _("About when was the stent put in your heart?"),
                Approximate(),
                hint=_("If you have more than one, the last one."),
                short=_("Heart stent"),
            ),
        ),
        applies=lambda answers: has("coronary_stent", answers),
    ),
    Page(
        "implants",
        SECTION,
        (
            Question(
                "implants",
                _("Do you have any of these in your body?"),
                ManyOf(IMPLANTS, missing=OR_NONE),
                hint=TICK_ALL,
                short=_("Implants"),
            ),
            Question(
                "pregnancy",
                _("Could you be pregnant?"),
                OneOf(PREGNANCY),
                hint=_("X-rays are used for many procedures."),
                short=_("Pregnancy"),
            ),
        ),
        title=_("Before any procedure"),
    ),
    Page(
        "gestation_weeks",
        SECTION,
        (
            Question(
                "gestation_weeks",
                _("How many weeks pregnant are you?"),
                Number(1, 45, after=_("weeks"), may_be_unsure=True),
                short=_("Weeks pregnant"),
            ),
        ),
        applies=lambda answers: answers.get("implants", {}).get("pregnancy") == "yes",
    ),
)
