"""An assessment in the words and sums of the desk. Pure: reads the frozen facts and result."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from intake.candidacy.assessment import family_label
from intake.candidacy.history import History
from intake.candidacy.rules import load_rules
from intake.candidacy.what_if import Change
from intake.models import Assessment, Tier
from intake.wording import HOLDS

GENERAL = "GEN-G"  # how the ids of the general criteria begin
GENERAL_MAX = 50
_IN_A_LINE = 3


@dataclass(frozen=True)
class Suggestion:
    """One family with its points in the two parts that sum to its score."""

    label: str
    score: int
    standing: str
    pattern: tuple[Mapping[str, Any], ...]
    general: tuple[Mapping[str, Any], ...]
    gates: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]  # what stops or caps it
    bleeding_class: str
    is_moved_up: bool  # by two blood thinners, or one and a slow liver or kidney

    @property
    def standing_label(self) -> str:
        return str(Tier(self.standing).label)

    @property
    def pattern_sum(self) -> int:
        return sum(line["points"] for line in self.pattern)

    @property
    def general_sum(self) -> int:
        return sum(line["points"] for line in self.general)


def suggestions(result: Mapping[str, Any]) -> list[Suggestion]:
    """Every family that was scored, the best first."""
    return [_suggestion(family) for family in result["families"]]


def _suggestion(family: Mapping[str, Any]) -> Suggestion:
    is_general = [line["rule"].startswith(GENERAL) for line in family["points"]]
    lines = list(zip(family["points"], is_general, strict=True))
    return Suggestion(
        label=family_label(family["family"]),
        score=family["score"],
        standing=family["standing"],
        pattern=tuple(line for line, general in lines if not general),
        general=tuple(line for line, general in lines if general),
        gates=tuple(
            {**gate, "source": sources().get(gate["rule"], "")} for gate in family["gates"]
        ),
        notes=tuple(note["because"] for note in (*family["stops"], *family["caps"])),
        bleeding_class=family["bleeding_class"],
        is_moved_up=family["moved_up"],
    )


@cache
def sources() -> dict[str, str]:
    """The source of each gate, by its id."""
    gates = [gate for family in load_rules().families for gate in family.gates]
    return {gate.id: f"{gate.source}{' (unverified)' * gate.unverified}" for gate in gates}


def why(result: Mapping[str, Any]) -> str:
    """One line: red flags, else the hold, else the answers that earned points."""
    if result["red_flags"]:
        return " ".join(flag["because"] for flag in result["red_flags"])
    if result["hold"]:
        return str(HOLDS[result["hold"]])
    best = next(iter(suggestions(result)), None)
    earned = [line["answer"] for line in best.pattern if line["points"] > 0] if best else []
    if not earned:
        return _("The answers fit no procedure that these rules know.")
    line = "; ".join(earned[:_IN_A_LINE])
    return line[:1].upper() + line[1:]


def cautions(facts: Mapping[str, Any], result: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """What must be seen before a needle; on a hold, which judges no family, blood thinners too."""
    found = list(result["cautions"])
    if result["hold"]:
        for name in facts.get("anticoagulants_antiplatelets") or ():
            words = _("%(name)s: a blood thinner") % {"name": name.replace("_", " ").capitalize()}
            found.append({"id": f"blood_thinner_{name}", "because": words})
    return found


def missing(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was not answered and what it could change, those that move a family first."""
    rows = [(say_path(row["path"]), row["could_change"]) for row in result["missing"]]
    return sorted(rows, key=lambda row: row[1].startswith("red flag"))


def missing_for_family(result: Mapping[str, Any]) -> list[str]:
    """Only what could move the suggested family: the rest the form does not ask yet."""
    return [label for label, change in missing(result) if not change.startswith("red flag")]


@dataclass(frozen=True)
class Changed:
    """One answer that would change the tier, in words."""

    label: str
    was: str
    instead: str
    tier: str
    best: str  # the family that would then stand first, with its score


def changed(change: Change, facts: Mapping[str, Any]) -> Changed:
    best = f"{family_label(change.family)} {change.score}" if change.family else ""
    was = _said_at(change.path, facts)
    return Changed(say_path(change.path), was, change.instead, change.tier, best)


def _said_at(path: str, facts: Mapping[str, Any]) -> str:
    """What stands at a path of the facts, in words."""
    words = load_rules().words
    found: Any = facts
    for step in re.findall(r"[^.\[\]]+", path):
        inner = found[int(step)] if isinstance(found, list) else (found or {}).get(step)
        found = inner
    if found is None:
        return _("not answered")
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if isinstance(found, list):
        named = [entry["type"] if isinstance(entry, dict) else entry for entry in found]
        return ", ".join(map(words.say, named)) or _("none")
    return words.say(found) if isinstance(found, str) else f"{found:g}"


_SCORES = {
    "peg": "PEG",
    "phq9": "PHQ-9",
    "gad7": "GAD-7",
    "rmdq": "RMDQ",
    "gcps_grade": "GCPS-R",
    "audit_c": "AUDIT-C",
    "koos_jr": "KOOS-JR",
    "hoos_jr": "HOOS-JR",
}


def scores(result: Mapping[str, Any]) -> str:
    """The questionnaires' totals and the opioid dose, in one line; what was not answered is not
    there, and never 0.
    """
    found = result["scores"]
    said = [
        f"{label} {found[key]:g}{_(' (prorated)') if found.get(f'{key}_prorated') else ''}"
        for key, label in _SCORES.items()
        if found.get(key) is not None
    ]
    dose = result["mme"]
    if dose["total"] or dose["unconverted"]:
        total = _("not known") if dose["total"] is None else f"{dose['total']:g}"
        said.append(_("opioids %(dose)s MME a day") % {"dose": total})
    return " · ".join(said)


def may_consider(result: Mapping[str, Any]) -> list[str]:
    """What only a specialist may weigh, with why."""
    said = {rule.id: rule.because() for rule in load_rules().may_consider}
    return [said.get(id_, id_.replace("_", " ")) for id_ in result["may_consider"]]


def say_path(path: str) -> str:
    """A fact's path in words."""
    group, _dot, key = path.partition(".")
    if group == "red_flag_answers":
        return str(load_rules().flag_answers[key]["say"])
    return re.sub(r"\[\d+\]", "", path).replace("_", " ").replace(".", ": ")


def story(facts: Mapping[str, Any], *, is_scored: bool) -> list[tuple[str, str]]:
    """What a clinician asks first, as (label, answer), in the facts' own words.

    Where a family was scored, its points say how long and what was tried already.
    """
    rules = load_rules()
    words = rules.words
    history = History(facts, words, rules.opioids)
    scores = facts.get("nrs") or {}
    numbers = [(_("now"), "now"), (_("average"), "average"), (_("worst"), "worst"),
               (_("least"), "least")]  # fmt: skip
    goes_to = {
        words.say(goal)
        for entry in history.listed("pain_sites")
        for goal in entry.get("radiates_to") or ()
    }
    rows = [
        (_("Goes to"), ", ".join(sorted(goes_to))),
        (_("Pain"), ", ".join(f"{label} {scores[key]}" for label, key in numbers if key in scores)),
        (_("Worse with"), _listed(history, "worse_with")),
        (_("Better with"), _listed(history, "better_with")),
        (_("Blood thinners"), _thinners(history)),
    ]
    if not is_scored:
        rows += [(_("How long"), history.duration), (_("Tried"), history.say_treatments())]
    return [(label, said) for label, said in rows if said]


def _listed(history: History, key: str) -> str:
    return ", ".join(history.words.say(word) for word in history.listed(key))


def _thinners(history: History) -> str:
    if history.get("anticoagulants_antiplatelets") is None:
        return _("not answered")
    return ", ".join(name for name, _kind in history.thinners) or _("none")


def red_flags_asked(facts: Mapping[str, Any]) -> tuple[int, int]:
    """How many red-flag questions were answered, and how many of them with no."""
    answers = list((facts.get("red_flag_answers") or {}).values())
    return len(answers), answers.count("no")


@dataclass(frozen=True)
class Row:
    """One line of the candidates' table."""

    assessment: Assessment
    best: Suggestion | None
    why: str
    missing: list[str]

    @property
    def cautions(self) -> list[Mapping[str, str]]:
        return cautions(self.assessment.facts, self.assessment.result)


def row(assessment: Assessment) -> Row:
    best = next(iter(suggestions(assessment.result)), None)
    gaps = missing_for_family(assessment.result)
    return Row(assessment, best, why(assessment.result), gaps)
