"""Suprascapular nerve block, then radiofrequency: where it starts, its pattern, its gate.
Numbers: `shoulder_suprascapular_block_rfa-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import gates, patterns, places
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    """Shoulder pain; a replaced shoulder may hurt too."""
    return "shoulder" in history.sites


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-SS-01": patterns.site,
    "PAT-SS-02": patterns.told,
    "PAT-SS-03": places.helped_then_wore_off,
    "PAT-SS-04": places.wants,
    "PAT-SS-05": patterns.worse_with,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {"GATE-SS-01": gates.duration}
