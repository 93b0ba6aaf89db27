"""Lumbar epidural: where it starts, its pattern, its gates. Numbers: `esi_lumbar-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import epidural, gates, patterns
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    """Low back or buttock pain, or leg pain with a lumbar diagnosis."""
    if not history.sites:
        return False
    lumbar = history.told(history.words.groups["lumbar_diagnoses"])
    return history.hurts_in("low_back", "buttock") or bool(lumbar and history.hurts_in("leg_sites"))


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-ESI-01": epidural.below_knee,
    "PAT-ESI-02": epidural.leg_at_least_as_bad,
    "PAT-ESI-03": patterns.nerve_words,
    "PAT-ESI-04": epidural.claudication,
    "PAT-ESI-05": epidural.told_of_this_part,
    "PAT-ESI-06": epidural.earlier_epidural,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-ESI-01": epidural.pain_long_enough,
    "GATE-ESI-02": gates.conservative_care,
    "GATE-ESI-03": gates.sessions_left,
}
