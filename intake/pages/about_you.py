"""Other care now, who sent the patient, insurance and its approval, who filled in the form.

Only shown: insurance gives no points, and nothing here is scored.
"""

from django.utils.translation import gettext_lazy as _

from questions.page import Choice, Page, Question
from questions.widgets import ManyOf, OneOf, ShortText

from .warning_signs import YES_NO_NOT_SURE

SECTION = _("About you")
OTHER_CARE = (
    Choice("physical_therapy", _("Physical therapy")),
    Choice("psychology", _("Psychologist or counselor")),
    Choice("chiropractic", _("Chiropractor")),
    Choice("acupuncture", _("Acupuncture")),
    Choice("surgeon", _("Surgeon")),
    Choice("pain_clinic", _("Another pain clinic")),
    Choice("none", _("None of these")),
    Choice("not_sure", _("I am not sure")),
)
INSURANCE = (
    Choice("medicare", _("Medicare")),
    Choice("medicaid", _("Medicaid")),
    Choice("commercial", _("Private or from work")),
    Choice("workers_compensation", _("Workers’ compensation")),
    Choice("auto_insurer", _("Car insurance")),
    Choice("veterans", _("Veterans (VA)")),
    Choice("self_pay", _("I pay myself")),
    Choice("not_sure", _("I am not sure")),
)
HELPER = (
    Choice("alone", _("I did, by myself")),
    Choice("helped", _("I did, with help")),
    Choice("someone_else", _("Someone else, for me")),
)

ABOUT_YOU = (
    Page(
        "other_care",
        SECTION,
        (
            Question(
                "other_care",
                _("Do you get any other care for this pain now?"),
                ManyOf(OTHER_CARE, missing=_("Tick at least one line, or “None of these”")),
                hint=_("Tick all that are true for you."),
                short=_("Other care now"),
            ),
            Question(
                "referring_doctor",
                _("Which doctor sent you to us? (optional)"),
                ShortText(max_length=120),
                short=_("Doctor who sent you"),
            ),
        ),
        title=_("Who else takes care of you?"),
    ),
    Page(
        "insurance",
        SECTION,
        (
            Question(
                "insurance",
                _("How is your care paid for?"),
                OneOf(INSURANCE),
                hint=_("If there are two, the one that pays first."),
                short=_("Insurance"),
            ),
            Question(
                "prior_authorization",
                _("Must your insurance approve a treatment before you get it?"),
                YES_NO_NOT_SURE,
                hint=_("This is also called prior authorization."),
                short=_("Approval before a treatment"),
            ),
            Question(
                "helper",
                _("Who filled in this form?"),
                OneOf(HELPER),
                short=_("Who filled this in"),
            ),
        ),
        title=_("Your insurance and this form"),
    ),
)
