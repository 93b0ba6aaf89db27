"""Runs the fuzz over a range of cases; case n of a seed is the same on every machine."""

import json
from collections import Counter
from random import Random
from traceback import extract_tb

from intake.candidacy import load_rules
from tests.intake.fuzz.generator import any_facts
from tests.intake.fuzz.invariants import check, check_refused
from tests.intake.fuzz.mutations import gone_wrong

WRONG_EVERY = 10


class Found(AssertionError):
    """A case that breaks what must hold; the message lets anyone run it again."""


def seeded(seed):
    """The same numbers for the same seed; no secret is made of them."""
    return Random(seed)  # noqa: S311


def run(seed, first, last):
    """Judges cases first to last - 1; answers how many of what came out."""
    rules, seen = load_rules(), Counter()
    for number in range(first, last):
        rng = seeded(f"{seed}:{number}")
        facts = any_facts(rng)
        if number % WRONG_EVERY == 0:
            facts = gone_wrong(rng, facts)
        try:
            seen.update(_judge(facts, rules, rng, is_wrong=number % WRONG_EVERY == 0))
        except Exception as error:
            where = extract_tb(error.__traceback__)[-1]
            raise Found(
                f"seed {seed}, case {number}: {type(error).__name__}: {error}\n"
                f"{where.filename}:{where.lineno}: {where.line}\n"
                f"{json.dumps(facts, ensure_ascii=False)}"
            ) from error
    return seen


def _judge(facts, rules, rng, is_wrong):
    if is_wrong and check_refused(facts, rules):
        return ["cases", "refused"]
    found = check(facts, rules, rng)
    grades = {flag["grade"] for flag in found["red_flags"]}
    return [
        "cases",
        f"tier {found['tier']}" if found["tier"] else f"hold {found['hold']}",
        *(
            f"flags graded {grade}"
            for grade in ("emergency", "urgent", "prompt")
            if grade in grades
        ),
        *(f"flag {flag['id']}" for flag in found["red_flags"]),
        *(f"{family['family']} {family['standing']}" for family in found["families"]),
        *(["families under an emergency"] if found["families"] and "emergency" in grades else []),
    ]
