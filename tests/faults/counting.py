"""What became of every text and reply: our tables against the carrier's own record. Pure."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

ARRIVES = {"accepted", "sent", "delivered"}
_LINK = re.compile(r"/k/\w+")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
Rows = list[dict[str, Any]]


@dataclass
class Count:
    """The figures of one run. `lost` and `doubled` say which."""

    due: int = 0
    accepted: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    in_doubt: int = 0
    resolved: Counter[str] = field(default_factory=Counter)


def count(
    texts: Rows, at_carrier: Rows, not_asked: int, tasks: set[str], may_end: set[str]
) -> Count:
    """`not_asked` counts due check-ins that were never opened, `tasks` are the causes of open
    alerts, `may_end` the endings without the carrier's yes.
    """
    sent = [text for text in at_carrier if text["direction"] != "inbound"]
    came = [text for text in at_carrier if text["direction"] == "inbound"]
    ours = [text for text in texts if text["out"]]
    taken = Counter(_id_of(text) for text in sent)
    made = Count(due=len(ours), accepted=len(sent), doubled=_doubled(sent, taken, ours))
    made.lost = ["a check-in never asked"] * not_asked
    made.lost += [why for text in ours if (why := _why_lost(text, taken, tasks, may_end))]
    handled = {text["carrier_id"] for text in texts if text["state"] == "handled"}
    made.lost += [f"reply {text['sid']}" for text in came if text["sid"] not in handled]
    for text in ours:
        if any(new == "in_doubt" for _, new, _ in text["moves"]):
            made.in_doubt += 1
            made.resolved[_resolved(text)] += 1
    return made


def _id_of(text: dict[str, Any]) -> str:
    """Our message's id stands in the address for its receipts."""
    found = _ID.search(text["status_callback"] or "")
    return found[0] if found else text["sid"]


def _doubled(sent: Rows, taken: Counter[str], ours: Rows) -> list[str]:
    """Accepted twice as one row, or as two rows that say the same to one patient."""
    staff = {text["number"] for text in ours if text["kind"] == "staff"}
    said = Counter(
        (text["to"], _LINK.sub("", text["body"])) for text in sent if text["to"] not in staff
    )
    return [f"{id_} ×{n}" for id_, n in taken.items() if n > 1] + [
        f"{to} ×{n}: {body}" for (to, body), n in said.items() if n > 1
    ]


def _why_lost(
    text: dict[str, Any], taken: Counter[str], tasks: set[str], may_end: set[str]
) -> str | None:
    state, id_ = text["state"], text["id"]
    is_taken = bool(taken[id_])
    if state in ARRIVES:
        return None if is_taken else f"{id_} is {state}, and the carrier never had it"
    if state == "unresolved":
        has_task = f"unresolved:{id_}" in tasks or text["kind"] == "staff"
        return None if has_task else f"{id_} is unresolved without a task"
    if is_taken and state not in ("failed", "undelivered"):
        return f"the carrier has {id_}, which is {state}"
    if state in may_end and text["reason"]:
        return None
    return f"{id_} ended {state}: {text['reason']}"


def _resolved(text: dict[str, Any]) -> str:
    """Who ended the doubt."""
    last = "nobody"
    for old, new, by in text["moves"]:
        if old in ("in_doubt", "unresolved"):
            last = "person" if new == "unresolved" else "receipt" if by == "carrier" else by
            if new != "unresolved":
                return last
    return last
