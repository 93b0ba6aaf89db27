"""What follows when a text did not arrive: its carrier code's action, as the table says."""

from datetime import datetime, timedelta

from django.db import transaction

from clinic.models import Clinic, Patient

from . import carrier_codes, consents, outbox, owners, pauses
from .alerts import raise_alert
from .models import Grade, Kind, Message, Method, Permission, Scope

ACTOR = "texts"
# The waits before the second and the third text to a phone that was off.
WAITS = (timedelta(hours=1), timedelta(hours=6))
TRY_WITHIN = timedelta(hours=24)
_MOST = {carrier_codes.RETRY_NEW: 3, carrier_codes.RETRY_ONCE: 2}


def follow(message: Message, now: datetime) -> bool:
    """Do what the code asks for, in the transaction of the move. True: a new text takes over."""
    if not message.carrier_code:
        return False
    known = carrier_codes.meaning(message.carrier_code)
    if known.action in _MOST:
        return _try_again(message, _MOST[known.action], now)
    if known.action == carrier_codes.STOP:
        if not consents.is_stopped(message.number):
            consents.stop_number(message.number, message.clinic, now, f"STOP, {known.reason}")
        outbox.cancel_planned(message.number, now, known.words)
    elif known.action == carrier_codes.STOP_NUMBER:
        _stop_number(message, known, now)
    elif known.action == carrier_codes.ALARM:
        words = f"Texts do not arrive: {known.reason}."
        _raise(message.clinic, None, f"carrier:{known.code}", Grade.PROMPT, words, now)
    elif known.action == carrier_codes.PAUSE:
        pause_all(known.code, now)
    if message.kind == Kind.STAFF and known.action != carrier_codes.ALARM:
        words = f"Texts to this clinic's alert number do not arrive: {known.reason}."
        _raise(message.clinic, None, "alert_number", Grade.PROMPT, words, now)
    return False


def pause_all(code: str, now: datetime) -> None:
    """The carrier refuses us: everything waits, and each clinic is told once."""
    known = carrier_codes.meaning(code)
    with transaction.atomic():
        pauses.pause_sending(scope=Scope.ALL, reason=known.reason, now=now, staff=None)
        for clinic in Clinic.objects.all():
            words = f"No texts go out until sending is resumed: {known.reason}."
            _raise(clinic, None, "sending_paused", Grade.URGENT, words, now)


def again(message: Message, key: str, now: datetime, due_at: datetime) -> Message:
    """The same text as a new message, with its own key and, where it holds one, its own link."""
    return outbox.queue_text(
        clinic=message.clinic,
        patient=message.patient,
        number=message.number,
        purpose=message.purpose,
        owner_id=message.owner_id,
        dedupe_key=key,
        body=message.body,
        kind=Kind(message.kind),
        now=now,
        due_at=due_at,
        expires_at=message.expires_at,
        link_purpose=message.link_purpose,
        link_expires_at=message.link_expires_at,
        protocol=message.protocol,
        expects_reply=message.expects_reply,
        despite_opt_out=message.despite_opt_out,
    )


def _try_again(message: Message, most: int, now: datetime) -> bool:
    """A phone that was off: a later text, while there is time for it and its owner wants it."""
    first_key, _, nth = (message.dedupe_key or "").partition(":try:")
    tries = int(nth or 1)
    if not first_key or tries >= most:
        return False
    first = Message.objects.get(dedupe_key=first_key)
    due_at = now + WAITS[tries - 1]
    last = min(message.expires_at or due_at, first.created_at + TRY_WITHIN)
    if due_at > last or not owners.owner_of(message).still_wanted(message, now)[0]:
        return False
    again(message, f"{first_key}:try:{tries + 1}", now, due_at)
    return True


def _stop_number(message: Message, known: carrier_codes.CarrierCode, now: datetime) -> None:
    """Nothing more to this number. The desk's next yes counts: it may have been put right."""
    patient = message.patient
    if patient is None:
        return
    if patient.phone == message.number:
        consents.record(
            patient=patient,
            permission=Permission.TEXTS,
            given=False,
            method=Method.CARRIER,
            now=now,
            wording=known.reason,
        )
    outbox.cancel_planned(message.number, now, known.words)
    words = f"Texts cannot reach this patient: {known.reason}. Please check the number."
    _raise(message.clinic, patient, f"number:{message.number}", Grade.PROMPT, words, now)


def _raise(
    clinic: Clinic, patient: Patient | None, cause: str, grade: str, words: str, now: datetime
) -> None:
    raise_alert(
        clinic=clinic,
        patient=patient,
        cause=cause,
        grade=grade,
        reason=words[:300],
        url_name="desk:patient" if patient else "",
        target_id=patient.pk if patient else None,
        actor=ACTOR,
        now=now,
    )
