"""Filters of the staff's pages: dates in a clinic's zone, words and shapes of states."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext as _

from clinic import dates
from clinic.models import Staff
from clinic.phones import said
from intake.candidacy.assessment import family_label
from notifications.models import Message
from surveys import protocol

from .. import texts

register = template.Library()
for function in (
    dates.day,
    dates.hour,
    dates.day_hour,
    dates.short_day,
    dates.weekday_hour,
    dates.since,
):
    register.filter(function.__name__, function)
register.filter("phone", said)

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # any moment: only the difference counts
_SIGNS = {"emergency": "▲", "urgent": "●", "prompt": "◆", "info": "○"}


@register.filter
def age(duration: timedelta) -> str:
    """A length of time in the largest unit that says something."""
    return dates.since(EPOCH, EPOCH + duration)


@register.filter
def sign(grade: str) -> str:
    """The shape of a grade: its word is never alone."""
    return _SIGNS.get(grade, "")


@register.filter
def fate(message: Message, zone: ZoneInfo) -> str:
    """What became of a text, or why it waits."""
    return texts.fate(message, zone)


@register.filter
def who(staff: Staff, reader: Staff) -> str:
    """A person's name; "you" to that person."""
    return _("you") if staff == reader else staff.name


@register.filter
def sentence(text: str) -> str:
    """With a full stop, unless it ends with one already."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


@register.filter
def rule(id_: str) -> str:
    """A rule's id as it is quoted: PAT-ESI-01 is ESI-01."""
    return id_.removeprefix("PAT-").removeprefix("GEN-")


@register.filter
def family(id_: str) -> str:
    """A family's name, from its id."""
    return family_label(id_)


@register.filter("protocol")
def protocol_label(name: str) -> str:
    """A follow-up's name, from its protocol's."""
    return protocol.load(name).label


@register.filter
def hide_link(body: str) -> str:
    """An outgoing text as it is kept: its link was made at the sending and stands nowhere."""
    return body.replace("{link}", _("[link]")).replace("{code}", _("[code]"))
