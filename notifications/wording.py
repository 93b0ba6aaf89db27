"""The texts that belong to no form: answers to STOP, START and HELP, and the notice to staff.

Every text is one GSM-7 segment, begins with the clinic's neutral name, and carries no name,
diagnosis, procedure or body part (a test renders each at its extremes).
"""

from django.utils.translation import gettext as _

from clinic.models import Clinic
from clinic.phones import said


def stopped(clinic: Clinic) -> str:
    return _(
        "%(name)s: We stopped your check-in texts. Text START to turn them back on. "
        "Questions? %(phone)s."
    ) % {"name": clinic.text_name, "phone": said(clinic.phone)}


def started(clinic: Clinic) -> str:
    return _("%(name)s: Your check-in texts are on again. Reply STOP to end texts.") % {
        "name": clinic.text_name
    }


def no_consent(clinic: Clinic) -> str:
    return _("%(name)s: We have no record of your permission to text. Please call %(phone)s.") % {
        "name": clinic.text_name,
        "phone": said(clinic.phone),
    }


def help_text(clinic: Clinic) -> str:
    return _(
        "%(name)s: Short texts about your care. Questions? %(phone)s. "
        "Not for emergencies: call 911. Reply STOP to end texts."
    ) % {"name": clinic.text_name, "phone": said(clinic.phone)}


def kept_for_a_person(clinic: Clinic) -> str:
    return _(
        "%(name)s: We got your message and will read it. Not watched all the time. "
        "If urgent call 911 or %(phone)s."
    ) % {"name": clinic.text_name, "phone": said(clinic.phone)}


def alert_waits(clinic: Clinic, grade: str, address: str) -> str:
    return _("%(name)s: an alert (%(grade)s) waits for you. Please sign in: %(address)s") % {
        "name": clinic.text_name,
        "grade": grade,
        "address": address,
    }
