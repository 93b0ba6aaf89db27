"""What an instrument is: frozen values read from `data/`, source and licence beside wording."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """One item in one language: the question, what its ends mean, and the labels of its choices."""

    text: str
    low: str = ""
    high: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One question; `low` and `high` are the ends of its whole-number range, both included."""

    key: str
    low: int
    high: int
    wording: dict[str, Wording]
    loinc: str = ""


@dataclass(frozen=True)
class Band:
    """A named range of totals, from `low` up to the next band."""

    low: float
    name: str


@dataclass(frozen=True)
class Instrument:
    """`method` is mean, sum, or each (no total); a total needs every item."""

    name: str
    version: int
    title: str
    recall: str
    source: str
    licence: str
    method: str
    decimals: int
    missing: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...] = ()
    loinc: str = ""
    change: str = ""
    bands_source: str = ""


@dataclass(frozen=True)
class Score:
    """`total` is None while an item it needs is missing; `missing` names those items."""

    total: float | None
    band: str | None
    missing: tuple[str, ...]
