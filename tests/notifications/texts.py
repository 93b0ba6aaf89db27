"""Builders of single texts, and what the carrier saw of them."""

import itertools

from notifications import inbound, outbox, states
from notifications.inbound import NOTICE
from notifications.models import Direction, Kind, Message
from tests.factories import NOW

_keys = itertools.count(1)
_sids = itertools.count(1)


def queue(to, now=NOW, **fields):
    """A text to a patient in the outbox, due now, of an owner that always wants it."""
    defaults = {
        "clinic": to.clinic,
        "patient": to,
        "number": to.phone,
        "purpose": NOTICE,
        "owner_id": None,
        "dedupe_key": f"test:{next(_keys)}",
        "body": "Oak Clinic: Hello.",
        "kind": Kind.PLANNED,
        "now": now,
    }
    return outbox.queue_text(**defaults | fields)


def send(message, now=NOW):
    outbox.send(message.pk, now)
    message.refresh_from_db()
    return message


def in_state(message, state, **fields):
    """The message as it stands in another state, however it came there."""
    Message.objects.filter(pk=message.pk).update(state=state, **fields)
    message.refresh_from_db()
    return message


def text_in(number, body, now=NOW, sid=None):
    """A text that came, stored and handled."""
    sid = sid or f"SM{next(_sids):032d}"
    inbound.receive(carrier_id=sid, number=number, body=body, now=now)
    stored = Message.objects.get(carrier_id=sid)
    inbound.handle(stored.pk, now)
    stored.refresh_from_db()
    assert stored.state == states.HANDLED
    return stored


def answers_to(inbound_message):
    return list(Message.objects.filter(dedupe_key=f"answer:{inbound_message.pk}"))


def waiting_for(number):
    return Message.objects.filter(number=number, direction=Direction.OUT, state=states.QUEUED)


def calls(carrier, number):
    """How often we asked the carrier to text this number."""
    return len(carrier.record(number)["attempts"])
