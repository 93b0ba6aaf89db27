"""What every assessment holds to, whatever the facts: from the contract's output alone."""

import copy
import json
import re

from intake.candidacy import FactsInvalid, assess
from intake.case_answers import line
from intake.facts_contract import read
from intake.facts_shape import Record
from tests.intake.fuzz import words
from tests.intake.fuzz.generator import SHAPE, shuffled

STANDINGS = ("candidate_likely", "possible", "not_now")
GRADES = ("emergency", "urgent", "prompt")
LIKELY, POSSIBLE = 70, 45
INSURANCES, SEXES = ("medicare", "self_pay", "zzz", None), ("M", "F", "X", None)


def check(facts, rules, rng):
    """Asserts all of them; answers the assessment."""
    before = copy.deepcopy(facts)
    found = assess(facts, rules)
    assert facts == before
    raw = line(found)
    assert raw == line(assess(shuffled(rng, json.loads(json.dumps(facts))), rules))
    _flags_and_tier(found)
    for family in found["families"]:
        _family(family, found)
    _lists(facts, found)
    _insurance(facts, found, rules, rng)
    _sex(facts, found, rules, rng)
    _age(facts, found, rules, rng)
    return found


def check_refused(facts, rules):
    """Bad facts are refused in sentences, and only they are. Answers whether they were."""
    problems = []
    try:
        assess(facts, rules)
    except FactsInvalid as invalid:
        problems = invalid.problems
    assert problems == read(facts).problems
    assert all(re.match(r"[^:]*: .+", problem, re.DOTALL) for problem in problems)
    return bool(problems)


def _flags_and_tier(found):
    flags, families = found["red_flags"], found["families"]
    grades = [GRADES.index(flag["grade"]) for flag in flags]
    assert grades == sorted(grades)
    held_by = [note["id"] for note in found["cautions"] if note["id"].startswith("implausible_")]
    if found["hold"]:
        assert (found["tier"], families, found["may_consider"]) == (None, [], [])
        assert found["hold"] == "needs_review_minor" or held_by
        return
    assert not held_by
    best = families[0]["standing"] if families else "not_now"
    assert found["tier"] == ("urgent" if min(grades, default=2) < 2 else best)
    keys = [(STANDINGS.index(f["standing"]), -f["score"], f["family"]) for f in families]
    assert keys == sorted(keys)


def _family(family, found):
    assert sum(row["points"] for row in family["points"]) == family["score"]
    assert 0 <= family["score"] <= 100
    assert all(gate["met"] == (gate["grade"] is None) for gate in family["gates"])
    assert all(row["points"] <= row["of"] or row["rule"] == "GEN-CLAMP" for row in family["points"])
    emergency = any(flag["grade"] == "emergency" for flag in found["red_flags"])
    assert not emergency or (family["standing"] == "not_now" and family["stops"])
    assert family["standing"] in _standings(family)


def _standings(family):
    """The standings its score, gates, stops and caps allow: one, or two where a cap lowers."""
    hard = any(gate["grade"] == "hard" for gate in family["gates"])
    if family["stops"] or hard or family["score"] < POSSIBLE:
        return {"not_now"}
    if family["caps"]:
        return {"possible", "not_now"}
    met = all(gate["met"] for gate in family["gates"])
    return {"candidate_likely" if family["score"] >= LIKELY and met else "possible"}


def _lists(facts, found):
    for ids in (
        [flag["id"] for flag in found["red_flags"]],
        [note["id"] for note in found["cautions"]],
        [family["family"] for family in found["families"]],
        [entry["path"] for entry in found["missing"]],
        *([row["rule"] for row in family["points"]] for family in found["families"]),
    ):
        assert len(ids) == len(set(ids)), ids
    unknown = [f"{path}: {word}" for path, word in _texts(facts) if words.UNKNOWN in word]
    assert not [said for said in unknown if said not in found["unrecognised"]]
    for entry in found["missing"]:
        assert _is_open(facts, entry["path"]), entry
    mme = found["mme"]
    assert mme["complete"] == (mme["total"] is not None)
    assert not (mme["unconverted"] and mme["complete"])


def _texts(node, path=""):
    """(path, text) of every text in the facts."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, f"{path}[{index}]")
    elif isinstance(node, str):
        yield path, node


def _is_open(facts, path):
    """Whether nothing is answered at the path, or not every part of it; where pain goes may be
    answered without saying how far.
    """
    found, shape = facts, SHAPE
    for step in re.findall(r"\w+", path):
        if found is None:
            return True
        is_list = isinstance(found, list)
        found = found[int(step)] if is_list else found.get(step)
        shape = shape.entry if is_list else shape.keys[step]
    if path.endswith(".radiates_to") and found:
        return True
    if isinstance(shape, Record) and found:
        return any(found.get(key) is None for key in shape.keys)
    return found is None or found == {} or (isinstance(found, list) and None in found)


def _insurance(facts, found, rules, rng):
    """It changes nothing at all."""
    other = assess(facts | {"insurance": rng.choice(INSURANCES)}, rules)
    for key in found.keys() - {"unrecognised"}:
        assert found[key] == other[key], key


def _sex(facts, found, rules, rng):
    """It gives no points. The alcohol screen's cut-off, and so a flag, may turn on it."""
    other = assess(facts | {"sex": rng.choice(SEXES)}, rules)
    mine, others = (
        {family["family"]: (family["score"], family["points"]) for family in each["families"]}
        for each in (found, other)
    )
    assert mine == others
    if found["red_flags"] == other["red_flags"]:
        assert (found["tier"], found["families"]) == (other["tier"], other["families"])


def _age(facts, found, rules, rng):
    """Another adult age moves no line of a rule that does not name age. A red flag may name it."""
    if found["hold"] or facts["age"] > 120:
        return
    older = facts | {"age": facts["age"] + rng.randint(1, 130 - int(facts["age"]))}
    other = assess(older, rules)
    if found["red_flags"] != other["red_flags"]:
        return
    mine, others = ({f["family"]: f for f in each["families"]} for each in (found, other))
    for family in rules.families:
        lines = (*family.criteria, *family.gates, *rules.general)
        named = {rule.id for rule in lines if "age" in rule.facts}
        if not named:
            assert mine.get(family.id) == others.get(family.id)
        elif family.id in mine and family.id in others:
            assert _unaged(mine[family.id], named) == _unaged(others[family.id], named)


def _unaged(family, named):
    rows = (*family["points"], *family["gates"])
    return [row for row in rows if row["rule"] not in {*named, "GEN-CLAMP"}]
