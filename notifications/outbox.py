"""Texts out: queue, claim, call, record. What stands in the table is sent, once.

A claim is one conditional UPDATE, committed with its event before the call; no transaction is
open while the carrier is spoken to.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from clinic import clock, codes, links
from clinic.models import Clinic, Patient

from . import carrier_codes, consents, gateway, owners, pauses, quiet_hours, retry, states
from .models import Direction, Kind, Message, MessageEvent, Permission
from .nudge import nudge

log = logging.getLogger(__name__)
SENDER = "sender"
# What the carrier may be told, and what is worth telling it.
SHORTEST_VALIDITY, LONGEST_VALIDITY = timedelta(seconds=10), timedelta(hours=4)
AFTER_A_FAULT = timedelta(minutes=5)


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
    protocol: str = "",
    expects_reply: bool = False,
    despite_opt_out: bool = False,
) -> Message:
    """Put a text in the outbox, once per `dedupe_key`: a repeat returns the row that stands.

    Call inside the transaction of the change that causes it. `protocol` is what a pause may name.
    """
    try:
        with transaction.atomic():
            message = Message.objects.create(
                clinic=clinic,
                patient=patient,
                direction=Direction.OUT,
                kind=kind,
                purpose=purpose,
                owner_id=owner_id,
                dedupe_key=dedupe_key,
                number=number,
                body=body,
                language=patient.language if patient else "en",
                link_purpose=link_purpose,
                link_expires_at=link_expires_at,
                protocol=protocol,
                expects_reply=expects_reply,
                despite_opt_out=despite_opt_out,
                created_at=now,
                due_at=due_at or now,
                expires_at=expires_at,
            )
    except IntegrityError:
        return Message.objects.get(dedupe_key=dedupe_key)
    if message.due_at <= now:
        nudge_send(message)
    return message


def nudge_send(message: Message) -> None:
    """What somebody waits for goes before what we start."""
    from .tasks import send_message

    nudge(send_message, message.pk, "messages" if message.kind == Kind.PLANNED else "urgent")


def move(
    message: Message, new: str, *, now: datetime, by: str, reason: str = "", **fields: Any
) -> bool:
    """Move a message and write its event, if it still stands where we saw it. True if moved.

    Its owner is told, unless another text takes its place.
    """
    old = message.state
    if not states.may_move(old, new):
        return False
    seen = Message.objects.filter(pk=message.pk, state=old, version=message.version)
    changes = {"state": new, "version": message.version + 1, "reason": reason[:160], **fields}
    with transaction.atomic():
        if not seen.update(**changes):
            return False
        MessageEvent.objects.create(
            message=message, old=old, new=new, at=now, by=by, reason=reason[:160]
        )
        # The version was ours, so the row now holds what we wrote: no need to read it again.
        for name, value in changes.items():
            setattr(message, name, value)
        if message.direction == Direction.OUT:
            _tell(message, now)
    return True


def _tell(message: Message, now: datetime) -> None:
    from . import aftermath

    if message.state in states.DID_NOT_ARRIVE and aftermath.follow(message, now):
        return
    if message.purpose:
        owners.owner_of(message).on_outcome(message, now)


def send(message_id: UUID, now: datetime) -> None:
    """Send one queued text that is due, if it is still right to. Safe to run twice at once."""
    message = Message.objects.select_related("patient", "clinic").get(pk=message_id)
    if message.state != states.QUEUED or message.due_at > now:
        return
    if _is_allowed(message, now):
        body = _claim(message, now)
        if body is not None:
            _call(message, body, now)


def _is_allowed(message: Message, now: datetime) -> bool:
    """A text that cannot even be judged steps aside, and holds up no other."""
    try:
        return _may_go(message, now)
    except Exception:
        log.exception("a text could not be judged", extra={"message_id": str(message.pk)})
        _wait(message, now + AFTER_A_FAULT, "a fault of ours: it is in the log")
        return False


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
    pause = pauses.holding(message)
    if pause is not None:
        _wait(message, message.due_at, f"sending is paused: {pause.reason}")
        return False
    allowed = _allowed_at(message, now)
    if allowed > now:
        _wait(message, allowed, "quiet hours")
        return False
    return True


def _wait(message: Message, until: datetime, reason: str) -> None:
    Message.objects.filter(pk=message.pk, state=states.QUEUED, version=message.version).update(
        due_at=until, reason=reason[:160]
    )


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
    """Take the message for this worker and mint its link or its code. The text to send, or None:
    not ours.
    """
    claim = partial(
        move,
        message,
        states.SENDING,
        now=now,
        by=SENDER,
        attempts=message.attempts + 1,
        claimed_at=clock.real_now(),
    )
    if codes.PLACE in message.body:
        with transaction.atomic():
            if not claim():
                return None
            return message.body.replace(codes.PLACE, codes.draw(message.owner_id, now))
    if not message.link_purpose:
        return message.body if claim() else None
    with transaction.atomic():
        if not claim():
            return None
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
    from . import aftermath

    validity = message.expires_at - now if message.expires_at else LONGEST_VALIDITY
    validity = max(SHORTEST_VALIDITY, min(validity, LONGEST_VALIDITY))
    text = gateway.Outgoing(
        to=message.number,
        body=body,
        callback=settings.PUBLIC_URL + reverse("notifications:receipt", args=[message.pk]),
        validity_seconds=int(validity.total_seconds()),
    )
    try:
        carrier_id = gateway.send(text)
    except gateway.NotAccepted as error:
        _put_back(message, error, now)
        if isinstance(error, gateway.Refused):
            aftermath.pause_all(error.code, now)
    except gateway.InDoubt as error:
        doubt(message, now, by=SENDER, reason=str(error))
    except gateway.Failed as error:
        fail(message, states.FAILED, str(error), now, by=SENDER)
    else:
        record_accepted(message, carrier_id, now)


def _put_back(message: Message, error: gateway.NotAccepted, now: datetime) -> None:
    first, longest = (timedelta(seconds=seconds) for seconds in settings.RETRY_SECONDS)
    later = now + retry.wait_before(message.attempts, first, longest)
    move(message, states.QUEUED, now=now, by=SENDER, reason=str(error), due_at=later)


def doubt(message: Message, now: datetime, *, by: str, reason: str) -> bool:
    """Nobody can tell whether the carrier has it: the look-ups begin."""
    first = timedelta(seconds=settings.LOOKUP_AFTER_SECONDS[0])
    look_up_at = (message.claimed_at or clock.real_now()) + first
    return move(
        message, states.IN_DOUBT, now=now, by=by, reason=reason, lookup_at=look_up_at, lookups=0
    )


def fail(message: Message, state: str, code: str, now: datetime, *, by: str) -> bool:
    """It did not arrive, with the carrier's code, or "" where it gave none."""
    reason = carrier_codes.meaning(code).reason if code else ""
    return move(message, state, now=now, by=by, reason=reason, carrier_code=code)


def record_accepted(
    message: Message, carrier_id: str | None, now: datetime, by: str = SENDER
) -> None:
    """The carrier took it. A receipt may have been here first: then only its id is kept."""
    said = {"carrier_id": carrier_id, "accepted_at": now}
    try:
        if not move(message, states.ACCEPTED, now=now, by=by, **said):
            with transaction.atomic():  # somebody has moved it meanwhile
                Message.objects.filter(pk=message.pk, carrier_id=None).update(**said)
                message.refresh_from_db()
                move(message, states.ACCEPTED, now=now, by=by)
    except IntegrityError:
        # A look-up gave this id to another text with the same words: that one was wrong.
        log.error("one carrier id for two texts", extra={"message_id": str(message.pk)})
        message.refresh_from_db()
        move(message, states.ACCEPTED, now=now, by=by)


def record_status(message: Message, status: str, code: str, now: datetime, by: str) -> bool:
    """The carrier says how a text fares: forward, or not at all."""
    new = states.FROM_CARRIER.get(status)
    if new is None:
        return False
    if new in states.DID_NOT_ARRIVE:
        return fail(message, new, code, now, by=by)
    return move(message, new, now=now, by=by)


def cancel_planned(number: str, now: datetime, reason: str) -> None:
    """End what still waits for this number (STOP came, or it takes no texts)."""
    waiting = Message.objects.filter(number=number, state=states.QUEUED, despite_opt_out=False)
    for message in waiting.exclude(kind=Kind.STAFF):
        move(message, states.SUPPRESSED, now=now, by="stop", reason=reason)
