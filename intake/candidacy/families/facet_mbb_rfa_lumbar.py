"""Lumbar medial branch block, then radiofrequency: where it starts, its pattern, its gates.
Numbers: `facet_mbb_rfa_lumbar-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import facet, gates, patterns
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    """Low back pain."""
    return "low_back" in history.sites


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-FL-01": facet.axial_back,
    "PAT-FL-02": facet.back_extension,
    "PAT-FL-03": facet.old_enough,
    "PAT-FL-04": patterns.told,
    "PAT-FL-05": patterns.worse_with,
    "PAT-FL-06": facet.earlier_block,
    "PAT-FL-07": facet.earlier_radiofrequency,
    "PAT-FL-08": patterns.nerve_words,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-FL-01": gates.duration,
    "GATE-FL-02": facet.care_with_exercise,
    "GATE-FL-03": gates.sessions_left,
    "GATE-FL-04": gates.sessions_left,
}
