"""Texts in: stored once, handled once. STOP first, then the owner, else a person reads it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from clinic.models import Clinic, Patient

from . import consents, outbox, owners, states, wording, words
from .alerts import raise_alert, reopen
from .models import Direction, Grade, Kind, Message
from .nudge import nudge

NOTICE = "notice"
READER = "reader"


def receive(*, carrier_id: str, number: str, body: str, now: datetime) -> None:
    """Store one inbound text as it came; a repeat of the same carrier id changes nothing."""
    from .tasks import handle_inbound

    patients = _patients_of(number)
    only = patients[0] if len(patients) == 1 else None
    clinic = patients[0].clinic if patients else Clinic.objects.order_by("id").first()
    try:
        with transaction.atomic():
            message = Message.objects.create(
                clinic=clinic,
                patient=only,
                direction=Direction.IN,
                kind=Kind.ANSWER,
                number=number,
                body=body.replace("\x00", ""),
                state=states.RECEIVED,
                created_at=now,
                due_at=now,
                carrier_id=carrier_id,
            )
            nudge(handle_inbound, message.pk)
    except IntegrityError:
        return


def handle(message_id: UUID, now: datetime) -> None:
    """Act on one stored text: all of it in one transaction, so that it happens once."""
    with transaction.atomic():
        inbound = Message.objects.select_related("clinic", "patient").get(pk=message_id)
        if not outbox.move(inbound, states.HANDLED, now=now, by=READER):
            return
        patients = _patients_of(inbound.number)
        meaning = words.meaning(inbound.body)
        if meaning == words.STOP:
            _stop(inbound, patients, now)
        elif meaning == words.START:
            body = wording.started if consents.start(patients, now) else wording.no_consent
            _answer(inbound, body(inbound.clinic), now)
        elif meaning == words.HELP:
            _answer(inbound, wording.help_text(inbound.clinic), now)
        elif not _give_to_owner(inbound, now):
            _keep_for_a_person(inbound, now)


def _patients_of(number: str) -> list[Patient]:
    return list(Patient.objects.select_related("clinic").filter(phone=number).order_by("id"))


def _stop(inbound: Message, patients: list[Patient], now: datetime) -> None:
    consents.stop(patients, now)
    outbox.cancel_planned(inbound.number, now, "the patient texted STOP")
    _answer(inbound, wording.stopped(inbound.clinic), now)


def _answer(inbound: Message, body: str, now: datetime, *, despite_opt_out: bool = True) -> None:
    """One answer to one text; to a word we obey, whatever the consent: it says what we did."""
    outbox.queue_text(
        clinic=inbound.clinic,
        patient=inbound.patient,
        number=inbound.number,
        purpose=NOTICE,
        owner_id=None,
        dedupe_key=f"answer:{inbound.pk}",
        body=body,
        kind=Kind.ANSWER,
        now=now,
        despite_opt_out=despite_opt_out,
    )


def _give_to_owner(inbound: Message, now: datetime) -> bool:
    """Bind the reply to the question asked most recently on this number before it came."""
    question = (
        Message.objects.select_related("patient", "clinic")
        .filter(
            number=inbound.number,
            direction=Direction.OUT,
            expects_reply=True,
            state__in=states.REACHED_CARRIER | {states.SENDING, states.IN_DOUBT},
            created_at__lte=inbound.created_at,
        )
        .order_by("-id")
        .first()
    )
    if question is None:
        return False
    return owners.owner_of(question).on_reply(question, inbound, now)


def _keep_for_a_person(inbound: Message, now: datetime) -> None:
    """Nothing is dropped: what we cannot read, a person reads.

    Answered once while the alert is open, so that two machines never talk to each other.
    """
    is_known = inbound.patient is not None
    alert, is_news = raise_alert(
        clinic=inbound.clinic,
        patient=inbound.patient,
        cause="unread_reply" if is_known else f"unmatched:{inbound.number}",
        grade=Grade.PROMPT,
        reason="A text to read: it is neither a number nor a word we know."
        if is_known
        else "A text from a number that belongs to no one patient.",
        url_name="desk:patient" if is_known else "",
        target_id=inbound.patient_id,
        actor=READER,
        now=now,
    )
    if not is_news:
        reopen(alert, READER, now)
    elif is_known:
        body = wording.kept_for_a_person(inbound.clinic)
        _answer(inbound, body, now, despite_opt_out=False)
