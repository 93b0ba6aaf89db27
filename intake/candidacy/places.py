"""What the families of one place share (joints, nerves, limbs): what an earlier injection did,
operations and injuries there, a joint that was replaced. Lists stand in the data and the words."""

from collections.abc import Iterable, Sequence

from intake.candidacy.earlier import Earlier, last
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names, plain

REPLACEMENT_FACTS = ("told_diagnoses", "prior_surgery", "implants")


def wants(history: History, rule: Rule) -> Finding:
    """A goal among `goals`."""
    if history.get("goals") is None:
        return Finding("unknown", NOT_ANSWERED, ("goals",))
    found = [goal for goal in history.listed("goals") if plain(goal) in rule.limits["goals"]]
    said = ", ".join(map(history.words.say, found)) or "not named as a goal"
    return Finding("yes" if found else "no", said)


def helped_then_wore_off(history: History, rule: Rule) -> Finding:
    """The last of a kind among `kinds` helped by half and no longer does: yes, or block where one
    of `blocks` did so as well as a block should, which says that the pain has a place.
    """
    done, missing = _last_of_each(history, rule)
    faded = [earlier for earlier in done if earlier.wore_off]
    blocks = [e for e in faded if e.failed is False and plain(e.kind) in rule.limits["blocks"]]
    if faded:
        best = (blocks or faded)[0]
        return Finding("block" if blocks else "yes", _say(best, history))
    return _not_earned(history, done, missing + tuple(p for e in done for p in _open(e)))


def helped_before(history: History, rule: Rule) -> Finding:
    """The last of a kind among `kinds` did not fail. It earns no points, so nothing is missing."""
    done, _ = _last_of_each(history, rule)
    helped = [earlier for earlier in done if earlier.failed is False]
    if helped:
        return Finding("helped", _say(helped[0], history))
    is_unknown = history.get("prior_procedures") is None or any(e.failed is None for e in done)
    found = _not_earned(history, done, ())
    return Finding("unknown", found.answer) if is_unknown else found


def _last_of_each(history: History, rule: Rule) -> tuple[list[Earlier], tuple[str, ...]]:
    """The most recent of each kind, and what keeps others from being known."""
    found = [last(history, [kind]) for kind in rule.limits["kinds"]]
    missing = dict.fromkeys(path for one in found for path in one.missing)
    return [one.found for one in found if one.found is not None], tuple(missing)


def _not_earned(history: History, done: Sequence[Earlier], missing: tuple[str, ...]) -> Finding:
    if history.get("prior_procedures") is None:
        return Finding("unknown", NOT_ANSWERED, missing)
    said = "; ".join(_say(earlier, history) for earlier in done)
    if missing:
        return Finding("unknown", said or "which was the last is not known", missing)
    return Finding("no" if done else "none", said or "none")


def _say(earlier: Earlier, history: History) -> str:
    return f"{history.words.say(earlier.kind)}: {earlier.said}"


def _open(earlier: Earlier) -> tuple[str, ...]:
    """Its nulls that could still say that it helped and wore off."""
    if earlier.wore_off is not None:
        return ()
    values = {
        "months_ago": earlier.ago,
        "relief_percent": earlier.percent,
        "relief_months": earlier.months,
    }
    return tuple(f"{earlier.path}.{key}" for key, value in values.items() if value is None)


def operated(history: History, sites: Iterable[str]) -> list[str]:
    """Operations at these sites, done or told, in plain words."""
    there = _words_of(history, sites)
    done = [entry["type"] for entry in history.listed("prior_surgery")]
    found = [kind for kind in done if names(kind, there)]
    found += [word for word in history.told(there) if names(word, _group(history, "operations"))]
    return list(dict.fromkeys(map(history.words.say, found)))


def operated_or_injured(history: History, sites: Sequence[str]) -> Finding:
    """An operation at these sites, or an injury there that the patient was told of."""
    told = history.told(_words_of(history, sites))
    injured = [word for word in told if names(word, _group(history, "injuries"))]
    found = dict.fromkeys((*operated(history, sites), *map(history.words.say, injured)))
    if found:
        return Finding("yes", ", ".join(found))
    return none_or_unknown(history, ("told_diagnoses", "prior_surgery"), "none there")


def replaced(history: History, joint: str) -> list[str]:
    """What says that a joint (knee, hip, shoulder) was replaced; the facts do not know its side."""
    parts = [f"{joint}_{end}" for end in _group(history, "replacements")]
    said = [*history.listed("implants"), *history.listed("told_diagnoses")]
    said += [entry["type"] for entry in history.listed("prior_surgery")]
    return list(dict.fromkeys(history.words.say(word) for word in said if names(word, parts)))


def none_or_unknown(history: History, facts: Sequence[str], none: str) -> Finding:
    """Nothing was found in these facts: no, unless one of them was not answered."""
    unasked = tuple(fact for fact in facts if history.get(fact) is None)
    return Finding("unknown", NOT_ANSWERED, unasked) if unasked else Finding("no", none)


def _words_of(history: History, sites: Iterable[str]) -> list[str]:
    """The words that name these sites in an operation or an injury."""
    return [word for site in sites for word in history.words.groups.get(f"area_{site}", ())]


def _group(history: History, name: str) -> list[str]:
    return history.words.groups[name]
