"""Loads and validates `data/<name>-v<version>.toml` once; refuses a bad file in a sentence."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from instruments.definition import Band, Instrument, Item, Wording

DATA = Path(__file__).parent / "data"
METHODS = ("mean", "sum", "each")


class InstrumentInvalid(ValueError):
    """A data file that cannot be used; the message names the file and what is wrong."""


@cache
def load(name: str, version: int = 1) -> Instrument:
    """The instrument of that name and version; raises InstrumentInvalid."""
    return read(DATA / f"{name}-v{version}.toml")


def load_all() -> tuple[Instrument, ...]:
    """Every shipped instrument, by file name."""
    return tuple(read(path) for path in sorted(DATA.glob("*.toml")))


def read(path: Path) -> Instrument:
    """One data file as an Instrument, validated."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        raw["items"] = tuple(_item(entry) for entry in raw["items"])
        raw["bands"] = tuple(Band(**entry) for entry in raw.get("bands", ()))
        instrument = Instrument(**raw)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InstrumentInvalid(f"{path.name} cannot be read: {error}") from error
    if problem := _problem(instrument, path):
        raise InstrumentInvalid(f"{path.name}: {problem}")
    return instrument


def _item(entry: dict[str, Any]) -> Item:
    wording = {
        language: Wording(**{**said, "choices": tuple(said.get("choices", ()))})
        for language, said in entry["wording"].items()
    }
    return Item(**{**entry, "wording": wording})


def _problem(instrument: Instrument, path: Path) -> str | None:
    if path.stem != f"{instrument.name}-v{instrument.version}":
        return "its name and version do not match the file's name"
    if instrument.method not in METHODS:
        return f"method must be one of {', '.join(METHODS)}"
    keys = [item.key for item in instrument.items]
    if not keys or len(set(keys)) != len(keys):
        return "items must be there and have different keys"
    if [band.low for band in instrument.bands] != sorted(band.low for band in instrument.bands):
        return "bands must rise"
    for item in instrument.items:
        if item.low >= item.high:
            return f"{item.key}: low must be under high"
        for language, said in item.wording.items():
            if said.choices and len(said.choices) != item.high - item.low + 1:
                return f"{item.key}: {language} must have one choice for each value"
        if "en" not in item.wording:
            return f"{item.key}: English wording is missing"
    return None
