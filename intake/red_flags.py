"""Red flags from facts, whole or partial: what must be seen now. Missing is never "no".
Each rule is judged twice, "not sure" as no and as yes; the second counts one grade lower."""

from collections.abc import Callable, Mapping
from typing import Any

from intake.candidacy.flags import JUDGES, Pass
from intake.candidacy.history import History, say_number
from intake.candidacy.rules import GRADES, Rule, Rules
from intake.facts_contract import RED_FLAG_ANSWERS

__all__ = ["JUDGES", "find", "find_in", "missing"]


def find(facts: Mapping[str, Any], rules: Rules) -> list[dict[str, Any]]:
    """The flags raised, by grade and then by table; usable at every Continue."""
    return find_in(History(facts, rules.words, rules.opioids), rules)


def find_in(history: History, rules: Rules) -> list[dict[str, Any]]:
    """The same, of facts that are read already."""
    sure = _judge(Pass(history, ("yes",)), rules)
    wide = _judge(Pass(history, ("yes", "not_sure")), rules)
    raised = [_raise(flag, sure[flag.id], wide[flag.id], history, rules) for flag in rules.flags]
    return sorted(
        (flag for flag in raised if flag is not None), key=lambda flag: GRADES.index(flag["grade"])
    )


def _judge(reading: Pass, rules: Rules) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for flag in rules.flags:
        found[flag.id] = JUDGES[flag.id](reading, flag, found)
    return found


def _raise(
    flag: Rule, sure: str | None, wide: str | None, history: History, rules: Rules
) -> dict[str, Any] | None:
    """The grade of "yes" alone, or one below the grade with "not sure", whichever is graver."""
    ranks = {name: GRADES.index(said.grade or "") for name, said in flag.outcomes.items()}
    nothing = len(GRADES)
    of_sure = nothing if sure is None else ranks[sure]
    of_wide = nothing if wide is None else ranks[wide]
    lowered = of_wide + 1
    rank = of_sure if of_sure <= lowered else lowered
    outcome = sure if of_sure <= lowered else wide
    if rank >= nothing or outcome is None:
        return None
    because = flag.because(outcome)
    if of_sure > lowered:
        because = f"{because} {rules.lowered}"
    answers = _answers(flag, history, rules)
    return {"id": flag.id, "grade": GRADES[rank], "because": because, "answers": answers}


def missing(history: History, rules: Rules) -> list[tuple[str, str]]:
    """(path, what it could change) of every null that can raise a flag or move its grade.

    Optional questions that were not asked are not missing.
    """
    changes = [
        (f"red_flag_answers.{answer}", flag)
        for answer in RED_FLAG_ANSWERS
        if history.answer(answer) is None
        for flag in rules.flag_answers[answer]["flags"]
    ]
    changes += [
        (fact, flag)
        for fact, flags in rules.flag_facts.items()
        if history.get(fact) is None
        for flag in flags
    ]
    weakness = history.get("weakness_detail") or {"weeks": 0, "getting_worse": False}
    changes += [
        (f"weakness_detail.{key}", flag)
        for key in ("weeks", "getting_worse")
        if weakness.get(key) is None
        for flag in rules.flag_facts["weakness_detail"]
    ]
    changes += [(path, "overdose_risk") for path in _unknown_of_opioids(history, rules)]
    said = [(path, f"red flag {flag}") for path, flag in changes]
    return said + [(path, "suicide_risk not screened") for path in _unknown_of_suicide(history)]


def _unknown_of_suicide(history: History) -> list[str]:
    items = history.get("phq9_items")
    if items is None:
        return ["phq9_items"]
    return ["phq9_items[8]"] if items[8] is None else []


def _unknown_of_opioids(history: History, rules: Rules) -> list[str]:
    """Nulls that matter only to somebody who takes an opioid, or a high dose of one."""
    limits = next(flag.limits for flag in rules.flags if flag.id == "overdose_risk")
    dose = history.mme.highest
    paths = []
    if (history.takes_opioid or dose) and history.get("opioid_side_effects") is None:
        paths.append("opioid_side_effects")
    if dose >= limits["high_mme"] and history.alcohol_positive is None:
        paths.append("audit_c_items")
    return paths


def _answers(flag: Rule, history: History, rules: Rules) -> list[str]:
    """What the patient said that bears on the flag, in the order it was asked."""
    said = [
        f"{rules.flag_answers[key]['say']}: {history.words.say(answer)}"
        for key in flag.limits["answers"]
        if (answer := history.answer(key)) in ("yes", "not_sure")
    ]
    return said + [line for fact in flag.facts for line in SAID[fact](history, flag)]


def _age(history: History, flag: Rule) -> list[str]:
    age = history.get("age")
    return [f"age {int(age)}"] if age is not None and age >= flag.limits["age"] else []


def _told(history: History, flag: Rule) -> list[str]:
    told = history.told(history.words.groups[flag.limits["told"]])
    return [f"told of {history.words.say(name)}" for name in told]


def _item_9(history: History, flag: Rule) -> list[str]:
    item = (history.get("phq9_items") or [0] * 9)[8]
    return [f"PHQ-9 item 9: {int(item)} of 3"] if item else []


def _medications(history: History, flag: Rule) -> list[str]:
    dose = history.mme.highest
    return [f"up to {say_number(dose)} MME a day"] * (dose > 0) + history.takes("benzodiazepines")


def _side_effects(history: History, flag: Rule) -> list[str]:
    named = dict.fromkeys(map(history.words.say, history.listed("opioid_side_effects")))
    return [f"{word} from opioids" for word in named if word in flag.limits["effects"]]


def _weakness(history: History, flag: Rule) -> list[str]:
    weeks, worse = (history.get("weakness_detail", key) for key in ("weeks", "getting_worse"))
    what = history.get("weakness_detail", "what")
    parts = [
        what or "",
        "" if weeks is None else f"{say_number(weeks)} week{'' if weeks == 1 else 's'}",
        {True: "getting worse", False: "not getting worse", None: ""}[worse],
    ]
    said = ", ".join(part for part in parts if part)
    return [f"weakness: {said}"] if said else []


# How a fact is said under a flag that names it.
SAID: dict[str, Callable[[History, Rule], list[str]]] = {
    "age": _age,
    "told_diagnoses": _told,
    "current_chemotherapy": lambda history, flag: (
        ["on chemotherapy"] if history.get("current_chemotherapy") else []
    ),
    "duration_months": lambda history, flag: (
        [f"pain for {history.duration}"] if history.months is not None else []
    ),
    "weakness_detail": _weakness,
    "phq9_items": _item_9,
    "medications": _medications,
    "opioid_side_effects": _side_effects,
    "audit_c_items": lambda history, flag: (
        ["alcohol screen positive"] if history.alcohol_positive else []
    ),
}
