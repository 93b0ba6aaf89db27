"""The contract of the facts as data: what `facts_contract` checks, read from its checks.
The JSON Schema and the fuzz are made from these shapes, so neither can differ from the contract."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import getclosurevars
from typing import Any

from intake import facts_contract
from intake.facts_contract import Check


@dataclass(frozen=True)
class Number:
    low: float
    high: float
    whole: bool


@dataclass(frozen=True)
class Flag:
    """true or false"""


@dataclass(frozen=True)
class Text:
    """1 to 500 characters. A word of an open list names its vocabulary."""

    vocabulary: str | None = None


@dataclass(frozen=True)
class Day:
    """A calendar date, 2026-02-10."""


@dataclass(frozen=True)
class Choice:
    of: tuple[str, ...]


@dataclass(frozen=True)
class Items:
    entry: "Shape"
    length: int | None = None
    nulls: bool = False
    distinct: bool = False


@dataclass(frozen=True)
class Record:
    """These keys and no others; null is "not answered", except for those required."""

    keys: Mapping[str, "Shape"]
    required: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapOf:
    """Any key."""

    value: "Shape"


Shape = Number | Flag | Text | Day | Choice | Items | Record | MapOf
PLAIN: dict[Check, Shape] = {
    facts_contract.yes_no: Flag(),
    facts_contract.text: Text(),
    facts_contract.day: Day(),
}
REQUIRED = ("age", "pain_sites")
LONGEST_TEXT = 500
LONGEST_LIST = 200


def facts_shape() -> Record:
    """The whole contract."""
    return Record({key: shape_of(check) for key, check in facts_contract.FACTS.items()}, REQUIRED)


def shape_of(check: Check) -> Shape:
    """The shape a check accepts; raises KeyError for a kind of check that is not known here."""
    if check in PLAIN:
        return PLAIN[check]
    made_by = _MADE_BY[check.__qualname__.split(".")[0]]
    return made_by(getclosurevars(check).nonlocals)


def _items(made: Mapping[str, Any]) -> Items:
    return Items(shape_of(made["check"]), made["length"], made["nulls"])


def _distinct(made: Mapping[str, Any]) -> Items:
    return Items(shape_of(made["check"]), distinct=True)


def _record(made: Mapping[str, Any]) -> Record:
    return Record({key: shape_of(check) for key, check in made["keys"].items()}, made["required"])


_MADE_BY: dict[str, Callable[[Mapping[str, Any]], Shape]] = {
    "number": lambda made: Number(made["low"], made["high"], made["whole"]),
    "one_of": lambda made: Choice(tuple(made["choices"])),
    "open_word": lambda made: Text(made["vocabulary"]),
    "list_of": _items,
    "distinct": _distinct,
    "record": _record,
    "map_of": lambda made: MapOf(shape_of(made["check"])),
}
