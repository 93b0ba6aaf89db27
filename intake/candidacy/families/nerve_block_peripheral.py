"""Peripheral nerve block: pain in the territory of one nerve. Where it starts, its pattern, its
gate. Numbers: `nerve_block_peripheral-v1.toml`; the words of each territory: `words-v1.toml`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from intake.candidacy import gates, patterns, places
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names, plain

WHERE = ("pain_sites", "told_diagnoses", "prior_surgery", "neuropathic_descriptors")


@dataclass(frozen=True)
class Reason:
    """Why the pain is in a nerve's territory: at which sites, and whether a diagnosis says so."""

    sites: tuple[str, ...]
    said: str
    is_told: bool = False


def starts(history: History) -> bool:
    """Groin, chest wall or abdomen with a reason each, or a named nerve."""
    return bool(_reasons(history))


def _reasons(history: History) -> list[Reason]:
    if not history.sites:
        return []
    here = {"groin": _groin, "chest_wall": _chest_wall, "abdomen": _abdomen}
    found = [reason for site in here if site in history.sites for reason in here[site](history)]
    nerves = history.told(history.words.groups["named_nerves"])
    everywhere = tuple(dict.fromkeys(history.sites))
    return found + [Reason(everywhere, history.words.say(nerve), True) for nerve in nerves]


def _groin(history: History) -> list[Reason]:
    """A hernia, repaired or not, or pain that goes on into scrotum or labia."""
    groups = history.words.groups
    done = [entry["type"] for entry in history.listed("prior_surgery")]
    found = [
        Reason(("groin",), history.words.say(word), is_told)
        for words, is_told in ((history.told(groups["hernia"]), True), (done, False))
        for word in words
        if names(word, groups["hernia"]) and not names(word, groups["hernia_elsewhere"])
    ]
    goals = history.radiation("groin_from", "genital_words")
    return found + [Reason(("groin",), f"goes to {goal}") for goal in goals]


def _chest_wall(history: History) -> list[Reason]:
    """Surgery, a rib or shingles, or enough neuropathic words."""
    causes = history.words.groups["chest_wall_causes"]
    site, say = ("chest_wall",), history.words.say
    found = [Reason(site, say(word), True) for word in history.told(causes)]
    done = [entry["type"] for entry in history.listed("prior_surgery")]
    found += [Reason(site, say(kind)) for kind in done if names(kind, causes)]
    felt, _ = history.felt()
    enough = len(felt) >= history.words.starts["chest_wall_words"]
    return found + [Reason(site, ", ".join(map(say, felt)))] * enough


def _abdomen(history: History) -> list[Reason]:
    """A scar and no cancer; where the diagnoses are not known, nor is that."""
    has_cancer = (
        history.get("told_diagnoses") is None
        or history.told(history.words.groups["cancer"])
        or history.get("current_chemotherapy")
        or history.answer("cancer_history") == "yes"
    )
    scars = [] if has_cancer else places.operated(history, ("abdomen",))
    return [Reason(("abdomen",), f"scar: {scar}") for scar in scars]


def _sites(history: History) -> list[str]:
    return list(dict.fromkeys(site for reason in _reasons(history) for site in reason.sites))


def territory(history: History, rule: Rule) -> Finding:
    """In a nerve's territory; told where a diagnosis says so."""
    reasons = _reasons(history)
    where = [
        history.say_site(entry)
        for entry in history.listed("pain_sites")
        if plain(entry["site"]) in _sites(history)
    ]
    said = ", ".join(dict.fromkeys((*where, *(reason.said for reason in reasons))))
    is_told = any(reason.is_told for reason in reasons)
    return Finding("told" if is_told else "yes", said)


def surgery_or_injury(history: History, rule: Rule) -> Finding:
    return places.operated_or_injured(history, _sites(history))


def long_enough_after_surgery(history: History, gate: Rule) -> Finding:
    """Only pain after an operation in the area has to wait."""
    found = gates.duration(history, gate)
    if found.outcome == "met" or places.operated(history, _sites(history)):
        return found
    there = places.none_or_unknown(
        history, ("told_diagnoses", "prior_surgery"), "no operation there"
    )
    if there.outcome == "no":
        return replace(there, outcome="waived")
    missing = (*found.missing, *there.missing)
    return replace(found, outcome="surgery_unknown", missing=missing)


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-PNB-01": territory,
    "PAT-PNB-02": patterns.nerve_words,
    "PAT-PNB-03": surgery_or_injury,
    "PAT-PNB-04": patterns.points_to,
    "PAT-PNB-05": places.helped_before,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {"GATE-PNB-01": long_enough_after_surgery}
