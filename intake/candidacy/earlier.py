"""Earlier procedures and what they did: the most recent of its kind decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.candidacy.history import History, say_months, say_number, tenth
from intake.candidacy.words import names, plain

MONTHS_PER_HOUR = 12 / (365.25 * 24)


@dataclass(frozen=True)
class Earlier:
    """One earlier procedure. `months` is how long relief lasted, `ago` how long it is since;
    `enough` is what relief is held to (`relief` in the words).
    """

    path: str
    kind: str
    ago: float | None
    percent: float | None
    months: float | None
    is_therapeutic: bool
    enough: Mapping[str, Any]

    @property
    def said(self) -> str:
        if self.percent is None:
            return "relief not known"
        lasted = "" if self.months is None else f" for {say_months(self.months)}"
        return f"{say_number(self.percent)} % relief{lasted}"

    @property
    def failed(self) -> bool | None:
        """Too little relief, or a therapeutic one too short. None where the percent is not known;
        a length that is not known has not failed.
        """
        if self.percent is None:
            return None
        if self.percent < self.enough["block_percent" if self.is_block else "half_percent"]:
            return True
        lasting = self.enough["lasting_months"]
        short = self.months is not None and tenth(self.months) < lasting
        return self.is_therapeutic and short

    @property
    def open_relief(self) -> tuple[str, ...]:
        """Paths of the nulls that could still make it one that failed."""
        if self.percent is None:
            return (f"{self.path}.relief_percent",)
        unknown_length = self.is_therapeutic and self.months is None and not self.failed
        return (f"{self.path}.relief_months",) * unknown_length

    @property
    def is_block(self) -> bool:
        """Done to find the source of the pain, and held to more than a treatment or a trial."""
        return names(self.kind, ("mbb", "block"))

    @property
    def wore_off(self) -> bool | None:
        """Helped by half or more, and no longer does; None where that is not known."""
        if self.percent is None:
            return None
        if self.percent < self.enough["half_percent"]:
            return False
        if self.months is None or self.ago is None:
            return None
        return tenth(self.months) <= tenth(self.ago)


@dataclass(frozen=True)
class Last:
    """The most recent one of some kinds: `found`, or none, or `missing` where it is not known which
    was the last, or what was done.
    """

    found: Earlier | None = None
    missing: tuple[str, ...] = ()


def last(history: History, kinds: Sequence[str]) -> Last:
    """The most recent earlier procedure among these kinds."""
    if history.get("prior_procedures") is None:
        return Last(missing=("prior_procedures",))
    entries = history.earlier(list(kinds))
    undated = [index for index, entry in entries if entry.get("months_ago") is None]
    if len(entries) > 1 and undated:
        return Last(missing=tuple(f"prior_procedures[{index}].months_ago" for index in undated))
    if not entries:
        return Last()
    index, entry = min(entries, key=lambda pair: pair[1].get("months_ago") or 0)
    return Last(_earlier(index, entry, history))


def each(history: History, kinds: Sequence[str]) -> list[Earlier]:
    """The most recent one of each of these kinds that is known."""
    found = [last(history, [kind]).found for kind in kinds]
    return [earlier for earlier in found if earlier is not None]


def _earlier(index: int, entry: Mapping[str, Any], history: History) -> Earlier:
    months = entry.get("relief_months")
    if months is None and entry.get("relief_hours") is not None:
        months = entry["relief_hours"] * MONTHS_PER_HOUR
    return Earlier(
        path=f"prior_procedures[{index}]",
        kind=plain(entry["type"]),
        ago=entry.get("months_ago"),
        percent=entry.get("relief_percent"),
        months=months,
        is_therapeutic=plain(entry["type"]) in history.words.groups["therapeutic_procedures"],
        enough=history.words.relief,
    )
