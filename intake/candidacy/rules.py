"""Reads `intake/criteria/` into frozen values; refuses data that does not fit the predicates.
A family is one data file and the module of the same name beside this one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from intake.candidacy.words import Words

CRITERIA = Path(__file__).parent.parent / "criteria"
SHARED = ("general", "red_flags", "safety", "words")
GRADES = ("emergency", "urgent", "prompt")


class RulesInvalid(ValueError):
    """Criteria that cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Outcome:
    """What one answer of a predicate is worth, and why, in a sentence with room for the answer."""

    because: str
    points: int = 0
    grade: str | None = None


@dataclass(frozen=True)
class Rule:
    """A criterion, gate, red flag, stop, cap or caution. `limits` are its thresholds and lists."""

    id: str
    source: str
    outcomes: Mapping[str, Outcome]
    about: str = ""
    of: int = 0
    unverified: bool = False
    limits: Mapping[str, Any] = field(default_factory=dict)

    def because(self, outcome: str = "shown", answer: str = "") -> str:
        text = self.outcomes[outcome].because.replace("{answer}", answer)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Finding:
    """What a predicate found: an outcome, the answer in words, the nulls that could move it."""

    outcome: str
    answer: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Family:
    """A kind of procedure a history may suggest."""

    id: str
    label: str
    bleeding_class: str
    fluoroscopic: bool
    contrast: bool
    steroid: bool
    criteria: tuple[Rule, ...]
    gates: tuple[Rule, ...]


@dataclass(frozen=True)
class Rules:
    """One version of everything the core judges by."""

    version: str
    general: tuple[Rule, ...]
    standing: Mapping[str, int]
    families: tuple[Family, ...]
    flags: tuple[Rule, ...]
    lowered: str
    flag_answers: Mapping[str, Mapping[str, Any]]
    flag_facts: Mapping[str, tuple[str, ...]]
    stops: tuple[Rule, ...]
    caps: tuple[Rule, ...]
    cautions: tuple[Rule, ...]
    words: Words


@cache
def load_rules() -> Rules:
    """The shipped rules, read and validated once; raises RulesInvalid."""
    return read_rules(CRITERIA)


def read_rules(folder: Path) -> Rules:
    """The rules of a folder of criteria files."""
    raw = {path.stem.rsplit("-", 1)[0]: path for path in sorted(folder.glob("*.toml"))}
    data = {name: _toml(path) for name, path in raw.items()}
    try:
        rules = _build(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RulesInvalid(f"criteria cannot be read: {error!r}") from error
    _validate(rules)
    return rules


def predicates(name: str) -> ModuleType:
    """The module that answers the rules of a file: `general`, a family's id, `safety`."""
    return import_module(f"intake.candidacy.{name}")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RulesInvalid(f"{path.name} cannot be read: {error}") from error


def _build(data: dict[str, dict[str, Any]]) -> Rules:
    flags, safety = data["red_flags"], data["safety"]
    families = [_family(entry) for name, entry in data.items() if name not in SHARED]
    return Rules(
        version=data["general"]["rules_version"],
        general=_rules(data["general"]["criteria"]),
        standing=data["general"]["standing"],
        families=tuple(sorted(families, key=lambda family: family.id)),
        flags=_rules(flags["flags"]),
        lowered=flags["lowered"],
        flag_answers=flags["answers"],
        flag_facts={key: tuple(ids) for key, ids in flags["facts"].items()},
        stops=_notes(safety["stops"]),
        caps=_notes(safety["caps"]),
        cautions=_notes(safety["cautions"]),
        words=Words.read(data["words"]),
    )


def _family(entry: dict[str, Any]) -> Family:
    keys = ("label", "bleeding_class", "fluoroscopic", "contrast", "steroid")
    return Family(
        id=entry["family"],
        criteria=_rules(entry["criteria"]),
        gates=_rules(entry["gates"]),
        **{key: entry[key] for key in keys},
    )


def _rules(entries: list[dict[str, Any]]) -> tuple[Rule, ...]:
    own = ("id", "source", "about", "of", "unverified")
    return tuple(
        Rule(
            outcomes={name: Outcome(**said) for name, said in entry["outcomes"].items()},
            limits={key: value for key, value in entry.items() if key not in (*own, "outcomes")},
            **{key: entry[key] for key in own if key in entry},
        )
        for entry in entries
    )


def _notes(entries: dict[str, dict[str, Any]]) -> tuple[Rule, ...]:
    """Stops, caps and cautions: a rule with the one outcome "shown"."""
    return _rules(
        [
            {"id": key, "outcomes": {"shown": {"because": entry["because"]}}}
            | {name: value for name, value in entry.items() if name != "because"}
            for key, entry in entries.items()
        ]
    )


def _validate(rules: Rules) -> None:
    for family in rules.families:
        _same(f"{family.id} criteria", family.criteria, predicates(family.id).PREDICATES)
        _same(f"{family.id} gates", family.gates, predicates(family.id).GATES)
        if family.bleeding_class not in ("low", "intermediate", "high"):
            raise RulesInvalid(f"{family.id}: bleeding_class must be low, intermediate or high")
    _same("general criteria", rules.general, predicates("general").PREDICATES)
    for name in ("stops", "caps", "cautions"):
        _same(name, getattr(rules, name), getattr(predicates("safety"), name.upper()))
    _same("red flags", rules.flags, import_module("intake.red_flags").JUDGES)
    for rule in (*rules.general, *(line for family in rules.families for line in family.criteria)):
        if max(outcome.points for outcome in rule.outcomes.values()) != rule.of:
            raise RulesInvalid(f"{rule.id}: the best outcome must earn its {rule.of} points")
    for flag in rules.flags:
        if any(outcome.grade not in GRADES for outcome in flag.outcomes.values()):
            raise RulesInvalid(f"{flag.id}: a grade must be one of {', '.join(GRADES)}")


def _same(what: str, rules: tuple[Rule, ...], answered: Mapping[str, object]) -> None:
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise RulesInvalid(f"{what}: an id stands twice")
    if odd := set(ids) ^ set(answered):
        raise RulesInvalid(f"{what}: data and predicates differ in {', '.join(sorted(odd))}")
