"""Texts out: queue, claim, call, record. What stands in the table is sent, once.

A claim is one conditional UPDATE, committed with its event before the call; no transaction is
open while the carrier is spoken to.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse

from clinic import clock, links
from clinic.models import Clinic, Patient

from . import consents, gateway, owners, quiet_hours, retry, states
from .models import Direction, Kind, Message, MessageEvent, Permission
from .nudge import nudge

log = logging.getLogger(__name__)
SENDER = "sender"
LONGEST_VALIDITY = timedelta(hours=4)


def queue_text(
    *,
    clinic: Clinic,
    patient: Patient | None,
    number: str,
    purpose: str,
    owner_id: UUID | None,
    dedupe_key: str,
    body: str,
    kind: Kind,
    now: datetime,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    link_purpose: str = "",
    link_expires_at: datetime | None = None,
    expects_reply: bool = False,
    despite_opt_out: bool = False,
) -> Message:
    """Put a text in the outbox, once per `dedupe_key`: a repeat returns the row that stands.

    Call inside the transaction of the change that causes it.
    """
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "clinic": clinic,
            "patient": patient,
            "direction": Direction.OUT,
            "kind": kind,
            "purpose": purpose,
            "owner_id": owner_id,
            "number": number,
            "body": body,
            "language": patient.language if patient else "en",
            "link_purpose": link_purpose,
            "link_expires_at": link_expires_at,
            "expects_reply": expects_reply,
            "despite_opt_out": despite_opt_out,
            "created_at": now,
            "due_at": due_at or now,
            "expires_at": expires_at,
        },
    )
    if is_new and message.due_at <= now:
        from .tasks import send_message

        nudge(send_message, message.pk)
    return message


def move(
    message: Message, new: str, *, now: datetime, by: str, reason: str = "", **fields: object
) -> bool:
    """Move a message and write its event, if it still stands where we saw it. True if moved."""
    old = message.state
    if not states.may_move(old, new):
        return False
    with transaction.atomic():
        changed = Message.objects.filter(pk=message.pk, state=old, version=message.version).update(
            state=new, version=F("version") + 1, reason=reason[:160], **fields
        )
        if not changed:
            return False
        MessageEvent.objects.create(
            message=message, old=old, new=new, at=now, by=by, reason=reason[:160]
        )
        message.refresh_from_db()
        if message.purpose and message.direction == Direction.OUT:
            owners.owner_of(message).on_outcome(message, now)
    return True


def send(message_id: UUID, now: datetime) -> None:
    """Send one queued text that is due, if it is still right to. Safe to run twice at once."""
    message = Message.objects.select_related("patient", "clinic").get(pk=message_id)
    if message.state != states.QUEUED or message.due_at > now:
        return
    if _may_go(message, now):
        address = _claim(message, now)
        if address is not None:
            _call(message, address, now)


def _may_go(message: Message, now: datetime) -> bool:
    """Ask again at the last moment; a text that may not go ends, or waits, with a reason."""
    if message.expires_at and now >= message.expires_at:
        move(message, states.EXPIRED, now=now, by=SENDER, reason="its time had passed")
        return False
    if not message.despite_opt_out and not _has_consent(message):
        reason = "no consent to texts for this number"
        move(message, states.SUPPRESSED, now=now, by=SENDER, reason=reason)
        return False
    wanted, why_not = owners.owner_of(message).still_wanted(message, now)
    if not wanted:
        move(message, states.CANCELLED, now=now, by=SENDER, reason=why_not)
        return False
    allowed = _allowed_at(message, now)
    if allowed > now:
        Message.objects.filter(pk=message.pk, state=states.QUEUED, version=message.version).update(
            due_at=allowed, reason="quiet hours"
        )
        return False
    return True


def _has_consent(message: Message) -> bool:
    """The consent is the number's: a text queued for a number since changed has none."""
    patient = message.patient
    return patient is None or (
        message.number == patient.phone and consents.has(patient, Permission.TEXTS)
    )


def _allowed_at(message: Message, now: datetime) -> datetime:
    if message.kind != Kind.PLANNED or message.patient is None:
        return now
    clinic = message.clinic
    return quiet_hours.next_allowed(
        now, message.patient.zone, clinic.quiet_from_hour, clinic.quiet_until_hour
    )


def _claim(message: Message, now: datetime) -> str | None:
    """Take the message for this worker and mint its link. The text to send, or None: not ours."""
    with transaction.atomic():
        claimed = move(
            message,
            states.SENDING,
            now=now,
            by=SENDER,
            attempts=F("attempts") + 1,
            claimed_at=clock.real_now(),
        )
        if not claimed:
            return None
        if not message.link_purpose:
            return message.body
        link, address = links.mint(
            patient=message.patient,
            purpose=message.link_purpose,
            owner_id=message.owner_id,
            now=now,
            expires_at=message.link_expires_at,
        )
        Message.objects.filter(pk=message.pk).update(link=link)
    return message.body.replace("{link}", address)


def _call(message: Message, body: str, now: datetime) -> None:
    """Speak to the carrier, then record what became of it."""
    validity = min(message.expires_at - now, LONGEST_VALIDITY) if message.expires_at else None
    text = gateway.Outgoing(
        to=message.number,
        body=body,
        callback=settings.PUBLIC_URL + reverse("notifications:receipt", args=[message.pk]),
        validity_seconds=int((validity or LONGEST_VALIDITY).total_seconds()),
    )
    try:
        carrier_id = gateway.send(text)
    except gateway.NotAccepted as error:
        later = now + retry.wait_before(message.attempts)
        move(message, states.QUEUED, now=now, by=SENDER, reason=str(error), due_at=later)
    except gateway.InDoubt as error:
        move(message, states.IN_DOUBT, now=now, by=SENDER, reason=str(error))
    except gateway.Failed as error:
        move(message, states.FAILED, now=now, by=SENDER, reason=f"carrier code {error}")
        if str(error) == gateway.OPTED_OUT and message.patient:
            with transaction.atomic():
                consents.stop([message.patient], now)
    else:
        record_accepted(message, carrier_id, now)


def record_accepted(message: Message, carrier_id: str | None, now: datetime) -> None:
    """The carrier took it. A receipt may have been here first: then only its id is kept."""
    with transaction.atomic():
        Message.objects.filter(pk=message.pk, carrier_id=None).update(
            carrier_id=carrier_id, accepted_at=now
        )
        message.refresh_from_db()
        move(message, states.ACCEPTED, now=now, by=SENDER)


def cancel_planned(number: str, now: datetime, reason: str) -> None:
    """End what still waits for this number (STOP came)."""
    waiting = Message.objects.filter(number=number, state=states.QUEUED, despite_opt_out=False)
    for message in waiting.exclude(kind=Kind.STAFF):
        move(message, states.SUPPRESSED, now=now, by="stop", reason=reason)


def sweep(now: datetime) -> None:
    """Find what was missed: due texts never nudged, claims whose worker died."""
    from .tasks import handle_inbound, send_message

    dead = clock.real_now() - timedelta(seconds=settings.CLAIM_LEASE_SECONDS)
    for message in Message.objects.filter(state=states.SENDING, claimed_at__lt=dead):
        _doubt(message, now)
    for id_ in _ids(Message.objects.filter(state=states.QUEUED, due_at__lte=now)):
        nudge(send_message, id_)
    for id_ in _ids(Message.objects.filter(state=states.RECEIVED)):
        nudge(handle_inbound, id_)


def _doubt(message: Message, now: datetime) -> None:
    """A claim found dead cannot tell whether the call was made. One bad row stops no other."""
    reason = "the sending worker stopped"
    try:
        move(message, states.IN_DOUBT, now=now, by="sweeper", reason=reason)
    except Exception:
        log.exception("a dead claim could not be swept", extra={"message_id": str(message.pk)})


def _ids(messages: QuerySet[Message]) -> list[UUID]:
    return list(messages.order_by("due_at").values_list("pk", flat=True)[:500])
