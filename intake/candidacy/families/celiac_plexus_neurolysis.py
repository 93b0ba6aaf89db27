"""Celiac plexus (and superior hypogastric) neurolysis: its pattern. Numbers:
`celiac_plexus_neurolysis-v1.toml`. Early referral: no gate. It starts by its pattern alone."""

from collections.abc import Callable

from intake.candidacy import indications, patterns
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names


def starts(history: History) -> bool:
    return bool(history.sites)


def cancer_pain_there(history: History, rule: Rule) -> Finding:
    """Pain in the abdomen or pelvis, and cancer now, wherever it began."""
    return indications.all_of(patterns.site(history, rule), indications.cancer(history))


def cancer_of_that_region(history: History, rule: Rule) -> Finding:
    """Told of a cancer of one of the `organs` of the place that hurts."""
    here = [place for place in rule.limits["organs"] if place in history.sites]
    if not here:
        return Finding("no", "no pain there")
    if history.get("told_diagnoses") is None:
        return Finding("unknown", NOT_ANSWERED, ("told_diagnoses",))
    organs = [organ for place in here for organ in rule.limits["organs"][place]]
    cancers = history.told(history.words.groups["cancer"])
    found = [history.words.say(word) for word in cancers if names(word, organs)]
    return Finding("yes" if found else "no", ", ".join(found) or "none told")


def opioids_not_enough(history: History, rule: Rule) -> Finding:
    return indications.either(
        indications.opioids_inadequate(history), indications.opioid_side_effects(history)
    )


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-CEL-01": cancer_pain_there,
    "PAT-CEL-02": cancer_of_that_region,
    "PAT-CEL-03": opioids_not_enough,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {}
