"""Texts in: stored once, handled once. STOP first, then the owner, else a person reads it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation

from clinic.models import Clinic

from . import consents, outbox, owners, states, wording, words
from .alerts import raise_alert, reopen
from .models import Direction, Grade, Kind, Message
from .nudge import nudge

log = logging.getLogger(__name__)
NOTICE = "notice"
READER = "reader"
ANSWER_AGAIN = timedelta(minutes=30)


def receive(*, carrier_id: str, number: str, body: str, now: datetime, answered: str = "") -> None:
    """Store one inbound text as it came; a repeat of the same carrier id changes nothing.

    A word we obey is obeyed here, before the carrier has its answer; the rest is done after.
    `answered`: the word that the carrier itself has answered already, if it has.
    """
    from .tasks import handle_inbound

    patients = consents.patients_of(number)
    only = patients[0] if len(patients) == 1 else None
    clinic = patients[0].clinic if patients else Clinic.objects.order_by("id").first()
    body = body.replace("\x00", "")
    try:
        with transaction.atomic():
            message = Message.objects.create(
                clinic=clinic,
                patient=only,
                direction=Direction.IN,
                kind=Kind.ANSWER,
                number=number,
                body=body,
                state=states.RECEIVED,
                created_at=now,
                due_at=now,
                carrier_id=carrier_id,
            )
            if answered or words.meaning(body):
                _obey_at_once(message, answered, now)
            else:
                nudge(handle_inbound, message.pk)
    except IntegrityError:
        if not Message.objects.filter(carrier_id=carrier_id).exists():
            raise


def _obey_at_once(message: Message, answered: str, now: datetime) -> None:
    """In its own savepoint: should obeying fail, the text is still stored, and tried again."""
    from .tasks import handle_inbound

    try:
        with transaction.atomic():
            if outbox.move(message, states.HANDLED, now=now, by=READER):
                _obey(message, answered or words.meaning(message.body), now, bool(answered))
    except Exception:
        log.exception("a word could not be obeyed", extra={"message_id": str(message.pk)})
        nudge(handle_inbound, message.pk)


def handle(message_id: UUID, now: datetime) -> None:
    """Act on one stored text: all of it in one transaction, so that it happens once."""
    with transaction.atomic():
        inbound = Message.objects.select_related("clinic", "patient").get(pk=message_id)
        if not outbox.move(inbound, states.HANDLED, now=now, by=READER):
            return
        meaning = words.meaning(inbound.body)
        if meaning:
            _obey(inbound, meaning, now)
        elif not _give_to_owner(inbound, now):
            _keep_for_a_person(inbound, now)


def _obey(inbound: Message, meaning: str, now: datetime, is_answered: bool = False) -> None:
    """STOP, START, HELP: done, and answered once."""
    clinic = inbound.clinic
    if meaning == words.STOP:
        consents.stop_number(inbound.number, clinic, now)
        outbox.cancel_planned(inbound.number, now, "the patient texted STOP")
        words_of = wording.stopped
    elif meaning == words.START:
        is_on = consents.start_number(inbound.number, clinic, now)
        words_of = wording.started if is_on else wording.no_consent
    else:
        words_of = wording.help_text
    if not is_answered:
        _answer(inbound, words_of, now)


def _answer(
    inbound: Message,
    words_of: Callable[[Clinic], str],
    now: datetime,
    *,
    despite_opt_out: bool = True,
) -> None:
    """One answer to one text; to a word we obey, whatever the consent: it says what we did."""
    with translation.override(inbound.patient.language if inbound.patient else "en"):
        body = words_of(inbound.clinic)
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
            state__in=states.REACHED_CARRIER | {states.SENDING, states.IN_DOUBT, states.UNRESOLVED},
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

    Answered at most every half hour, so that two machines never talk to each other for long.
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
    if is_known and not _answered_lately(inbound, now):
        _answer(inbound, wording.kept_for_a_person, now, despite_opt_out=False)


def _answered_lately(inbound: Message, now: datetime) -> bool:
    """Whether this number had such an answer within the last half hour."""
    answers = Message.objects.filter(number=inbound.number, purpose=NOTICE, kind=Kind.ANSWER)
    return answers.filter(despite_opt_out=False, created_at__gt=now - ANSWER_AGAIN).exists()
