"""Sympathetic block: the pattern of CRPS in exactly one limb. Where it starts, its pattern, its
gate. Numbers: `sympathetic_block-v1.toml`."""

from collections.abc import Callable, Mapping
from typing import Any

from intake.candidacy import gates, patterns, places
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names, plain

LIMBS = ("arm", "leg")
BOTH = {"both": ("left", "right")}


def starts(history: History) -> bool:
    """Pain in exactly one limb of one side, and CRPS told or enough signs of that limb."""
    enough = len(_signs(history)) >= history.words.starts["limb_signs"]
    return _the_limb(history) is not None and bool(_crps(history) or enough)


def _the_limb(history: History) -> tuple[str, str] | None:
    """(arm or leg, left or right) where only that one hurts; a side not known is not one side."""
    found = {place for entry in history.listed("pain_sites") for place in _limbs(history, entry)}
    place = next(iter(found)) if len(found) == 1 else None
    return place if place and place[1] in ("left", "right") else None


def _limbs(history: History, entry: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The limbs a site is in or its pain goes to; a goal that names no side is on the site's."""
    groups, side = history.words.groups, entry.get("side") or "unknown"
    words = {
        "arm": (*groups["arm_words"], *groups["past_elbow"]),
        "leg": (*groups["leg_words"], *groups["below_knee"]),
    }
    found = {(limb, side) for limb in LIMBS if plain(entry["site"]) in groups[f"{limb}_sites"]}
    for goal in entry.get("radiates_to") or ():
        named = [word for word in ("left", "right", "both") if names(goal, [word])]
        found |= {(limb, (named or [side])[0]) for limb in LIMBS if names(goal, words[limb])}
    return {(limb, one) for limb, at in found for one in BOTH.get(at, (at,))}


def _crps(history: History) -> list[str]:
    return [history.words.say(word) for word in history.told(history.words.groups["crps"])]


def _signs(history: History) -> list[str]:
    return [history.words.say(sign) for sign in dict.fromkeys(history.listed("limb_signs"))]


def one_limb(history: History, rule: Rule) -> Finding:
    limb = _the_limb(history)
    if limb is None or not starts(history):
        return Finding("no", "not in one limb alone")
    said = _crps(history) or [f"{len(_signs(history))} signs"]
    return Finding("yes", f"{limb[1]} {limb[0]}: {', '.join(said)}")


def surgery_or_injury(history: History, rule: Rule) -> Finding:
    """Anywhere in the limb."""
    limb = _the_limb(history)
    sites = history.words.groups[f"{limb[0]}_sites"] if limb else []
    return places.operated_or_injured(history, sites)


def limb_signs(history: History, rule: Rule) -> Finding:
    """At least `count` of colour, temperature, swelling and sweating."""
    if history.get("limb_signs") is None:
        return Finding("unknown", NOT_ANSWERED, ("limb_signs",))
    signs = _signs(history)
    said = ", ".join(signs) or "none"
    return Finding("yes" if len(signs) >= rule.limits["count"] else "no", said)


PREDICATES: dict[str, Callable[[History, Rule], Finding]] = {
    "PAT-SYM-01": one_limb,
    "PAT-SYM-02": patterns.nerve_words,
    "PAT-SYM-03": surgery_or_injury,
    "PAT-SYM-04": limb_signs,
}
GATES: dict[str, Callable[[History, Rule], Finding]] = {"GATE-SYM-01": gates.duration}
