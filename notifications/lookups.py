"""A text in doubt is looked up at the carrier, four times in a quarter of an hour, on real time.

Found: it was accepted. Not found: to a patient it is never sent again, a person decides; to staff
it is sent again, since a second copy harms nobody.
"""

import logging
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from clinic import clock, codes, links

from . import aftermath, gateway, outbox, states
from .alerts import raise_alert
from .models import Direction, Grade, Kind, Message

log = logging.getLogger(__name__)
ACTOR = "look-up"
BEFORE, AFTER = timedelta(seconds=5), timedelta(seconds=120)
_TOKEN = re.compile(rf"/k/([A-Za-z0-9]{{{links.TOKEN_LENGTH}}})(?![A-Za-z0-9])")


def due(real: datetime) -> list[Message]:
    """The texts in doubt whose next look-up has come."""
    in_doubt = Message.objects.filter(state=states.IN_DOUBT, direction=Direction.OUT)
    ready = in_doubt.filter(Q(lookup_at=None) | Q(lookup_at__lte=real))
    return list(ready.select_related("link", "clinic", "patient").order_by("lookup_at")[:200])


def look_up(message: Message, now: datetime) -> None:
    """Ask the carrier once, and draw the conclusion. Of two that try, one asks."""
    real = clock.real_now()
    attempted = message.claimed_at or real
    times = [attempted + timedelta(seconds=after) for after in settings.LOOKUP_AFTER_SECONDS]
    if not _take(message, next((t for t in times if t > real), real + AFTER)):
        return
    try:
        found = _matches(message, attempted, real)
    except gateway.Unanswered as error:
        # The carrier may be away longer than a quarter of an hour: asked twice as long.
        if real >= attempted + 2 * (times[-1] - attempted):
            _give_up(message, f"{error}, and nothing came from it", now)
        return
    if found:
        _accept(message, found, now)
    elif real >= times[-1]:
        _give_up(message, "the carrier does not have it", now)
    elif message.kind == Kind.STAFF:
        _send_again(message, now)


def _take(message: Message, next_at: datetime) -> bool:
    """Stands in the table before the carrier is asked: a killed worker costs one look-up."""
    looked = message.lookups
    message.lookups, message.lookup_at = looked + 1, next_at
    return bool(
        Message.objects.filter(pk=message.pk, state=states.IN_DOUBT, lookups=looked).update(
            lookups=looked + 1, lookup_at=next_at
        )
    )


def _matches(message: Message, attempted: datetime, real: datetime) -> list[gateway.Found]:
    """By its link's token where it has one; else by number, words and time, unclaimed."""
    sent = gateway.sent_to(message.number, attempted - BEFORE, real + AFTER)
    claimed = set(
        Message.objects.filter(carrier_id__in=[text.carrier_id for text in sent])
        .exclude(pk=message.pk)
        .values_list("carrier_id", flat=True)
    )
    sent = [text for text in sent if text.carrier_id not in claimed]
    if message.link is not None:
        return [text for text in sent if message.link.digest in _digests(text.body)]
    if _has_rival(message):
        return []
    # The carrier's times are whole seconds.
    earliest, latest = attempted - BEFORE, attempted + AFTER
    kept = codes.hide if codes.PLACE in message.body else str
    return [t for t in sent if kept(t.body) == message.body and earliest <= t.at <= latest]


def _digests(body: str) -> set[str]:
    return {links.digest(token) for token in _TOKEN.findall(body)}


def _has_rival(message: Message) -> bool:
    """The same words to the same number are on their way: theirs must not be taken for ours."""
    return Message.objects.filter(
        number=message.number, body=message.body, state=states.SENDING
    ).exists()


def _accept(message: Message, found: list[gateway.Found], now: datetime) -> None:
    first = found[0]
    if len(found) > 1:
        log.error(
            "the carrier has more than one copy of a text",
            extra={"message_id": str(message.pk), "copies": len(found)},
        )
    outbox.record_accepted(message, first.carrier_id, now, by=ACTOR)
    outbox.record_status(message, first.status, first.code, now, by=ACTOR)


def _give_up(message: Message, reason: str, now: datetime) -> None:
    """A person's turn; a receipt may still come and settle it."""
    if not outbox.move(message, states.UNRESOLVED, now=now, by=ACTOR, reason=reason):
        return
    if message.kind == Kind.STAFF:
        _send_again(message, now)
        return
    raise_alert(
        clinic=message.clinic,
        patient=message.patient,
        cause=f"unresolved:{message.pk}",
        grade=Grade.PROMPT,
        reason="Nobody can tell whether a text was sent. Call if it matters; it is not sent again.",
        url_name="desk:patient" if message.patient_id else "",
        target_id=message.patient_id,
        actor=ACTOR,
        now=now,
    )


def _send_again(message: Message, now: datetime) -> None:
    key = message.dedupe_key or str(message.pk)
    if not key.endswith(":again"):
        aftermath.again(message, f"{key}:again", now, due_at=now)
