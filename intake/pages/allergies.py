"""Allergies, one a page: what to, what happened. The page on medicines asks if there are any."""

from django.utils.translation import gettext_lazy as _

from questions.loop import loop
from questions.page import Answers, Choice, Question
from questions.widgets import OneOrOther

from .medicines import SECTION

MOST = 10
AGENTS = (
    Choice("iodinated_contrast", _("X-ray dye (contrast)")),
    Choice("gadolinium", _("MRI dye")),
    Choice("local_anaesthetic", _("Numbing shots"), hint=_("lidocaine, Novocain")),
    Choice("steroid", _("Steroids"), hint=_("cortisone, prednisone")),
    Choice("latex", _("Latex")),
    Choice("chlorhexidine", _("Chlorhexidine skin soap"), hint="Hibiclens"),
    Choice("povidone_iodine", _("Brown skin cleaner"), hint="Betadine"),
    Choice("adhesive", _("Adhesive tape")),
    Choice("other", _("Something else, such as another medicine")),
)
# The contract's words for what happened.
REACTIONS = (
    Choice("mild", _("A mild rash or hives")),
    Choice("anaphylaxis", _("Trouble breathing, a swollen throat, or I collapsed")),
    Choice("other", _("Something else")),
    Choice("unknown", _("I am not sure")),
)


def has_allergies(answers: Answers) -> bool:
    return answers.get("medicines_and_allergies", {}).get("has_allergies") == "yes"


ALLERGIES = loop(
    key="allergy",
    section=SECTION,
    title=_("Allergy"),
    questions=(
        Question(
            "allergy_agent",
            _("What are you allergic to?"),
            OneOrOther(AGENTS, missing=_("Choose what you are allergic to")),
            short=_("Allergic to"),
        ),
        Question(
            "allergy_reaction",
            _("What happened?"),
            OneOrOther(REACTIONS, max_length=200, missing=_("Choose what happened")),
            hint=_("Choose the worst that happened."),
            short=_("What happened"),
        ),
    ),
    another=_("Are you allergic to something else?"),
    applies=has_allergies,
    most=MOST,
)
