"""Cervical medial branch block, then radiofrequency: where it starts, its pattern, its gates.
Numbers: `facet_mbb_rfa_cervical-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import facet, gates, patterns
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    """Neck pain."""
    return "neck" in history.sites


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-FC-01": facet.axial_neck,
    "PAT-FC-02": facet.neck_extension,
    "PAT-FC-03": patterns.told,
    "PAT-FC-04": patterns.told,
    "PAT-FC-05": patterns.worse_with,
    "PAT-FC-06": facet.earlier_block,
    "PAT-FC-07": facet.earlier_radiofrequency,
    "PAT-FC-08": patterns.nerve_words,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-FC-01": gates.duration,
    "GATE-FC-02": facet.care_with_exercise,
    "GATE-FC-03": gates.sessions_left,
    "GATE-FC-04": gates.sessions_left,
}
