"""Occipital nerve block: where it starts and its pattern; it has no gate.
Numbers: `occipital_block-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import patterns, places
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import plain

AREA = ("back_of_head", "neck")


def starts(history: History) -> bool:
    """Pain at the back of the head, or neck pain that goes to the scalp or the eye."""
    return "back_of_head" in history.sites or bool(_from_the_neck(history))


def _from_the_neck(history: History) -> list[str]:
    return history.radiation("occipital_from", "occipital_to")


def territory(history: History, rule: Rule) -> Finding:
    """Where the occipital nerves feel; told where the patient was told of their neuralgia."""
    here = [
        history.say_site(entry)
        for entry in history.listed("pain_sites")
        if plain(entry["site"]) == "back_of_head"
    ]
    here += [f"from the neck to {goal}" for goal in _from_the_neck(history)]
    told = [history.words.say(word) for word in history.told(rule.limits["diagnoses"])]
    return Finding("told" if told else "yes", ", ".join((*dict.fromkeys(here), *told)))


def surgery_or_injury(history: History, rule: Rule) -> Finding:
    return places.operated_or_injured(history, AREA)


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-OCC-01": territory,
    "PAT-OCC-02": patterns.nerve_words,
    "PAT-OCC-03": surgery_or_injury,
    "PAT-OCC-04": patterns.points_to,
    "PAT-OCC-05": places.helped_before,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {}
