"""Spinal cord stimulator, dorsal root ganglion included: its pattern, its gates. Numbers:
`scs-v1.toml`. It starts by its pattern alone, wherever the pain is."""

from collections.abc import Callable

from intake.candidacy import gates, indications, patterns
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History, failed_groups
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import plain


def starts(history: History) -> bool:
    return bool(history.sites)


def nerve_words_in_a_limb(history: History, rule: Rule) -> Finding:
    """Pain in a limb, or that goes into one, in enough neuropathic words."""
    words = patterns.nerve_words(history, rule)
    if words.outcome == "no" or history.has_limb_pain:
        return words
    unknown = history.unknown_radiation("below_knee_from") + history.unknown_radiation(
        "past_elbow_from"
    )
    if not unknown:
        return Finding("no", "no pain in a limb")
    return Finding("unknown", words.answer, (*unknown, *words.missing))


def usual_reason(history: History, rule: Rule) -> Finding:
    return indications.stimulator_pain(history)


def drug_classes_failed(history: History, rule: Rule) -> Finding:
    """Each type of medicine in `drugs` is a class."""
    drugs = {drug: drug for drug in rule.limits["drugs"]}
    return indications.classes_failed(history, drugs, rule.limits["weeks"], rule.limits["count"])


def high_dose(history: History, rule: Rule) -> Finding:
    return indications.opioid_dose(history, rule.limits["mme"])


def enough_care(history: History, gate: Rule) -> Finding:
    """Classes of care counted as in G3; none is hard, unless a null could be one."""
    if history.get("treatments_tried") is None:
        return Finding("unknown", NOT_ANSWERED, ("treatments_tried",))
    failed, unknown = failed_groups(history.treatments, gate.limits["weeks"])
    said = history.say_treatments()
    if len(failed) >= gate.limits["classes"]:
        return Finding("met", said)
    missing = tuple(path for paths in unknown.values() for path in paths)
    return Finding("some" if failed or missing else "none", said, missing)


def treated_before(history: History, gate: Rule) -> Finding:
    """An earlier procedure among `kinds`, any surgery, CRPS or diabetic neuropathy."""
    return indications.either(
        _listed(history, "prior_procedures", gate.limits["kinds"]),
        _listed(history, "prior_surgery", None),
        indications.after_spine_surgery(history),
        indications.told(history, "crps"),
        indications.told(history, "painful_diabetic_neuropathy"),
    )


def _listed(history: History, key: str, kinds: list[str] | None) -> Finding:
    """An entry of this list of what was done, of these kinds or of any."""
    if history.get(key) is None:
        return Finding("unknown", NOT_ANSWERED, (key,))
    done = [plain(entry["type"]) for entry in history.listed(key)]
    found = [history.words.say(kind) for kind in done if kinds is None or kind in kinds]
    return Finding("yes" if found else "no", ", ".join(dict.fromkeys(found)) or "none")


def none_yet(history: History, gate: Rule) -> Finding:
    """Hard where a stimulator is implanted; not asked is not taken for one."""
    if history.has_implant("scs"):
        return Finding("has_one", "implanted")
    asked = history.get("implants") is not None
    return Finding("met", "none" if asked else "not asked", () if asked else ("implants",))


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-SCS-01": nerve_words_in_a_limb,
    "PAT-SCS-02": usual_reason,
    "PAT-SCS-03": drug_classes_failed,
    "PAT-SCS-04": patterns.failed_before,
    "PAT-SCS-05": high_dose,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-SCS-01": gates.duration,
    "GATE-SCS-02": enough_care,
    "GATE-SCS-03": treated_before,
    "GATE-SCS-04": none_yet,
}
