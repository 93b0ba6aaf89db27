"""Facts in, assessment out: red flags first, then holds, families, cautions and what is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

from instruments import external
from intake import facts_contract, red_flags
from intake.candidacy.cautions import CAUTIONS, plausibility
from intake.candidacy.history import History
from intake.candidacy.rules import Family, Rules, load_rules
from intake.candidacy.safety import MAY_CONSIDER
from intake.candidacy.scores import scores
from intake.candidacy.standing import STANDINGS, Judged, judge, shared
from intake.candidacy.words import plain

ADULT = 18


def assess(facts: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    """The assessment of the contract; raises FactsInvalid with one sentence per problem."""
    reading = facts_contract.read(facts)
    if reading.problems:
        raise facts_contract.FactsInvalid(reading.problems)
    history = History(facts, rules.words, rules.opioids)
    flags = red_flags.find_in(history, rules)
    hold = _hold(history, rules)
    judged = [] if hold else _judged(history, flags, rules)
    listed = [found.family for found in judged if found.result]
    families = sorted((found.result for found in judged if found.result), key=_order)
    return {
        "rules_version": rules.version,
        "tier": None if hold else _tier(flags, families),
        "hold": hold,
        "scores": scores(facts, hold),
        "mme": _mme(history),
        "families": families,
        "red_flags": flags,
        "cautions": _cautions(history, listed, rules),
        "missing": _missing(history, judged, rules),
        "may_consider": [] if hold else _may_consider(history, flags, rules),
        "unrecognised": _unrecognised(facts, reading, rules),
    }


def family_label(family_id: str) -> str:
    """The name a clinician reads, such as "Lumbar epidural"."""
    return {family.id: family.label for family in load_rules().families}[family_id]


def _order(family: dict[str, Any]) -> tuple[int, int, str]:
    return STANDINGS.index(family["standing"]), -family["score"], family["family"]


def _tier(flags: Sequence[dict[str, Any]], families: Sequence[dict[str, Any]]) -> str:
    if any(flag["grade"] in ("emergency", "urgent") for flag in flags):
        return "urgent"
    return str(families[0]["standing"]) if families else "not_now"


def _judged(history: History, flags: Sequence[dict[str, Any]], rules: Rules) -> list[Judged]:
    general = shared(history, rules)
    found = [judge(history, family, rules, flags, general) for family in rules.families]
    return [each for each in found if each is not None]


def _hold(history: History, rules: Rules) -> str | None:
    if history.facts["age"] < ADULT:
        return "needs_review_minor"
    asked = [rule for rule in rules.cautions if rule.id in plausibility.CAUTIONS]
    implausible = any(CAUTIONS[rule.id](history, (), rule) is not None for rule in asked)
    return "needs_review_implausible" if implausible else None


def _mme(history: History) -> dict[str, Any]:
    found = history.mme
    return {
        "total": found.total,
        "partial": found.partial,
        "complete": found.complete,
        "unconverted": list(found.unconverted),
    }


def _cautions(history: History, families: Sequence[Family], rules: Rules) -> list[dict[str, str]]:
    return [
        {"id": id_, "because": rule.because(answer=said)}
        for rule in rules.cautions
        for id_, said in _each(rule.id, CAUTIONS[rule.id](history, families, rule))
    ]


def _each(id_: str, said: str | list[str] | None) -> list[tuple[str, str]]:
    """One caution, none, or one for each entry of a list, its word joined to the id."""
    if isinstance(said, list):
        return [(f"{id_}_{plain(word)}", word) for word in said]
    return [] if said is None else [(id_, said)]


def _may_consider(history: History, flags: Sequence[dict[str, Any]], rules: Rules) -> list[str]:
    """Nothing elective beside an emergency or an infection."""
    if history.has_active_infection or any(flag["grade"] == "emergency" for flag in flags):
        return []
    found = [rule for rule in rules.may_consider if MAY_CONSIDER[rule.id](history, rule)]
    return [rule.id for rule in found]


def _missing(history: History, judged: Sequence[Judged], rules: Rules) -> list[dict[str, str]]:
    """Every null that can move a family or a flag, in the order of the contract."""
    changes = [pair for found in judged for pair in found.missing]
    changes += red_flags.missing(history, rules)
    by_path: dict[str, dict[str, None]] = {}
    for path, change in changes:
        by_path.setdefault(path, {})[change] = None
    return [
        {"path": path, "could_change": "; ".join(by_path[path])}
        for path in sorted(by_path, key=facts_contract.position)
    ]


def _unrecognised(
    facts: Mapping[str, Any], reading: facts_contract.Reading, rules: Rules
) -> list[str]:
    """Words of the open lists that the rules do not know, and questionnaires nobody here knows."""
    scores = [
        f"external_scores[{index}].instrument: {entry['instrument']}"
        for index, entry in enumerate(facts.get("external_scores") or ())
        if external.find(entry["instrument"]) is None
    ]
    return scores + [
        f"{path}: {word}"
        for path, vocabulary, word in reading.open_words
        if not rules.words.recognises(vocabulary, word)
    ]
