"""Opioid doses as morphine milligram equivalents (MME) a day (CDC 2022, `opioids-v1.toml`).
What the table cannot convert is named, and never counted as 0. Never a dose to rotate to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.candidacy.words import joined

PATCH = "mcg_per_hr"
NOT_NAMED = "medicine_not_named"  # the patient could not remember the name
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class OpioidTable:
    """Names and factors, ready to be looked up.

    `generics` has every name, its words joined by "_", to its generic name; `first_words` are what
    those names begin with, `longest` the words of the longest. `factors` are MME for one of a
    (generic, unit); `routes` are those they hold for, by unit, None (not known) among them.
    """

    generics: Mapping[str, str]
    first_words: frozenset[str]
    longest: int
    factors: Mapping[tuple[str, str | None], float]
    routes: Mapping[str, frozenset[str | None]]

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "OpioidTable":
        """Raises ValueError for a name of two opioids, or a factor of an opioid without a name."""
        generics: dict[str, str] = {}
        for generic, others in raw["names"].items():
            for name in (generic, *others):
                if generics.setdefault(name, generic) != generic:
                    raise ValueError(f"{name} names two opioids")
        per_mg, per_patch = raw["mme_per_mg"], raw["mme_per_mcg_per_hr"]
        if strangers := {*per_mg, *per_patch} - set(raw["names"]):
            raise ValueError(f"no names for {', '.join(sorted(strangers))}")
        by_mouth, patch = (frozenset((None, *raw["routes"][key])) for key in ("by_mouth", "patch"))
        return cls(
            generics,
            frozenset(name.partition("_")[0] for name in generics),
            max(name.count("_") + 1 for name in generics),
            {(generic, "mg"): factor for generic, factor in per_mg.items()}
            | {(generic, "mcg"): factor / 1000 for generic, factor in per_mg.items()}
            | {(generic, PATCH): factor for generic, factor in per_patch.items()},
            {"mg": by_mouth, "mcg": by_mouth, PATCH: patch},
        )

    def named(self, medicine: str) -> tuple[str, ...]:
        """The opioids in a medicine's name, as generic names: mostly none or one."""
        words = joined(medicine).split("_")
        if self.first_words.isdisjoint(words):
            return ()
        ends = range(1, self.longest + 1)
        runs = ("_".join(words[at : at + end]) for at in range(len(words)) for end in ends)
        return tuple(dict.fromkeys(self.generics[run] for run in runs if run in self.generics))

    def mme_of_one(self, generics: Sequence[str], entry: Entry) -> float | None:
        """MME of one dose, or a day's MME of a patch; None where there is no factor for it.

        Two opioids under one name share a dose nobody can divide.
        """
        dose, unit = entry.get("dose"), entry.get("unit")
        factor = self.factors.get((generics[0], unit))
        if dose is None or unit is None or factor is None or len(generics) > 1:
            return None
        return float(dose * factor) if entry.get("route") in self.routes[unit] else None


@dataclass(frozen=True)
class Opioid:
    """One opioid taken. `used` and `highest` are MME a day, not rounded, `used` None where it
    cannot be converted; `doses` is the larger number of doses a day, None for a patch.
    """

    entry: Entry
    generics: tuple[str, ...]
    doses: float | None
    used: float | None
    highest: float


@dataclass(frozen=True)
class Mme:
    """MME a day, two decimals. `total` is None where a dose is unknown; `partial` is the sum of
    what could be converted, as used; `highest` takes the larger of prescribed and used.
    """

    total: float | None = None
    partial: float = 0.0
    complete: bool = False
    unconverted: tuple[str, ...] = ()
    highest: float = 0.0
    opioids: tuple[Opioid, ...] = ()


def mme(medications: Sequence[Entry] | None, table: OpioidTable) -> Mme:
    """The doses of a list of medicines; a list that was not given is not an empty one, and a
    medicine without a name may be an opioid.
    """
    if medications is None:
        return Mme()
    opioids = tuple(
        _opioid(entry, generics, table)
        for entry in medications
        if (generics := table.named(entry["name"]))
    )
    partial = _hundredth(math.fsum(taken.used for taken in opioids if taken.used is not None))
    unconverted = dict.fromkeys(
        generic for taken in opioids if taken.used is None for generic in taken.generics
    )
    complete = not unconverted and all(entry["name"] != NOT_NAMED for entry in medications)
    return Mme(
        total=partial if complete else None,
        partial=partial,
        complete=complete,
        unconverted=tuple(unconverted),
        highest=_hundredth(math.fsum(taken.highest for taken in opioids)),
        opioids=opioids,
    )


def _opioid(entry: Entry, generics: tuple[str, ...], table: OpioidTable) -> Opioid:
    """As used: the average of the last 7 days where it was given, else as prescribed.

    A patch counts whole while it is worn, whatever is said of its changes.
    """
    times, average = entry.get("times_per_day"), entry.get("doses_per_day_last_7_days")
    is_patch = entry.get("unit") == PATCH or entry.get("route") == "transdermal"
    if is_patch:
        times, average = 1, 0 if average == 0 else None
    counts = [count for count in (average, times) if count is not None]
    doses = None if is_patch else max(counts, default=None)
    each = table.mme_of_one(generics, entry)
    if each is None or not counts:
        return Opioid(entry, generics, doses, None, 0.0)
    return Opioid(entry, generics, doses, each * counts[0], each * max(counts))


def _hundredth(value: float) -> float:
    """Two decimals, half up; a sum short of a half by a float's error still counts as one."""
    return math.floor(round(value * 100, 6) + 0.5) / 100
