"""The texts of a follow-up, and what the patient is told by the grade of an answer.

Each text is one GSM-7 segment and names no diagnosis, procedure or body part.
"""

from django.utils.translation import gettext as _

from clinic.models import Clinic
from clinic.phones import said


def welcome(clinic: Clinic) -> str:
    return _(
        "%(name)s: We will text now and then to ask how you are. Not watched all the time: "
        "in an emergency call 911. STOP to end, HELP for help."
    ) % {"name": clinic.text_name}


def how_is_it_now(clinic: Clinic) -> str:
    return _(
        "%(name)s: How is it right now? Reply 0 to 10. 0 = none, 10 = worst. "
        "Reply STOP to end texts."
    ) % {"name": clinic.text_name}


def any_new_problem(clinic: Clinic) -> str:
    return _("%(name)s: Any new problem since? Reply 1 no, 2 yes, 3 not sure.") % {
        "name": clinic.text_name
    }


def tell_us_more(clinic: Clinic) -> str:
    return _("%(name)s: Please tell us more here, 1 minute: {link} Emergency: call 911.") % {
        "name": clinic.text_name
    }


def check_in_by_link(clinic: Clinic) -> str:
    return _("%(name)s: Your check-in is ready, 2 minutes: {link} Help: %(phone)s. STOP to end") % {
        "name": clinic.text_name,
        "phone": said(clinic.phone),
    }


def thank_you(clinic: Clinic) -> str:
    return _(
        "%(name)s: Thank you. We saved your answers. Feeling worse? Call %(phone)s. "
        "In an emergency call 911."
    ) % {"name": clinic.text_name, "phone": said(clinic.phone)}
