"""Holding texts back, and letting them go again: for all, for a clinic, for a protocol.

A person's pause holds what we start; answers, codes and texts to staff go on. The product's own,
when the carrier refuses us altogether, holds everything.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from clinic import audit
from clinic.models import Clinic, Staff

from .models import Kind, Message, Pause, Scope
from .nudge import nudge

GATEWAY = "gateway"


def pause_sending(
    *,
    scope: Scope,
    reason: str,
    now: datetime,
    staff: Staff | None,
    clinic: Clinic | None = None,
    protocol: str = "",
) -> Pause:
    """Hold texts back from now on. A repeat returns the pause that stands.

    `staff` is None where the carrier refuses us. A protocol's pause may be one clinic's only.
    """
    if (scope == Scope.CLINIC and clinic is None) or (scope == Scope.PROTOCOL) != bool(protocol):
        raise ValueError("a clinic's pause names the clinic, a protocol's the protocol")
    with transaction.atomic():
        pause, is_new = open_pauses().get_or_create(
            scope=scope,
            clinic=None if scope == Scope.ALL else clinic,
            protocol=protocol,
            by_product=staff is None,
            defaults={"reason": reason[:120], "paused_by": staff, "paused_at": now},
        )
        if is_new:
            _record(pause, "sending.paused", staff, now)
    return pause


def resume_sending(pause: Pause, staff: Staff, now: datetime) -> bool:
    """Let the held texts go. False where somebody has resumed them already."""
    from .tasks import sweep

    with transaction.atomic():
        resumed = open_pauses().filter(pk=pause.pk).update(resumed_by=staff, resumed_at=now)
        if resumed:
            _record(pause, "sending.resumed", staff, now)
            nudge(sweep)
    return bool(resumed)


def open_pauses() -> QuerySet[Pause]:
    """The pauses in force."""
    return Pause.objects.filter(resumed_at=None)


def holding(message: Message) -> Pause | None:
    """The pause that holds this text back, if one does; the product's own first."""
    pauses = open_pauses().order_by("-by_product", "id")
    return next((p for p in pauses if _covers(p, message)), None)


def held(pauses: list[Pause]) -> Q:
    """The messages that these pauses hold back: `_covers` as a query."""
    covered = Q(pk=None)
    for pause in pauses:
        one = ~Q(pk=None) if pause.by_product else Q(kind=Kind.PLANNED)
        if pause.clinic_id:
            one &= Q(clinic=pause.clinic_id)
        if pause.protocol:
            one &= Q(protocol=pause.protocol)
        covered |= one
    return covered


def _covers(pause: Pause, message: Message) -> bool:
    return (
        (pause.by_product or message.kind == Kind.PLANNED)
        and pause.clinic_id in (None, message.clinic_id)
        and pause.protocol in ("", message.protocol)
    )


def _record(pause: Pause, action: str, staff: Staff | None, now: datetime) -> None:
    audit.record(
        actor=staff or GATEWAY,
        action=action,
        now=now,
        clinic=pause.clinic,
        object_id=pause.pk,
        scope=pause.scope,
        protocol=pause.protocol,
    )
