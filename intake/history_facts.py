"""Earlier procedures told by three voices: a clinician, this clinic's record, the patient. Pure.

A clinician's entry outranks a recorded one, that a remembered one. Two entries of different voices
are the same procedure where they are of one kind and at most 3 months apart, or one has no date;
one to one, the nearest pair first. What the higher voice does not say, its date or its relief, is
taken from the lower: a memory of relief stands until this clinic has measured it. Percent and
length are one statement and are never mixed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

PATH = "prior_procedures"
PATIENT, RECORD, CLINICIAN = "patient", "record", "clinician"
SAME_WITHIN_MONTHS = 3
DAYS_PER_MONTH = 7 * 4.345
STATEMENTS = (("months_ago",), ("relief_percent", "relief_months", "relief_hours"))
ROUNDING = 0.15  # what two roundings to a tenth can differ by

Entry = dict[str, Any]


@dataclass(frozen=True)
class Recorded:
    """One procedure of this clinic's record; relief as it was measured, None where it was not."""

    kind: str
    months_ago: float
    relief_percent: float | None = None
    relief_months: float | None = None
    relief_hours: float | None = None

    def entry(self) -> Entry:
        """As an entry of the facts. A worsening is measured below 0; the contract says 0."""
        relief = {name: getattr(self, name) for name in STATEMENTS[1]}
        if self.relief_percent is not None:
            relief["relief_percent"] = min(100, max(0, self.relief_percent))
        said = {name: value for name, value in relief.items() if value is not None}
        return {"type": self.kind, "months_ago": self.months_ago, **said}


@dataclass(frozen=True)
class Voiced:
    """An entry, whose it is, and which of its values are another's."""

    entry: Entry
    voice: str
    others: Mapping[str, str] = field(default_factory=dict)


def months_since(then: datetime, now: datetime) -> float:
    """Whole tenths of a month that have passed, as years do in an age: a limit ends on its day."""
    return _down((now - then).total_seconds() / 86400 / DAYS_PER_MONTH)


def aged(entries: Sequence[Entry], months: float) -> list[Entry]:
    """Entries said `months` ago, with their `months_ago` counted to the present."""
    return [
        entry if entry.get("months_ago") is None
        else {**entry, "months_ago": _down(entry["months_ago"] + months)}
        for entry in entries
    ]  # fmt: skip


def _down(months: float) -> float:
    return math.floor(round(max(0.0, months) * 10, 6)) / 10


def merge(
    remembered: Sequence[Entry] | None,
    record: Sequence[Recorded],
    corrected: Sequence[Entry] | None = None,
) -> tuple[list[Entry] | None, dict[str, str]]:
    """One list, the latest first and the undated last, and its sources by path.

    None where nobody was asked and nothing was recorded. A clinician's list takes the place of the
    patient's; what it kept of it stays the patient's. It never removes what was recorded.
    """
    said = remembered if corrected is None else corrected
    if said is None and not record:
        return None, {}
    voiced = _voices(said or (), remembered or (), corrected is not None)
    own = [one for one in voiced if one.voice == CLINICIAN]
    memory = [one for one in voiced if one.voice == PATIENT]
    own, recorded = _absorb(own, [Voiced(row.entry(), RECORD) for row in record])
    recorded, memory = _absorb(recorded, memory)
    found = sorted([*own, *recorded, *memory], key=_latest_first)
    return [one.entry for one in found], _sources(found, emptied=corrected is not None)


def _voices(said: Sequence[Entry], remembered: Sequence[Entry], is_corrected: bool) -> list[Voiced]:
    """The entries a clinician left as the patient had them are still the patient's."""
    if not is_corrected:
        return [Voiced(entry, PATIENT) for entry in said]
    left = list(remembered)
    found = []
    for entry in said:
        kept = next((old for old in left if _unchanged(old, entry)), None)
        if kept is not None:
            left.remove(kept)
        found.append(Voiced(entry, PATIENT if kept is not None else CLINICIAN))
    return found


def _unchanged(old: Entry, new: Entry) -> bool:
    names = (set(old) | set(new)) - {"months_ago"}
    before, after = old.get("months_ago"), new.get("months_ago")
    same_day = (
        before == after
        if before is None or after is None
        else abs(before - after) <= ROUNDING
    )  # fmt: skip
    return same_day and all(old.get(name) == new.get(name) for name in names)


def _absorb(high: list[Voiced], low: list[Voiced]) -> tuple[list[Voiced], list[Voiced]]:
    """The higher with what the lower adds to them, and the lower that are procedures of their own.

    An undated entry takes what no dated one did.
    """
    pairs = sorted(
        (apart, i, j)
        for i, above in enumerate(high)
        for j, below in enumerate(low)
        if (apart := _apart(above.entry, below.entry)) is not None
    )
    joined: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in joined and j not in joined.values():
            joined[i] = j
    found = [
        _completed(above, low[joined[i]]) if i in joined else above for i, above in enumerate(high)
    ]
    return found, [below for j, below in enumerate(low) if j not in joined.values()]


def _apart(one: Entry, other: Entry) -> float | None:
    """Months between two entries that may be the same procedure; None where they are not."""
    if one["type"] != other["type"]:
        return None
    if one.get("months_ago") is None or other.get("months_ago") is None:
        return math.inf
    apart = round(abs(one["months_ago"] - other["months_ago"]), 6)
    return apart if apart <= SAME_WITHIN_MONTHS else None


def _completed(above: Voiced, below: Voiced) -> Voiced:
    """The higher entry, with a statement it does not make taken from the lower."""
    entry, others = dict(above.entry), dict(above.others)
    for names in STATEMENTS:
        if any(entry.get(name) is not None for name in names):
            continue
        for name in names:
            if below.entry.get(name) is not None:
                entry[name], others[name] = below.entry[name], below.voice
    return Voiced(entry, above.voice, others)


def _latest_first(one: Voiced) -> tuple[bool, float]:
    ago = one.entry.get("months_ago")
    return ago is None, ago or 0


def _sources(found: Sequence[Voiced], *, emptied: bool) -> dict[str, str]:
    if not found:
        return {PATH: CLINICIAN} if emptied else {}
    sources = {}
    for index, one in enumerate(found):
        path = f"{PATH}[{index}]"
        if one.voice != PATIENT:
            sources[path] = one.voice
        sources |= {f"{path}.{name}": voice for name, voice in one.others.items()}
    return sources
