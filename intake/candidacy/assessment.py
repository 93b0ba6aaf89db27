"""Facts in, assessment out: red flags first, then holds, families, cautions and what is missing.
What this version does not judge yet is null or empty here, never guessed."""

from collections.abc import Mapping, Sequence
from typing import Any

from instruments.library import load
from instruments.scoring import score
from intake import facts_contract, red_flags
from intake.candidacy import safety
from intake.candidacy.history import History
from intake.candidacy.rules import Family, Rules, load_rules
from intake.candidacy.standing import STANDINGS, Judged, judge

ADULT = 18
NOT_BUILT: dict[str, Any] = dict.fromkeys(
    "phq2 phq9 gad7 gad2 rmdq gcps_grade audit_c widespread_pain koos_jr hoos_jr".split()
) | {"phq9_prorated": False, "gad7_prorated": False}


def assess(facts: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    """The assessment of the contract; raises FactsInvalid with one sentence per problem."""
    reading = facts_contract.read(facts)
    if reading.problems:
        raise facts_contract.FactsInvalid(reading.problems)
    history = History(facts, rules.words)
    flags = red_flags.find(facts, rules)
    hold = _hold(history, rules)
    started = [] if hold else [judge(history, family, rules, flags) for family in rules.families]
    judged = [found for found in started if found is not None]
    listed = [found for found in judged if found.listed]
    families = sorted((found.result for found in listed), key=_order)
    return {
        "rules_version": rules.version,
        "tier": None if hold else _tier(flags, families),
        "hold": hold,
        "scores": _scores(history, hold),
        "mme": _mme(history),
        "families": families,
        "red_flags": flags,
        "cautions": _cautions(history, [found.family for found in listed], rules),
        "missing": _missing(history, judged, rules),
        "may_consider": [],
        "unrecognised": _unrecognised(reading, history, rules),
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


def _hold(history: History, rules: Rules) -> str | None:
    if history.facts["age"] < ADULT:
        return "needs_review_minor"
    found = _cautions(history, [], rules)
    implausible = any(caution["id"].startswith("implausible_") for caution in found)
    return "needs_review_implausible" if implausible else None


def _scores(history: History, hold: str | None) -> dict[str, Any]:
    scores = {"peg": None, "nrs_average": None, **NOT_BUILT}
    if hold == "needs_review_minor":
        return scores
    average = history.get("nrs", "average")
    peg = score(load("peg"), history.get("peg") or {}).total
    return scores | {"peg": peg, "nrs_average": None if average is None else int(average)}


def _mme(history: History) -> dict[str, Any]:
    """Zero only where no medicine is taken: the table of opioid factors is not built yet."""
    nothing_taken = history.get("medications") == []
    total = 0.0 if nothing_taken else None
    return {"total": total, "partial": 0.0, "complete": nothing_taken, "unconverted": []}


def _cautions(history: History, families: Sequence[Family], rules: Rules) -> list[dict[str, str]]:
    found = [(rule, safety.CAUTIONS[rule.id](history, families, rule)) for rule in rules.cautions]
    return [
        {"id": rule.id, "because": rule.because(answer=said)}
        for rule, said in found
        if said is not None
    ]


def _missing(history: History, judged: Sequence[Judged], rules: Rules) -> list[dict[str, str]]:
    """Every null that can move a family or a flag, in the order of the contract."""
    changes = [pair for found in judged for pair in found.missing]
    for answer in facts_contract.RED_FLAG_ANSWERS:
        if history.answer(answer) is None:
            flags = rules.flag_answers[answer]["flags"]
            changes += [(f"red_flag_answers.{answer}", f"red flag {flag}") for flag in flags]
    for fact, flags in rules.flag_facts.items():
        if history.get(fact) is None:
            changes += [(fact, f"red flag {flag}") for flag in flags]
    weakness = history.get("weakness_detail") or {"weeks": 0, "getting_worse": False}
    for key in ("weeks", "getting_worse"):
        if weakness.get(key) is None:
            flags = rules.flag_facts["weakness_detail"]
            changes += [(f"weakness_detail.{key}", f"red flag {flag}") for flag in flags]
    by_path: dict[str, dict[str, None]] = {}
    for path, change in changes:
        by_path.setdefault(path, {})[change] = None
    return [
        {"path": path, "could_change": "; ".join(by_path[path])}
        for path in sorted(by_path, key=facts_contract.position)
    ]


def _unrecognised(reading: facts_contract.Reading, history: History, rules: Rules) -> list[str]:
    """Words the rules do not know, and answers to red-flag questions no rule judges yet."""
    unknown = [
        f"{path}: {word}"
        for path, vocabulary, word in reading.open_words
        if not rules.words.recognises(vocabulary, word)
    ]
    built = {flag.id for flag in rules.flags}
    answers = [
        (f"red_flag_answers.{key}", history.words.say(said))
        for key, entry in rules.flag_answers.items()
        if (said := history.answer(key)) in ("yes", "not_sure") and not built & set(entry["flags"])
    ]
    items = history.get("phq9_items") or [None] * 9
    answers += [("phq9_items[8]", str(int(items[8])))] if items[8] else []
    not_judged = f"(not judged by rules {rules.version})"
    return unknown + [f"{path}: {said} {not_judged}" for path, said in answers]
