"""Totals of questionnaires we may not ship: which one a name means, and whether a total can be.
A name not known here is kept by whoever asked, never refused."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from instruments.library import InstrumentInvalid, load_all

FILE = Path(__file__).parent / "external-v1.toml"


@dataclass(frozen=True)
class External:
    """`totals` are the ends of the range, both included; empty where it is not known.
    `why_not_shipped` is empty for one that we do ship, filled in elsewhere."""

    name: str
    title: str
    totals: tuple[float, ...] = ()
    unit: str = "points"
    why_not_shipped: str = ""
    also: tuple[str, ...] = ()
    unverified: bool = False

    def holds(self, total: float) -> bool | None:
        """Whether the total lies in the range; None where the range is not known."""
        return self.totals[0] <= total <= self.totals[1] if self.totals else None


def find(instrument: str) -> External | None:
    """What a name on a record means, however it is spelled; None for one that is not known."""
    return _names().get(_plain(instrument))


def not_shipped() -> tuple[External, ...]:
    """The questionnaires whose totals alone are recorded, in the order of the file."""
    return read(FILE)


@cache
def read(path: Path) -> tuple[External, ...]:
    """The data file; raises InstrumentInvalid in a sentence."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["instruments"]
        return tuple(_external(entry) for entry in entries)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise InstrumentInvalid(f"{path.name} cannot be read: {error}") from error


def _external(entry: dict[str, Any]) -> External:
    also, totals = tuple(entry.get("also", ())), tuple(entry.get("totals", ()))
    if totals and not (len(totals) == 2 and totals[0] < totals[1]):
        raise ValueError(f"{entry['name']}: totals must be the lowest and the highest total")
    return External(**entry | {"also": also, "totals": totals})


@cache
def _names() -> Mapping[str, External]:
    """Every spelling. Those we ship are known too: a PHQ-9 may come from another clinic."""
    known = list(not_shipped())
    for own in load_all():
        known.append(External(own.name, own.title, own.totals))
        known += [External(part.key, part.title) for part in own.subscales if part.source]
    spelled: dict[str, External] = {}
    for entry in known:
        for word in (entry.name, *_spellings(entry.title), *entry.also):
            spelled.setdefault(_plain(word), entry)
    return spelled


def _spellings(title: str) -> tuple[str, ...]:
    """Whole, without what stands in brackets, and that alone: "Opioid Risk Tool (ORT)"."""
    return title, re.sub(r"\([^)]*\)", "", title), *re.findall(r"\(([^)]+)\)", title)


def _plain(name: str) -> str:
    """Letters and digits alone: "S-LANSS", "s_lanss" and "S LANSS" are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
