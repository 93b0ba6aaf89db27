"""What of the health of sending concerns one person: pauses, unread and doubtful texts there."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from clinic.access import clinics_of
from clinic.models import Role, Staff
from notifications import alerts, states
from notifications.health import Trouble
from notifications.models import Alert, Direction, Message, Pause

PATIENCE = timedelta(minutes=5)
_UNRESOLVED = "unresolved:"  # the cause of the alert that such a text raises
_SHOWN = 50


@dataclass(frozen=True)
class Doubt:
    """A text that may or may not have gone; `alert` where a person has to settle it."""

    message: Message
    alert: Alert | None
    may_open: bool


def at_clinics_of(staff: Staff, seen: Trouble) -> Trouble:
    """Without the pauses of clinics where this person has no role."""
    return replace(seen, pauses=tuple(covering(staff, seen.pauses)))


def covering(staff: Staff, pauses: tuple[Pause, ...]) -> list[Pause]:
    """The pauses that hold back something of this person's clinics; the carrier's own first."""
    if not pauses:
        return []
    own = {None, *clinics_of(staff).values_list("pk", flat=True)}
    return sorted((p for p in pauses if p.clinic_id in own), key=lambda p: not p.by_product)


def unread_too_long(staff: Staff, now: datetime) -> timedelta | None:
    """The age of the oldest text that came in and nobody has read, past our patience."""
    waiting = Message.objects.filter(state=states.RECEIVED, clinic__in=clinics_of(staff))
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    return now - oldest if oldest and now - oldest > PATIENCE else None


def doubts(staff: Staff) -> list[Doubt]:
    """Texts in doubt, and those nobody could settle until their alert is closed."""
    clinics = clinics_of(staff)
    open_ = alerts.waiting(Alert.objects.filter(cause__startswith=_UNRESOLVED, clinic__in=clinics))
    by_text = {UUID(alert.cause.removeprefix(_UNRESOLVED)): alert for alert in open_}
    texts = Message.objects.filter(direction=Direction.OUT, clinic__in=clinics)
    unsure = texts.filter(Q(state=states.IN_DOUBT) | Q(state=states.UNRESOLVED, pk__in=by_text))
    charts = set(clinics_of(staff, Role.NURSE).values_list("pk", flat=True))
    return [
        Doubt(text, by_text.get(text.pk), text.clinic_id in charts)
        for text in unsure.select_related("clinic").order_by("due_at")[:_SHOWN]
    ]


def ended(staff: Staff) -> list[Pause]:
    """The last pauses that were lifted, for whoever asks why a text came late."""
    here = Q(clinic=None) | Q(clinic__in=clinics_of(staff))
    lifted = Pause.objects.filter(here).exclude(resumed_at=None).order_by("-resumed_at")
    return list(lifted.select_related("clinic", "paused_by", "resumed_by")[:5])
