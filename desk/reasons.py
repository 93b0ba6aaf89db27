"""An assessment in the words and sums of the desk. Pure: reads the frozen facts and result."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from intake.candidacy.assessment import family_label
from intake.candidacy.history import History, say_months
from intake.candidacy.rules import load_rules
from intake.candidacy.what_if import Change
from intake.models import Assessment, Tier
from intake.wording import HOLDS, as_read

from . import fact_words

GENERAL = "GEN-G"  # how the ids of the general criteria begin
GENERAL_MAX = 50
UNVERIFIED = " (unverified)"
_MANY = re.compile("(?<=^mme_incomplete)_.*")  # one caution for each drug
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
    bleeding_source: str
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
        notes=tuple(_marked(note)["because"] for note in (*family["stops"], *family["caps"])),
        bleeding_class=family["bleeding_class"],
        bleeding_source=bleeding_sources().get(family["family"], ""),
        is_moved_up=family["moved_up"],
    )


@cache
def sources() -> dict[str, str]:
    """The source of every gate, stop, cap, caution and red flag, by its id; marked where a
    clinician has still to confirm it.
    """
    rules = load_rules()
    gates = [gate for family in rules.families for gate in family.gates]
    notes = (*rules.stops, *rules.caps, *rules.cautions, *rules.flags, *rules.may_consider)
    return {rule.id: f"{rule.source}{UNVERIFIED * rule.unverified}" for rule in (*gates, *notes)}


@cache
def bleeding_sources() -> dict[str, str]:
    return {family.id: family.bleeding_source for family in load_rules().families}


def _marked(note: Mapping[str, Any]) -> dict[str, Any]:
    """A note with its source; one that is not confirmed says so where it stands."""
    source = sources().get(note["id"]) or sources().get(_MANY.sub("", note["id"]), "")
    mark = UNVERIFIED if source.endswith(UNVERIFIED) else ""
    return {**note, "because": f"{note['because']}{mark}", "source": source}


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
    found = [_marked(caution) for caution in as_read(result["cautions"])]
    if result["hold"]:
        for name in facts.get("anticoagulants_antiplatelets") or ():
            words = _("%(name)s: a blood thinner") % {"name": name.replace("_", " ").capitalize()}
            found.append({"id": f"blood_thinner_{name}", "because": words})
    return found


def red_flags(result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [_marked(flag) for flag in result["red_flags"]]


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
    if path == "duration_months":
        return say_months(found)
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


def scores(result: Mapping[str, Any], not_validated: Collection[str] = ()) -> str:
    """The questionnaires' totals and the opioid dose, in one line; what was not answered is not
    there, and never 0. `not_validated`: the questionnaires answered in a translation of ours.
    """
    found = result["scores"]
    said = [
        f"{label} {found[key]:g}"
        + (_(" (prorated)") if found.get(f"{key}_prorated") else "")
        + (_(" (wording not validated)") if key.removesuffix("_grade") in not_validated else "")
        for key, label in _SCORES.items()
        if found.get(key) is not None
    ]
    dose = result["mme"]
    if dose["total"] or dose["unconverted"]:
        said.append(_("opioids %(dose)s MME a day") % {"dose": _dose(dose)})
    return " · ".join(said)


def _dose(dose: Mapping[str, Any]) -> str:
    """The total, or what is known of it."""
    if dose["total"] is not None:
        return f"{dose['total']:g}"
    if dose["partial"]:
        return _("at least %(dose)s") % {"dose": f"{dose['partial']:g}"}
    return _("an unknown number of")


def external_scores(facts: Mapping[str, Any]) -> str:
    """Totals of questionnaires that were filled in elsewhere."""
    return " · ".join(fact_words.say_score(entry) for entry in facts.get("external_scores") or ())


def particular_cautions(facts: Mapping[str, Any]) -> list[str]:
    """What the CDC's table says of an opioid whatever its dose."""
    taken = [generic for one in history_of(facts).mme.opioids for generic in one.generics]
    if "methadone" not in taken:
        return []
    return [_("Methadone: use particular caution, its half-life is long and variable (CDC 2022).")]


def may_consider(result: Mapping[str, Any]) -> list[str]:
    """What only a specialist may weigh, with why."""
    said = {
        rule.id: _marked({"id": rule.id, "because": rule.because()})["because"]
        for rule in load_rules().may_consider
    }
    return [said.get(id_, id_.replace("_", " ")) for id_ in result["may_consider"]]


_PATHS = {
    "duration_months": _lazy("how long"),
    "pain_sites.radiates_to": _lazy("where the pain goes"),
    "told_diagnoses": _lazy("diagnoses told"),
    "treatments_tried": _lazy("care tried"),
    "treatments_tried.weeks": _lazy("care tried, how long"),
    "treatments_tried.effect": _lazy("care tried, how it went"),
    "prior_procedures": _lazy("earlier procedures"),
    "prior_procedures.relief_percent": _lazy("relief of an earlier procedure"),
    "worst_area": _lazy("which hurts more"),
    "medications.name": _lazy("medicine"),
    "allergies.agent": _lazy("allergy"),
    "prior_procedures.type": _lazy("earlier procedure"),
    "prior_surgery.type": _lazy("earlier surgery"),
    "external_scores.instrument": _lazy("questionnaire"),
    "nrs.average": _lazy("average pain"),
    "phq9_items": _lazy("PHQ-9"),
    "phq9_items[8]": _lazy("PHQ-9 item 9"),
}


def say_path(path: str) -> str:
    """A fact's path in words."""
    group, _dot, key = path.partition(".")
    if group == "red_flag_answers":
        return str(load_rules().flag_answers[key]["say"])
    plain = re.sub(r"\[\d+\]", "", path)
    return str(_PATHS.get(plain) or plain.replace("_", " ").replace(".", ": "))


def history_of(facts: Mapping[str, Any]) -> History:
    """Frozen facts in clinical words, by the present rules."""
    rules = load_rules()
    return History(facts, rules.words, rules.opioids)


def story(facts: Mapping[str, Any], *, is_scored: bool) -> list[tuple[str, str]]:
    """What a clinician asks first, as (label, answer), in the facts' own words.

    Where a family was scored, its points say how long and what was tried already.
    """
    history = history_of(facts)
    words = history.words
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
        (_("Medicines"), "; ".join(map(fact_words.say_medicine, facts.get("medications") or ()))),
        (_("Allergies"), _allergies(history)),
        (_("Filled in elsewhere"), external_scores(facts)),
    ]
    if not is_scored:
        rows += [(_("How long"), history.duration), (_("Tried"), history.say_treatments())]
    return [(label, said) for label, said in rows if said]


def _listed(history: History, key: str) -> str:
    return ", ".join(history.words.say(word) for word in history.listed(key))


def _allergies(history: History) -> str:
    """Each agent with what it did; nothing where there is none or nobody was asked."""
    said = [
        ": ".join(filter(None, (history.words.say(entry["agent"]), entry.get("reaction"))))
        for entry in history.listed("allergies")
    ]
    return "; ".join(said)


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
