"""Trigger point injection: where it starts, its pattern, its gate.
Numbers: `trigger_point-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import gates, patterns
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import plain


def starts(history: History) -> bool:
    """Told of myofascial pain, or a taut band, wherever it hurts."""
    return bool(history.sites and (_told(history) or _taut_band(history)))


def _told(history: History) -> list[str]:
    return history.told(history.words.groups["myofascial"])


def _taut_band(history: History) -> list[str]:
    return [word for word in map(plain, history.listed("pain_points")) if word == "taut_band"]


def muscle(history: History, rule: Rule) -> Finding:
    """Either earns the points; only a diagnosis told says that the pain has a place."""
    said = map(history.words.say, (*_told(history), *_taut_band(history)))
    return Finding("told" if _told(history) else "yes", ", ".join(said))


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-TP-01": muscle,
    "PAT-TP-02": patterns.worse_with,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {"GATE-TP-01": gates.sessions_left}
