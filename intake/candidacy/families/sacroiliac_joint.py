"""Sacroiliac joint: where it starts, its pattern, its gates.
Numbers: `sacroiliac_joint-v1.toml`."""

from collections.abc import Callable

from intake.candidacy import gates, patterns, places
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names

TRAUMA = ("red_flag_answers.major_trauma", "red_flag_answers.minor_trauma_or_sudden_onset")


def starts(history: History) -> bool:
    """Buttock pain, as a site of its own."""
    return "buttock" in history.sites


def buttock(history: History, rule: Rule) -> Finding:
    """The site earns the points; a place shown with one finger is said beside it."""
    found, pointed = patterns.site(history, rule), patterns.points_to(history, rule)
    if pointed.outcome != "yes":
        return found
    return Finding(found.outcome, f"{found.answer}; {pointed.answer}")


def fusion_pregnancy_or_injury(history: History, rule: Rule) -> Finding:
    """A fusion above the joint, a pregnancy, or a fall or other injury just before the pain."""
    fusions, limits = rule.limits["fusions"], rule.limits
    done = [entry["type"] for entry in history.listed("prior_surgery")]
    words = [kind for kind in done if names(kind, fusions)]
    words += history.told([*fusions, *limits["pregnancies"]])
    said = [history.words.say(word) for word in words]
    said += ["pregnant now"] * (history.get("pregnancy") == "yes")
    hurt = [history.answer(path.partition(".")[2]) for path in TRAUMA]
    said += ["an injury just before the pain began"] * ("yes" in hurt)
    if said:
        return Finding("yes", ", ".join(dict.fromkeys(said)))
    unasked = [key for key in ("told_diagnoses", "prior_surgery") if history.get(key) is None]
    unasked += [path for path, answer in zip(TRAUMA, hurt, strict=True) if answer is None]
    unasked += ["pregnancy"] * (history.get("pregnancy") is None)
    return Finding("unknown" if unasked else "no", "none known", tuple(unasked))


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-SI-01": buttock,
    "PAT-SI-02": patterns.worse_with,
    "PAT-SI-03": fusion_pregnancy_or_injury,
    "PAT-SI-04": patterns.told,
    "PAT-SI-05": places.helped_before,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {
    "GATE-SI-01": gates.duration,
    "GATE-SI-02": gates.conservative_care,
}
