"""Facts from a seeded `Random`: each shape of the contract, biased to what the rules look at."""

import copy
import json
from functools import cache
from pathlib import Path

from intake.facts_shape import (
    Choice,
    Day,
    Flag,
    Items,
    MapOf,
    Number,
    Record,
    Text,
    facts_shape,
)
from tests.intake.fuzz import words

SHAPE = facts_shape()
SAMPLES = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[3] / "samples").glob("*.json"))
]
TEXTS = ("?", "hives", "mild", "anaphylaxis", "unknown", "foot drop", "Ärger\u2028mit \U0001f9b5")
SOURCES = ("nrs.average", "duration_months", "prior_procedures[0].relief_percent", "nowhere")
vocabulary = cache(words.vocabulary)


def any_facts(rng):
    """Valid facts: a sample with some answers changed, or made up whole."""
    if rng.random() < 0.3:
        facts = copy.deepcopy(rng.choice(SAMPLES))
        changed = rng.sample(list(SHAPE.keys), rng.randint(1, 6))
    else:
        density = rng.choice((0.2, 0.5, 0.8, 1.0))
        facts, changed = {}, [key for key in SHAPE.keys if rng.random() < density]
    for key in SHAPE.keys:  # in this order: a set's would differ from run to run
        if key in changed or (key in SHAPE.required and key not in facts):
            facts[key] = _answer(rng, key)
    _settle(rng, facts)
    return shuffled(rng, facts)


def shuffled(rng, facts):
    """The same facts, their keys in another order."""
    keys = list(facts)
    rng.shuffle(keys)
    return {key: facts[key] for key in keys}


def _answer(rng, key):
    if key not in SHAPE.required and rng.random() < 0.05:
        return None
    return make(rng, SHAPE.keys[key])


def _settle(rng, facts):
    """Mostly grown up, plausible and without a red flag: what is held or stopped is soon judged."""
    if rng.random() < 0.9:
        facts["age"] = rng.choice((18, 19, 49, 50, 64, 65, 74, 75, rng.randint(18, 99)))
    if rng.random() < 0.9:
        _make_plausible(rng, facts)
    if (calm := rng.random()) < 0.8:
        _calm(rng, facts, 0.0 if calm < 0.6 else 0.1)


def _make_plausible(rng, facts):
    if facts.get("duration_months") is not None:
        facts["duration_months"] = min(facts["duration_months"], rng.choice((2, 6, 60, 200)))
    for entry in facts.get("medications") or ():
        entry["times_per_day"] = rng.choice((None, 1, 2, 4, 12))
        entry["dose"] = rng.choice((None, 0, 5, 10, 12.5, 25))
        entry["doses_per_day_last_7_days"] = rng.choice((None, None, 0, 2.5))
    nrs = facts.get("nrs") or {}
    given = [key for key in ("least", "average", "worst") if nrs.get(key) is not None]
    nrs.update(zip(given, sorted(nrs[key] for key in given), strict=True))


def _calm(rng, facts, worry):
    """No warning sign, but for each with this chance."""
    answers = facts.get("red_flag_answers") or {}
    for key in answers:
        if rng.random() >= worry:
            answers[key] = rng.choice(("no", "no", "no", None))
    if facts.get("phq9_items") and rng.random() >= worry:
        facts["phq9_items"][8] = 0
    if facts.get("weakness_detail") and rng.random() >= worry:
        facts["weakness_detail"] = {"what": None, "weeks": 52, "getting_worse": False}


def make(rng, shape):
    """A value the shape accepts."""
    match shape:
        case Number():
            return _number(rng, shape)
        case Flag():
            return rng.random() < 0.5
        case Day():
            return f"{rng.randint(1990, 2030)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        case Choice(of):
            return rng.choice(of)
        case Text(None):
            return rng.choice((*TEXTS, "x" * 500))
        case Text(vocabulary_name):
            return _word(rng, vocabulary_name)
        case Items():
            return _items(rng, shape)
        case MapOf(value):
            return {path: make(rng, value) for path in rng.sample(SOURCES, rng.randint(0, 3))}
        case Record(keys, required):
            left_out = rng.choice((0.0, 0.1, 0.5))
            return {
                key: None if key not in required and rng.random() < 0.1 else make(rng, inner)
                for key, inner in keys.items()
                if key in required or rng.random() >= left_out
            }


def _number(rng, shape):
    near = rng.choice(words.NUMBERS) + rng.choice((-1, -0.1, -0.04, 0, 0, 0.04, 0.1, 1))
    small = rng.uniform(shape.low, min(shape.high, 60))
    found = rng.choice((near, near, small, small, shape.low, shape.high))
    found = min(max(found, shape.low), shape.high)
    if not shape.whole:
        return found
    return rng.choice((int, int, int, float))(round(found))


def _word(rng, name):
    chance = rng.random()
    if chance < 0.03:
        return f"{words.UNKNOWN}_{rng.randint(0, 9)}"
    word = rng.choice(vocabulary(name) or words.ALL) if chance < 0.95 else rng.choice(words.ALL)
    return rng.choice((word, word, word, word.upper(), word.replace("_", " ")))


def _items(rng, shape):
    if shape.distinct:
        low, high = int(shape.entry.low), int(shape.entry.high)
        return rng.sample(range(low, high + 1), rng.randint(0, high - low + 1))
    length = rng.choice((0, 1, 1, 2, 3, 5)) if shape.length is None else shape.length
    blank = rng.choice((0.0, 0.0, 0.2)) if shape.nulls else 0.0
    return [None if rng.random() < blank else make(rng, shape.entry) for _ in range(length)]
