"""The states of a message, and the only moves there are. Pure.

    queued ──► sending ──► accepted ──► sent ──► delivered
      │  ▲        │            │          ├────► undelivered
      │  └────────┤ 429,       └──────────┴────► failed
      │           │ refused
      │           ├──► failed
      │           └──► in_doubt ──► accepted … failed | unresolved (a person looks)
      └──► cancelled | expired | suppressed

A late or repeated receipt is recorded, never obeyed backwards.
"""

QUEUED, SENDING = "queued", "sending"
CANCELLED, EXPIRED, SUPPRESSED = "cancelled", "expired", "suppressed"
ACCEPTED, SENT, DELIVERED = "accepted", "sent", "delivered"
UNDELIVERED, FAILED = "undelivered", "failed"
IN_DOUBT, UNRESOLVED = "in_doubt", "unresolved"
RECEIVED, HANDLED = "received", "handled"  # inbound

_CARRIER = frozenset({ACCEPTED, SENT, DELIVERED, UNDELIVERED, FAILED})
MOVES: dict[str, frozenset[str]] = {
    QUEUED: frozenset({SENDING, CANCELLED, EXPIRED, SUPPRESSED}),
    SENDING: frozenset({ACCEPTED, QUEUED, FAILED, IN_DOUBT}),
    ACCEPTED: _CARRIER - {ACCEPTED},
    SENT: _CARRIER - {ACCEPTED, SENT},
    IN_DOUBT: _CARRIER | {UNRESOLVED},
    UNRESOLVED: _CARRIER,
    RECEIVED: frozenset({HANDLED}),
}
REACHED_CARRIER = frozenset({ACCEPTED, SENT, DELIVERED})
NOT_SENT = frozenset({CANCELLED, EXPIRED, SUPPRESSED})
DID_NOT_ARRIVE = frozenset({FAILED, UNDELIVERED})
ENDS = DID_NOT_ARRIVE | {DELIVERED}  # what a last receipt says

# Twilio's words for ours; a status that is not here changes nothing.
FROM_CARRIER = {
    "accepted": ACCEPTED,
    "scheduled": ACCEPTED,
    "queued": ACCEPTED,
    "sending": ACCEPTED,
    "sent": SENT,
    "delivered": DELIVERED,
    "read": DELIVERED,
    "undelivered": UNDELIVERED,
    "failed": FAILED,
    "canceled": FAILED,
}


def may_move(old: str, new: str) -> bool:
    """Whether a message in state `old` may become `new`."""
    return new in MOVES.get(old, frozenset())
