"""A text's state in words a person at the desk can act on."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic import dates
from notifications import states
from notifications.models import Message

_FATES = {
    states.SENDING: gettext_lazy("being sent"),
    states.ACCEPTED: gettext_lazy("handed to the carrier"),
    states.SENT: gettext_lazy("sent to the phone"),
    states.DELIVERED: gettext_lazy("delivered"),
    states.UNDELIVERED: gettext_lazy("did not arrive"),
    states.FAILED: gettext_lazy("could not be sent"),
    states.CANCELLED: gettext_lazy("not needed any more"),
    states.EXPIRED: gettext_lazy("not sent"),
    states.SUPPRESSED: gettext_lazy("not sent"),
    states.IN_DOUBT: gettext_lazy("may or may not have been sent: call if it matters"),
    states.UNRESOLVED: gettext_lazy("nobody knows whether it was sent: call if it matters"),
    states.RECEIVED: gettext_lazy("came in, being read"),
    states.HANDLED: gettext_lazy("came in"),
}


def fate(message: Message, zone: ZoneInfo) -> str:
    """What became of the text and why; where it waits, until when."""
    if message.state == states.QUEUED:
        until = dates.day_hour(message.due_at, zone)
        if message.reason:
            return _("waits until %(until)s: %(why)s") % {"until": until, "why": message.reason}
        return _("waits until %(until)s") % {"until": until}
    said = str(_FATES[message.state])
    return f"{said}: {message.reason}" if message.reason else said
