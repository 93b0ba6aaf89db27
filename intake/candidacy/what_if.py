"""Which one answer would change the tier: each answer that moves points, gates or flags is changed
by itself and the whole assessed again, the smallest change first. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from intake.candidacy.assessment import assess
from intake.candidacy.history import say_months
from intake.candidacy.rules import Rules
from intake.candidacy.words import Words, plain
from intake.facts_contract import DESCRIPTORS, RED_FLAG_ANSWERS, position

Facts = Mapping[str, Any]
WEEKS = (4, 6, 12)  # what the families' gates ask of conservative care
MONTHS = (0.4, 1, 1.4, 3, 6, 12)  # and of duration
EFFECTS = ("little", "good")
RELIEF = (30, 50, 80)


@dataclass(frozen=True)
class Alternative:
    """One answer changed: where, how it would read, and the facts that would follow."""

    path: str
    instead: str
    facts: Facts


@dataclass(frozen=True)
class Change:
    """An answer that would change the tier; `score` and `family` are the best one's then."""

    path: str
    instead: str
    tier: str
    family: str
    score: int


def what_would_change(facts: Facts, rules: Rules) -> list[Change]:
    """One change for each answer at most, in the order of the contract; [] on a hold."""
    now = assess(facts, rules)
    if now["hold"]:
        return []
    found: dict[tuple[str, str], Change] = {}
    for other in _alternatives(facts, rules):
        then = assess(other.facts, rules)
        if then["hold"] or then["tier"] == now["tier"] or (other.path, then["tier"]) in found:
            continue
        families = [(best["family"], best["score"]) for best in then["families"]]
        change = Change(other.path, other.instead, then["tier"], *(families or [("", 0)])[0])
        found[other.path, then["tier"]] = change
    return sorted(found.values(), key=lambda change: position(change.path))


def _alternatives(facts: Facts, rules: Rules) -> Iterator[Alternative]:
    words = rules.words
    yield from _severity(facts)
    yield from _numbers(facts)
    yield from _sites(facts, words)
    yield from _choice(facts, "worst_area", ("limb", "equal", "axial"), words)
    yield from _descriptors(facts, words)
    for key in ("worse_with", "better_with", "goals", "pain_points"):
        known = list(words.vocabularies[key].get("known", ()))
        known += ["walk_farther"] if key == "goals" else []
        yield from _list(facts, key, known, words)
    yield from _list(facts, "told_diagnoses", _diagnoses(rules), words)
    for key in ("limb_signs", "implants", "opioid_side_effects"):
        yield from _list(facts, key, [], words)
    for key, name in _ENTRIES.items():
        yield from _entry_less(facts, key, name, words)
    yield from _entries(facts, "treatments_tried", _treatment_changes, words)
    yield from _treatments_added(facts, words)
    yield from _entries(facts, "prior_procedures", _procedure_changes, words)
    yield from _yes_no(facts)
    yield from _red_flags(facts)


_ENTRIES = {
    "treatments_tried": "type",
    "prior_procedures": "type",
    "prior_surgery": "type",
    "medications": "name",
    "allergies": "agent",
}
# Numbers other than the 0 to 10 ones, with values on both sides of what the rules ask of them.
_BOUNDARIES: dict[str, tuple[float, ...]] = {
    "weakness_detail.weeks": (1, 3, 5),
    "coronary_stent_months_ago": (3, 7),
    "wpi": (3, 5, 7),
    "sss": (4, 5, 9),
    "generalised_regions": (3, 4),
    "planned_surgery.in_weeks": (8, 20),
}
_BOOLEANS = (
    "antibiotics_now", "current_chemotherapy", "bleeding_disorder", "spasticity",
    "weakness_detail.getting_worse",
)  # fmt: skip


def _numbers(facts: Facts) -> Iterator[Alternative]:
    """Duration, and the numbers that were given: one that was not asked is not made up."""
    was = facts.get("duration_months") or 0
    for months in sorted(MONTHS, key=lambda m: abs(m - was)):
        yield Alternative(
            "duration_months", say_months(months), _with(facts, "duration_months", months)
        )
    for path, values in _BOUNDARIES.items():
        given = _at(facts, path)
        if given is not None:
            for value in sorted(values, key=lambda v: abs(v - given)):
                yield Alternative(path, f"{value:g}", _with(facts, path, value))
    items = list(facts.get("phq9_items") or [None] * 9)
    for answer in {None: (1,), 0: ()}.get(items[8], (0,)):
        yield Alternative(
            "phq9_items[8]", str(answer), {**facts, "phq9_items": [*items[:8], answer]}
        )


def _yes_no(facts: Facts) -> Iterator[Alternative]:
    """A yes as no; of the rest only infection and pregnancy, where they were not answered: a plain
    no is not turned into a yes.
    """
    for path in _BOOLEANS:
        if _at(facts, path):
            yield Alternative(path, "no", _with(facts, path, False))
    if facts.get("antibiotics_now") is None:
        yield Alternative("antibiotics_now", "yes", {**facts, "antibiotics_now": True})
    pregnant = {None: "yes", "possible": "yes", "yes": "no"}.get(facts.get("pregnancy"))
    if pregnant:
        yield Alternative("pregnancy", pregnant, {**facts, "pregnancy": pregnant})


def _at(facts: Facts, path: str) -> Any:
    key, _, inner = path.partition(".")
    return (facts.get(key) or {}).get(inner) if inner else facts.get(key)


def _with(facts: Facts, path: str, value: object) -> Facts:
    key, _, inner = path.partition(".")
    return {**facts, key: {**(facts.get(key) or {}), inner: value} if inner else value}


def _entry_less(facts: Facts, key: str, name: str, words: Words) -> Iterator[Alternative]:
    """One entry less of a list."""
    entries = facts.get(key) or []
    for index, entry in enumerate(entries):
        left = [*entries[:index], *entries[index + 1 :]]
        said = f"without {words.say(entry[name])}"
        yield Alternative(f"{key}[{index}]", said, {**facts, key: left})


def _severity(facts: Facts) -> Iterator[Alternative]:
    """Each PEG item and the 0-10 average, the nearest other number first."""
    for key, items in (("peg", ("pain", "enjoyment", "general_activity")), ("nrs", ("average",))):
        group = facts.get(key) or {}
        for item in items:
            was = group.get(item)
            others = sorted(set(range(11)) - {was}, key=lambda n: abs(n - (was or 0)))
            for number in others:
                changed = {**facts, key: {**group, item: number}}
                yield Alternative(f"{key}.{item}", str(number), changed)


def _sites(facts: Facts, words: Words) -> Iterator[Alternative]:
    """Where the pain of a site goes: further, or nowhere."""
    sites = facts.get("pain_sites") or []
    for index, site in enumerate(sites):
        goals = ["past the elbow"] if plain(site["site"]) in words.groups["past_elbow_from"] else []
        goals += (
            ["below the knee"] if plain(site["site"]) in words.groups["below_knee_from"] else []
        )
        for said, goal in [("nowhere", []), *((said, [_SPREADS[said]]) for said in goals)]:
            changed = [*sites[:index], {**site, "radiates_to": goal}, *sites[index + 1 :]]
            path = f"pain_sites[{index}].radiates_to"
            yield Alternative(path, said, {**facts, "pain_sites": changed})


_SPREADS = {"past the elbow": "forearm", "below the knee": "leg_below_knee"}


def _choice(facts: Facts, key: str, values: tuple[str, ...], words: Words) -> Iterator[Alternative]:
    for value in values:
        if facts.get(key) != value:
            yield Alternative(key, words.say(value), {**facts, key: value})


def _descriptors(facts: Facts, words: Words) -> Iterator[Alternative]:
    felt = facts.get("neuropathic_descriptors") or {}
    for word in DESCRIPTORS:
        changed = {**felt, word: not felt.get(word)}
        said = "no" if felt.get(word) else "yes"
        path = f"neuropathic_descriptors.{word}"
        yield Alternative(path, said, {**facts, "neuropathic_descriptors": changed})


def _list(facts: Facts, key: str, known: list[str], words: Words) -> Iterator[Alternative]:
    """One word more or one less."""
    said = facts.get(key) or []
    for word in said:
        left = [other for other in said if other != word]
        yield Alternative(key, f"without {words.say(word)}", {**facts, key: left})
    for word in known:
        if word not in map(plain, said):
            yield Alternative(key, f"with {words.say(word)}", {**facts, key: [*said, word]})


def _diagnoses(rules: Rules) -> list[str]:
    """The first diagnosis of each criterion that asks for one."""
    lines = [line for family in rules.families for line in family.criteria]
    return list(
        dict.fromkeys(line.limits["diagnoses"][0] for line in lines if "diagnoses" in line.limits)
    )


def _entries(
    facts: Facts,
    key: str,
    changes: Callable[[Mapping[str, Any]], Iterator[tuple[str, str, Mapping[str, Any]]]],
    words: Words,
) -> Iterator[Alternative]:
    entries = facts.get(key) or []
    for index, entry in enumerate(entries):
        for item, said, changed in changes(entry):
            following = [*entries[:index], changed, *entries[index + 1 :]]
            instead = f"{words.say(entry['type'])}: {said}"
            yield Alternative(f"{key}[{index}].{item}", instead, {**facts, key: following})


def _treatment_changes(
    entry: Mapping[str, Any],
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for weeks in WEEKS:
        yield "weeks", f"{weeks} weeks", {**entry, "weeks": weeks}
    for effect in EFFECTS:
        yield "effect", f"{effect} help", {**entry, "effect": effect}


def _procedure_changes(
    entry: Mapping[str, Any],
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for percent in RELIEF:
        yield "relief_percent", f"{percent} % relief", {**entry, "relief_percent": percent}
    for months in MONTHS:
        said = f"relief for {say_months(months)}"
        yield "relief_months", said, {**entry, "relief_months": months}
        if entry.get("months_ago") is not None:
            ago = months + 6
            yield "months_ago", f"{say_months(ago)} ago", {**entry, "months_ago": ago}


def _treatments_added(facts: Facts, words: Words) -> Iterator[Alternative]:
    """One kind of care more, tried long enough without enough help."""
    tried = facts.get("treatments_tried") or []
    classes = {words.treatment_classes.get(plain(entry["type"])) for entry in tried}
    for kind, group in words.treatment_classes.items():
        if group in classes:
            continue
        classes.add(group)
        more = [*tried, {"type": kind, "weeks": max(WEEKS), "effect": "little"}]
        said = f"also {words.say(kind)}, {max(WEEKS)} weeks: little help"
        yield Alternative("treatments_tried", said, {**facts, "treatments_tried": more})


_OTHERWISE: dict[str | None, tuple[str, ...]] = {
    None: ("yes",),
    "not_sure": ("yes", "no"),
    "yes": ("no",),
    "no": (),
}


def _red_flags(facts: Facts) -> Iterator[Alternative]:
    """What was answered yes or not sure, as no; what was not answered or not sure, as yes. A plain
    no is not turned into a yes: that every red flag is urgent is no news.
    """
    answers = facts.get("red_flag_answers") or {}
    for key in dict.fromkeys((*RED_FLAG_ANSWERS, *answers)):
        for instead in _OTHERWISE[answers.get(key)]:
            changed = {**facts, "red_flag_answers": {**answers, key: instead}}
            yield Alternative(f"red_flag_answers.{key}", instead, changed)
