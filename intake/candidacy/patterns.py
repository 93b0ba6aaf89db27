"""Predicates that several families share. Their lists and thresholds stand in the family's data:
each says which `limits` it reads. All answer yes, no or unknown."""

from intake.candidacy.earlier import last
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names, plain


def site(history: History, rule: Rule) -> Finding:
    """A pain site among `sites`."""
    here = [
        history.say_site(entry)
        for entry in history.listed("pain_sites")
        if plain(entry["site"]) in rule.limits["sites"]
    ]
    return Finding("yes" if here else "no", ", ".join(here) or "not there")


def told(history: History, rule: Rule) -> Finding:
    """A diagnosis told that names one of `diagnoses`, and none of the places `elsewhere`."""
    if history.get("told_diagnoses") is None:
        return Finding("unknown", NOT_ANSWERED, ("told_diagnoses",))
    found = told_here(history, rule, "diagnoses")
    said = ", ".join(map(history.words.say, found)) or "none told"
    return Finding("yes" if found else "no", said)


def told_here(history: History, rule: Rule, limit: str) -> list[str]:
    """The diagnoses told that name one of this limit's parts and no place `elsewhere`."""
    elsewhere = rule.limits.get("elsewhere", ())
    return [word for word in history.told(rule.limits[limit]) if not names(word, elsewhere)]


def worse_with(history: History, rule: Rule) -> Finding:
    """Worse with one of `words`."""
    return _any_of(history, "worse_with", rule)


def better_with(history: History, rule: Rule) -> Finding:
    """Better with one of `words`."""
    return _any_of(history, "better_with", rule)


def points_to(history: History, rule: Rule) -> Finding:
    """Points of pain or tenderness among `words`."""
    return _any_of(history, "pain_points", rule)


def _any_of(history: History, key: str, rule: Rule) -> Finding:
    said = history.get(key)
    if said is None:
        return Finding("unknown", NOT_ANSWERED, (key,))
    found = [history.words.say(word) for word in said if names(word, rule.limits["words"])]
    return Finding("yes" if found else "no", ", ".join(found) or "none of these")


def nerve_words(history: History, rule: Rule) -> Finding:
    """At least `count` neuropathic words felt, of `words` or of all six."""
    felt, unasked = history.felt(*rule.limits.get("words", ()))
    said = ", ".join(map(history.words.say, felt)) or "none"
    count = rule.limits["count"]
    if len(felt) >= count:
        return Finding("yes", said)
    if history.get("neuropathic_descriptors") is None:
        return Finding("unknown", NOT_ANSWERED, unasked)
    if len(felt) + len(unasked) >= count:
        return Finding("unknown", said, unasked)
    return Finding("no", said)


def failed_before(history: History, rule: Rule) -> Finding:
    """An earlier procedure among `kinds` that failed; the most recent of each kind decides."""
    if history.get("prior_procedures") is None:
        return Finding("unknown", NOT_ANSWERED, ("prior_procedures",))
    latest = [last(history, [kind]) for kind in rule.limits["kinds"]]
    known = [entry.found for entry in latest if entry.found is not None]
    said = "; ".join(f"{history.words.say(entry.kind)}: {entry.said}" for entry in known) or "none"
    if any(entry.failed for entry in known):
        return Finding("yes", said)
    undated = tuple(path for entry in latest for path in entry.missing)
    unknown = undated + tuple(path for entry in known for path in entry.open_relief)
    return Finding("unknown" if unknown else "no", said, unknown)
