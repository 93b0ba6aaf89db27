"""Joint injection of knee, hip or shoulder: where it starts, its pattern, its gates. A joint that
was replaced is never injected. Numbers and lists by joint: `joint_injection-v1.toml`."""

from collections.abc import Callable
from dataclasses import replace

from intake.candidacy import gates, patterns, places
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import plain

Predicate = Callable[[History, Rule], Finding]
JOINT_OF = {"knee": "knee", "hip": "hip", "groin": "hip", "shoulder": "shoulder"}
BEST_FIRST = ("met", "unknown", "limit")  # one joint that can be treated is enough


def starts(history: History) -> bool:
    """Pain at a knee, hip or shoulder of the patient's own; the groin only with a hip diagnosis."""
    return bool(_painful(history))


def _painful(history: History) -> dict[str, list[str]]:
    """Each joint that hurts and was not replaced, with its sites in plain words."""
    found: dict[str, list[str]] = {}
    for entry in history.listed("pain_sites"):
        site = plain(entry["site"])
        joint = JOINT_OF.get(site)
        if joint is None or places.replaced(history, joint):
            continue
        if site != "groin" or history.told(history.words.groups["hip_diagnoses"]):
            found.setdefault(joint, []).append(history.say_site(entry))
    return found


def own_joint(history: History, rule: Rule) -> Finding:
    """Whether the joint was replaced may not be known; then it is missing."""
    said = [site for sites in _painful(history).values() for site in sites]
    unasked = tuple(key for key in places.REPLACEMENT_FACTS if history.get(key) is None)
    return Finding("yes", ", ".join(said), unasked)


def _of_joints(predicate: Predicate, limit: str, fact: str) -> Predicate:
    """The predicate with the words of the joints that hurt, from `joints`, as this limit. The
    answer stands in one fact; the others only say which joints hurt.
    """

    def of_joints(history: History, rule: Rule) -> Finding:
        joints = rule.limits["joints"]
        words = [word for joint in _painful(history) for word in joints[joint]]
        found = predicate(history, replace(rule, limits={**rule.limits, limit: words}))
        return found

    return of_joints


def steroid_left(history: History, gate: Rule) -> Finding:
    """Each joint has its own limit; the one with most room decides."""
    found = [
        (joint, gates.sessions_left(history, replace(gate, limits={**gate.limits, "kinds": kinds})))
        for joint, kinds in gate.limits["joints"].items()
        if joint in _painful(history)
    ]
    joint, best = min(found, key=lambda pair: BEST_FIRST.index(pair[1].outcome))
    return replace(best, answer=f"{joint}: {best.answer}")


PREDICATES: dict[str, Predicate] = {
    "PAT-JT-01": own_joint,
    "PAT-JT-02": _of_joints(patterns.told, "diagnoses", "told_diagnoses"),
    "PAT-JT-03": _of_joints(places.helped_then_wore_off, "kinds", "prior_procedures"),
    "PAT-JT-04": places.wants,
    "PAT-JT-05": _of_joints(patterns.worse_with, "words", "worse_with"),
}
GATES: dict[str, Predicate] = {
    "GATE-JT-01": gates.duration,
    "GATE-JT-02": gates.conservative_care,
    "GATE-JT-03": steroid_left,
}
