"""What finds what was missed, each minute. One failing row or sweeper never stops the others."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic import clock

from . import alerts, gateway, heartbeats, inbound, lookups, outbox, pauses, states
from .models import Direction, Heartbeat, Message, Receipt
from .nudge import nudge

log = logging.getLogger(__name__)
SWEEPER = "sweeper"
A_BATCH = 500
NO_RECEIPT_AFTER = timedelta(hours=24)
# The carrier's list is asked from the last good answer on, and a little before it.
OVERLAP, FIRST_LOOK_BACK = timedelta(minutes=10), timedelta(hours=24)


def sweep(now: datetime) -> None:
    """The sweepers that speak to nobody outside."""
    for name, sweeper in _SWEEPERS.items():
        with heartbeats.beating(name):
            sweeper(now)


def look_up_doubts(now: datetime) -> None:
    """Look up at the carrier what is in doubt."""
    with heartbeats.beating("look_ups"):
        _each(lookups.due(clock.real_now()), lambda message: lookups.look_up(message, now))


def poll_inbound(now: datetime) -> None:
    """Fetch what came while our webhook could not be reached: the carrier calls it only once."""
    with heartbeats.beating("inbound_poll"):
        real = clock.real_now()
        last = Heartbeat.objects.filter(name="inbound_poll").first()
        since = (last.last_ok_at if last else None) or real - FIRST_LOOK_BACK
        came = gateway.received_since(since - OVERLAP)
        ids = [text.carrier_id for text in came]
        stored = set(
            Message.objects.filter(carrier_id__in=ids).values_list("carrier_id", flat=True)
        )
        missing = [text for text in came if text.carrier_id not in stored]
        _each(missing, lambda text: store(text, now, real))


def store(text: gateway.Found, now: datetime, real: datetime) -> None:
    """As of when it came, in the clinic's time. The carrier's times are whole seconds: one more,
    so that a reply never stands before the question it followed.
    """
    ago = max(real - text.at - timedelta(seconds=1), timedelta())
    inbound.receive(
        carrier_id=text.carrier_id, number=text.number[:16], body=text.body, now=now - ago
    )


def _due_texts(now: datetime) -> None:
    """Due and not claimed. One held back by a pause is looked at again only when it expires."""
    due = Message.objects.filter(
        state=states.QUEUED, direction=Direction.OUT, due_at__lte=now
    ).order_by("due_at")
    is_held = pauses.held(list(pauses.open_pauses()))
    for message in due.filter(~is_held | Q(expires_at__lte=now))[:A_BATCH]:
        outbox.nudge_send(message)


def _dead_claims(now: datetime) -> None:
    """A claim found dead cannot tell whether the call was made."""
    dead = clock.real_now() - timedelta(seconds=settings.CLAIM_LEASE_SECONDS)
    stopped = Message.objects.filter(state=states.SENDING, claimed_at__lt=dead)
    reason = "the sending worker stopped"
    _each(stopped[:A_BATCH], lambda message: outbox.doubt(message, now, by=SWEEPER, reason=reason))


def _receipts(now: datetime) -> None:
    """Those that were stored and not obeyed; and texts of which nothing is heard any more."""
    unsettled = (states.ACCEPTED, states.SENT, states.IN_DOUBT, states.UNRESOLVED)
    last_words = [status for status, state in states.FROM_CARRIER.items() if state in states.ENDS]
    stored = Receipt.objects.filter(status__in=last_words, message__state__in=unsettled)
    _each(stored.select_related("message")[:A_BATCH], lambda receipt: _obey(receipt, now))
    # A mark, not a state: a receipt may still come.
    Message.objects.filter(
        state__in=(states.ACCEPTED, states.SENT),
        no_receipt_since=None,
        accepted_at__lte=now - NO_RECEIPT_AFTER,
    ).update(no_receipt_since=F("accepted_at"))


def _obey(receipt: Receipt, now: datetime) -> None:
    outbox.record_status(receipt.message, receipt.status, receipt.code, now, by=SWEEPER)


def _unread(now: datetime) -> None:
    from .tasks import handle_inbound

    waiting = Message.objects.filter(state=states.RECEIVED).order_by("created_at")
    for id_ in waiting.values_list("pk", flat=True)[:A_BATCH]:
        nudge(handle_inbound, id_)


def _untold(now: datetime) -> None:
    _each(alerts.untold(now), lambda alert: alerts.tell_again(alert, now))


def _each(rows: Iterable, act: Callable) -> None:
    """Every row its turn; what one raises is logged with its id and raised once all had theirs."""
    failed: list[Exception] = []
    for row in rows:
        try:
            act(row)
        except Exception as error:
            id_: UUID | str = getattr(row, "pk", None) or getattr(row, "carrier_id", "")
            log.exception("a row could not be swept", extra={"row_id": str(id_)})
            failed.append(error)
    if failed:
        raise failed[0]


_SWEEPERS: dict[str, Callable[[datetime], None]] = {
    "due_texts": _due_texts,
    "dead_claims": _dead_claims,
    "receipts": _receipts,
    "inbound": _unread,
    "alerts": _untold,
}


def register() -> None:
    """Say which sweepers are expected, for the health of sending."""
    every = settings.SWEEP_SECONDS
    heartbeats.register("due_texts", _("texts that are due"), every)
    heartbeats.register("dead_claims", _("sends that stopped half-way"), every)
    heartbeats.register("receipts", _("texts without a receipt"), every)
    heartbeats.register("inbound", _("texts that came and are not read"), every)
    heartbeats.register("alerts", _("alerts that staff were not told of"), every)
    heartbeats.register("look_ups", _("texts in doubt, looked up at the carrier"), every)
    heartbeats.register(
        "inbound_poll", _("texts that came, asked of the carrier"), settings.POLL_SECONDS
    )
