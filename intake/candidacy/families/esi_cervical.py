"""Cervical epidural: where it starts, its pattern, its gates. Numbers: `esi_cervical-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import epidural, gates, patterns
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    """Neck pain, or arm pain with a cervical diagnosis."""
    if not history.sites:
        return False
    cervical = history.told(history.words.groups["cervical_diagnoses"])
    return history.hurts_in("neck") or bool(cervical and history.hurts_in("arm_sites"))


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-ESIC-01": epidural.past_elbow,
    "PAT-ESIC-02": epidural.arm_at_least_as_bad,
    "PAT-ESIC-03": patterns.nerve_words,
    "PAT-ESIC-04": epidural.told_of_this_part,
    "PAT-ESIC-05": epidural.earlier_epidural,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-ESIC-01": epidural.pain_long_enough,
    "GATE-ESIC-02": gates.conservative_care,
    "GATE-ESIC-03": gates.sessions_left,
}
