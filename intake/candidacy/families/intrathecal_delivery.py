"""Intrathecal drug delivery: its pattern, its gates. Numbers: `intrathecal_delivery-v1.toml`.
It starts by its pattern alone. Life expectancy is never asked: the clinician confirms it."""

from collections.abc import Callable

from intake.candidacy import indications, patterns
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule


def starts(history: History) -> bool:
    return bool(history.sites)


def cancer_pain(history: History, rule: Rule) -> Finding:
    return indications.cancer(history)


def intractable(history: History, rule: Rule) -> Finding:
    """Earns only where cancer does not already: the two share their points."""
    if indications.cancer(history).outcome == "yes":
        return Finding("cancer", "cancer")
    return indications.intractable(history, rule.limits)


def opioids_at_their_limit(history: History, rule: Rule) -> Finding:
    dose = indications.opioid_dose(history, rule.limits["mme"])
    return indications.either(dose, indications.opioid_side_effects(history))


def spasticity(history: History, rule: Rule) -> Finding:
    found = history.get("spasticity")
    if found is None:
        return Finding("unknown", NOT_ANSWERED, ("spasticity",))
    return Finding("yes" if found else "no", "yes" if found else "no")


def pain_bad_enough(history: History, gate: Rule) -> Finding:
    return indications.either(
        indications.cancer(history), indications.intractable(history, gate.limits)
    )


def opioids_not_enough(history: History, gate: Rule) -> Finding:
    return indications.either(
        indications.opioids_inadequate(history), opioids_at_their_limit(history, gate)
    )


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-ITD-01": cancer_pain,
    "PAT-ITD-02": intractable,
    "PAT-ITD-03": opioids_at_their_limit,
    "PAT-ITD-04": patterns.failed_before,
    "PAT-ITD-05": spasticity,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-ITD-01": pain_bad_enough,
    "GATE-ITD-02": opioids_not_enough,
}
