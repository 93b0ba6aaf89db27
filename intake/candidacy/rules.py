"""Reads `intake/criteria/` into frozen values; refuses data that does not fit the predicates.
A family is one data file and the module of the same name in `families/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from intake.candidacy.opioids import OpioidTable
from intake.candidacy.words import Words
from intake.facts_contract import FACTS

CRITERIA = Path(__file__).parent.parent / "criteria"
SHARED = ("general", "opioids", "red_flags", "safety", "words")
# What a family's procedures bring with them; stops, caps and cautions ask for it by these words.
TRAITS = frozenset(
    (
        "fluoroscopic",
        "contrast",
        "steroid",
        "local_anaesthetic",  # an allergy to it stops the family
        "radiofrequency",
        "implant",
        "near_lung",
        "cervical_level",
    )
)
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
    """A criterion, gate, red flag, stop, cap or caution. `limits` are its thresholds and lists.

    `facts` are the keys of the facts it reads; a `focal` criterion that earns points says that the
    pain has a place, which lifts the cap of widespread pain.
    """

    id: str
    source: str
    outcomes: Mapping[str, Outcome]
    about: str = ""
    of: int = 0
    unverified: bool = False
    focal: bool = False
    facts: tuple[str, ...] = ()
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
    bleeding_source: str
    traits: frozenset[str]
    criteria: tuple[Rule, ...]
    gates: tuple[Rule, ...]

    def needs(self, trait: str) -> bool:
        """Whether its procedures bring this with them; a word of TRAITS."""
        return trait in self.traits


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
    may_consider: tuple[Rule, ...]
    words: Words
    opioids: OpioidTable


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


@cache
def predicates(name: str) -> ModuleType:
    """The module that answers the rules of a file: `general`, `families.esi_lumbar`, `safety`."""
    return import_module(f"intake.candidacy.{name}")


def family_predicates(family: Family) -> ModuleType:
    return predicates(f"families.{family.id}")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RulesInvalid(f"{path.name} cannot be read: {error}") from error


def _build(data: dict[str, dict[str, Any]]) -> Rules:
    flags, safety = data["red_flags"], data["safety"]
    opioids = OpioidTable.read(data["opioids"])
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
        may_consider=_notes(safety["may_consider"]),
        words=Words.read(data["words"], opioids.generics),
        opioids=opioids,
    )


def _family(entry: dict[str, Any]) -> Family:
    return Family(
        id=entry["family"],
        label=entry["label"],
        bleeding_class=entry["bleeding_class"],
        bleeding_source=entry["bleeding_source"],
        traits=frozenset(entry["traits"]),
        criteria=_rules(entry["criteria"]),
        gates=_rules(entry.get("gates", [])),
    )


def _rules(entries: list[dict[str, Any]]) -> tuple[Rule, ...]:
    own = ("id", "source", "about", "of", "unverified", "focal")
    kept = (*own, "outcomes", "facts")
    return tuple(
        Rule(
            outcomes={name: Outcome(**said) for name, said in entry["outcomes"].items()},
            facts=tuple(entry.get("facts", ())),
            limits={key: value for key, value in entry.items() if key not in kept},
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
        _validate_family(family)
    _same("general criteria", rules.general, predicates("general").PREDICATES)
    for name in ("stops", "caps", "may_consider"):
        _same(name, getattr(rules, name), getattr(predicates("safety"), name.upper()))
    _same("cautions", rules.cautions, predicates("cautions").CAUTIONS)
    _same("red flags", rules.flags, import_module("intake.red_flags").JUDGES)
    for rule in (*rules.general, *(line for family in rules.families for line in family.criteria)):
        if max(outcome.points for outcome in rule.outcomes.values()) != rule.of:
            raise RulesInvalid(f"{rule.id}: the best outcome must earn its {rule.of} points")
        _validate_facts(rule)
    for flag in rules.flags:
        if any(outcome.grade not in GRADES for outcome in flag.outcomes.values()):
            raise RulesInvalid(f"{flag.id}: a grade must be one of {', '.join(GRADES)}")


def _validate_family(family: Family) -> None:
    module = family_predicates(family)
    _same(f"{family.id} criteria", family.criteria, module.PREDICATES)
    _same(f"{family.id} gates", family.gates, module.GATES)
    if family.bleeding_class not in ("low", "intermediate", "high"):
        raise RulesInvalid(f"{family.id}: bleeding_class must be low, intermediate or high")
    if odd := family.traits - TRAITS:
        raise RulesInvalid(f"{family.id}: unknown traits {', '.join(sorted(odd))}")
    for gate in family.gates:
        _validate_facts(gate)
        if any(found.grade not in (None, "soft", "hard") for found in gate.outcomes.values()):
            raise RulesInvalid(f"{gate.id}: a gate is unmet soft or hard")


def _validate_facts(rule: Rule) -> None:
    if not rule.facts or set(rule.facts) - set(FACTS):
        raise RulesInvalid(f"{rule.id}: facts must name the facts it reads")


def _same(what: str, rules: tuple[Rule, ...], answered: Mapping[str, object]) -> None:
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise RulesInvalid(f"{what}: an id stands twice")
    if odd := set(ids) ^ set(answered):
        raise RulesInvalid(f"{what}: data and predicates differ in {', '.join(sorted(odd))}")
