"""Genicular nerve block, then radiofrequency: where it starts, its pattern, its gates.
Numbers: `genicular_block_rfa-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import gates, patterns, places
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    """Knee pain; a replaced knee may hurt too."""
    return "knee" in history.sites


def arthritis_or_replacement(history: History, rule: Rule) -> Finding:
    """Told of knee osteoarthritis, or a knee that was replaced."""
    told = map(history.words.say, history.told(rule.limits["diagnoses"]))
    found = dict.fromkeys((*told, *places.replaced(history, "knee")))
    if found:
        return Finding("yes", ", ".join(found))
    return places.none_or_unknown(history, places.REPLACEMENT_FACTS, "neither told")


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-GNK-01": patterns.site,
    "PAT-GNK-02": arthritis_or_replacement,
    "PAT-GNK-03": places.helped_then_wore_off,
    "PAT-GNK-04": places.wants,
    "PAT-GNK-05": patterns.worse_with,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-GNK-01": gates.duration,
    "GATE-GNK-02": gates.conservative_care,
}
