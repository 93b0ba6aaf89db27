"""Thoracic epidural: where it starts, its pattern, its gates. Numbers: `esi_thoracic-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import epidural, gates, patterns
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    """Pain of the mid or upper back."""
    return bool(history.sites) and history.hurts_in("thoracic_from")


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-ESIT-01": epidural.around_chest,
    "PAT-ESIT-02": patterns.nerve_words,
    "PAT-ESIT-03": patterns.told,
    "PAT-ESIT-04": epidural.earlier_epidural,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-ESIT-01": epidural.pain_long_enough,
    "GATE-ESIT-02": gates.conservative_care,
    "GATE-ESIT-03": gates.sessions_left,
}
