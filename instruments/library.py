"""Loads and validates `data/<name>-v<version>.toml` once; refuses a bad file in a sentence."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from instruments.definition import (
    ABSENT,
    STATUSES,
    Band,
    Change,
    Cutoff,
    Instrument,
    Item,
    Language,
    Missing,
    Subscale,
    Wording,
)
from instruments.rules import RULES
from instruments.scoring import METHODS

DATA = Path(__file__).parent / "data"


class InstrumentInvalid(ValueError):
    """A data file that cannot be used; the message names the file and what is wrong."""


@cache
def load(name: str, version: int = 1) -> Instrument:
    """The instrument of that name and version; raises InstrumentInvalid."""
    return read(DATA / f"{name}-v{version}.toml")


@cache
def load_all() -> tuple[Instrument, ...]:
    """Every shipped instrument, by file name."""
    stems = (path.stem.rpartition("-v") for path in sorted(DATA.glob("*.toml")))
    return tuple(load(name, int(version)) for name, _, version in stems)


def read(path: Path) -> Instrument:
    """One data file as an Instrument, validated."""
    try:
        instrument = _build(tomllib.loads(path.read_text(encoding="utf-8")))
        problem = next(_problems(instrument, path), None)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise InstrumentInvalid(f"{path.name} cannot be read: {error}") from error
    if problem:
        raise InstrumentInvalid(f"{path.name}: {problem}")
    return instrument


def _build(raw: dict[str, Any]) -> Instrument:
    """`low`, `high` and a language's `choices` are those of every item that has none of its own."""
    every = {key: raw.pop(key) for key in ("low", "high") if key in raw}
    choices = {name: said.pop("choices", ()) for name, said in raw["languages"].items()}
    raw["languages"] = {name: Language(**said) for name, said in raw["languages"].items()}
    raw["items"] = tuple(_item(every | entry, choices) for entry in raw["items"])
    raw["subscales"] = tuple(_subscale(entry) for entry in raw.get("subscales", ()))
    raw["missing"] = Missing(**raw["missing"])
    raw["change"] = Change(**raw["change"]) if "change" in raw else None
    for key in ("totals", "table"):
        raw[key] = tuple(raw.get(key, ()))
    return Instrument(**_ends(raw))


def _item(entry: dict[str, Any], choices: dict[str, list[str]]) -> Item:
    wording = {
        language: Wording(
            **said | {"choices": tuple(said.get("choices", choices.get(language, ())))}
        )
        for language, said in entry["wording"].items()
    }
    skips = tuple(entry.get("zero_skips", ()))
    return Item(**{**entry, "wording": wording, "zero_skips": skips})


def _subscale(entry: dict[str, Any]) -> Subscale:
    items = tuple(entry.get("items", ()))
    groups = tuple(tuple(group) for group in entry.get("groups", ()))
    return Subscale(**_ends(entry) | {"items": items, "groups": groups})


def _ends(raw: dict[str, Any]) -> dict[str, Any]:
    bands = tuple(Band(**entry) for entry in raw.get("bands", ()))
    cutoffs = tuple(Cutoff(**entry) for entry in raw.get("cutoffs", ()))
    return raw | {"bands": bands, "cutoffs": cutoffs}


def _problems(instrument: Instrument, path: Path) -> Iterator[str]:
    if path.stem != f"{instrument.name}-v{instrument.version}":
        yield "its name and version do not match the file's name"
    if instrument.method not in METHODS and instrument.method not in RULES:
        yield f"method must be one of {', '.join((*METHODS, *RULES))}"
    if not instrument.items or len(instrument.by_key) != len(instrument.items):
        yield "items must be there and have different keys"
    for bands in (instrument.bands, *(part.bands for part in instrument.subscales)):
        if [band.low for band in bands] != sorted(band.low for band in bands):
            yield "bands must rise"
    named = {key for part in instrument.subscales for key in part.needs}
    named |= {key for item in instrument.items for key in item.zero_skips}
    if strangers := sorted(named - set(instrument.by_key)):
        yield f"there is no item {', '.join(strangers)}"
    for item in instrument.items:
        yield from _item_problems(item)
    yield from _language_problems(instrument)
    yield from _scoring_problems(instrument)


def _item_problems(item: Item) -> Iterator[str]:
    if item.low >= item.high:
        yield f"{item.key}: low must be under high"
    for language, said in item.wording.items():
        if said.choices and len(said.choices) != item.high - item.low + 1:
            yield f"{item.key}: {language} must have one choice for each value"


def _language_problems(instrument: Instrument) -> Iterator[str]:
    for name, language in instrument.languages.items():
        if language.status not in STATUSES:
            yield f"{name}: status must be one of {', '.join(STATUSES)}"
    shipped = {name for name, said in instrument.languages.items() if said.status != ABSENT}
    if "en" not in shipped:
        yield "English wording is missing"
    for item in instrument.items:
        if set(item.wording) != shipped:
            yield f"{item.key}: it must have wording in {', '.join(sorted(shipped))} and no other"


def _scoring_problems(instrument: Instrument) -> Iterator[str]:
    low = sum(item.low for item in instrument.scored)
    high = sum(item.high for item in instrument.scored)
    if instrument.method == "count" and not all(item.is_tick for item in instrument.scored):
        yield "what is counted must go from 0 to 1"
    if instrument.missing.allowed and (instrument.method != "sum" or low):
        yield "only a sum that starts at 0 can be prorated"
    if (instrument.method == "table") != bool(instrument.table):
        yield "a table goes with the method table"
    if instrument.table and len(instrument.table) != high - low + 1:
        yield f"the table must have {high - low + 1} values"
    ends = {
        "sum": (low, high),
        "count": (low, high),
        "table": (min(instrument.table, default=0), max(instrument.table, default=0)),
    }
    if instrument.method in ends and instrument.totals != ends[instrument.method]:
        yield f"totals must be {list(ends[instrument.method])}"
    if instrument.method in ("mean", *RULES) and len(instrument.totals) != 2:
        yield "totals must be the lowest and the highest total"
