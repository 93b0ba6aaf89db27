"""The facts read in clinical words. A missing answer is None or empty here, and never "no"."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from instruments.definition import Score
from instruments.library import load
from instruments.scoring import is_positive, score
from intake.candidacy.opioids import Mme, OpioidTable, mme
from intake.candidacy.words import Words, joined, names, plain, turned
from intake.facts_contract import DESCRIPTORS

WEEKS_PER_MONTH = 4.345
# Whose words do not say how far pain that starts there goes.
WHOLE_LIMB = {"below_knee_from": "whole_leg", "past_elbow_from": "whole_arm"}
INADEQUATE = ("little", "some", "short_term")


NAMES = ("type", "site", "name", "agent")  # what an entry is an entry of
VOICES = {"record": "this clinic's record", "clinician": "a clinician"}


def tenth(months: float) -> float:
    """Months are compared at 0.1, half up."""
    return math.floor(round(months * 10, 6) + 0.5) / 10


def weeks_as_months(weeks: float) -> float:
    return tenth(weeks / WEEKS_PER_MONTH)


def audit_c(items: Sequence[int | None] | None, total: int | None) -> int | None:
    """The AUDIT-C total, 0-12. Items win over a total given; a first item of 0 makes the rest 0."""
    instrument = load("audit_c")
    found = score(instrument, dict(zip(instrument.keys, items or (), strict=False))).total
    recorded = total if found is None else found
    return None if recorded is None else int(recorded)


def say_number(value: float) -> str:
    return f"{round(value, 1):g}"


def say_months(months: float) -> str:
    """Under two months people count in weeks; a tenth, lest 1.7 weeks read as the 2 of a gate."""
    if months >= 2 or months == 1:
        return _count(months, "month")
    weeks = round(months * WEEKS_PER_MONTH, 1)
    return "less than a week" if weeks < 1 else _count(weeks, "week")


def _count(value: float, unit: str) -> str:
    said = say_number(value)
    return f"{said} {unit}{'' if said == '1' else 's'}"


@dataclass(frozen=True)
class Treatment:
    """One thing tried that counts in a class of conservative care."""

    path: str
    kind: str
    group: str
    weeks: float | None
    effect: str | None

    def failed_after(self, weeks: float) -> bool:
        """Tried that long without enough help, or stopped for a side effect at any length."""
        if self.effect == "stopped_side_effect":
            return True
        return self.effect in INADEQUATE and self.weeks is not None and self.weeks >= weeks

    @property
    def missing(self) -> tuple[str, ...]:
        """Its nulls that could still make it count."""
        if self.effect is None:
            return (f"{self.path}.weeks",) * (self.weeks is None) + (f"{self.path}.effect",)
        return (f"{self.path}.weeks",) * (self.effect in INADEQUATE and self.weeks is None)


def failed_groups(
    tried: Sequence[Treatment], weeks: float
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """(groups tried that long without enough help, groups that may have been, by their nulls)."""
    failed = {entry.group: entry.kind for entry in tried if entry.failed_after(weeks)}
    unknown: dict[str, tuple[str, ...]] = {}
    for entry in tried:
        if entry.missing and entry.group not in failed:
            unknown[entry.group] = (*unknown.get(entry.group, ()), *entry.missing)
    return failed, unknown


class History:
    """One patient's facts beside the words of the rules; works on partial facts too."""

    def __init__(self, facts: Mapping[str, Any], words: Words, opioids: OpioidTable) -> None:
        self.facts = facts
        self.words = words
        self._opioids = opioids

    def alone(self, site: Mapping[str, Any]) -> "History":
        """This site as if nothing else were known."""
        return History({"pain_sites": [site]}, self.words, self._opioids)

    def get(self, key: str, inner: str | None = None) -> Any:
        value = self.facts.get(key)
        return value if inner is None else (value or {}).get(inner)

    def listed(self, key: str) -> list[Any]:
        return list(self.facts.get(key) or ())

    def answer(self, red_flag: str) -> str | None:
        found: str | None = self.get("red_flag_answers", red_flag)
        return found

    @cached_property
    def months(self) -> float | None:
        found = self.get("duration_months")
        return None if found is None else tenth(found)

    @cached_property
    def duration(self) -> str:
        found = self.get("duration_months")
        return "not answered" if found is None else say_months(found)

    @cached_property
    def sites(self) -> list[str]:
        return [plain(entry["site"]) for entry in self.listed("pain_sites")]

    def hurts_in(self, *groups: str) -> bool:
        """Whether a site is in one of the groups; sites not asked yet may be anywhere."""
        if self.get("pain_sites") is None:
            return True
        wanted = {site for group in groups for site in self.words.groups.get(group, [group])}
        return bool(wanted & set(self.sites))

    def told(self, parts: list[str] | tuple[str, ...]) -> list[str]:
        """The diagnoses told that name one of the parts."""
        said = self.listed("told_diagnoses")
        return [word for word in said if names(word, parts) or names(turned(word), parts)]

    def say_site(self, entry: Mapping[str, Any]) -> str:
        side = {"both": "both sides, ", None: ""}.get(entry.get("side"), f"{entry.get('side')} ")
        return f"{side}{self.words.say(entry['site'])}"

    def radiation(self, origins: str, targets: str) -> list[str]:
        """Where pain that starts in one group of sites goes, if that names one of the targets."""
        return [
            self.words.say(goal)
            for entry in self.listed("pain_sites")
            if plain(entry["site"]) in self.words.groups[origins]
            for goal in entry.get("radiates_to") or ()
            if names(goal, self.words.groups[targets])
        ]

    @cached_property
    def below_knee(self) -> list[str]:
        """The places below the knee that back or leg pain reaches, in plain words."""
        found = self.radiation("below_knee_from", "below_knee")
        return found + self._beside({"low_back", "buttock"}, ("lower_leg", "foot"))

    @cached_property
    def past_elbow(self) -> list[str]:
        """The places past the elbow that neck or arm pain reaches, in plain words."""
        return self.radiation("past_elbow_from", "past_elbow") + self._beside({"neck"}, ("hand",))

    def _beside(self, origins: set[str], ends: tuple[str, ...]) -> list[str]:
        """Far sites named beside a spinal one count as reached, unless something explains them."""
        explaining = ("painful_diabetic_neuropathy", "crps", "knee_osteoarthritis")
        explained = self.told([word for group in explaining for word in self.words.groups[group]])
        if explained or not origins & set(self.sites):
            return []
        return [
            self.say_site(entry)
            for entry in self.listed("pain_sites")
            if plain(entry["site"]) in ends
        ]

    def unknown_radiation(self, origins: str) -> tuple[str, ...]:
        """Paths of the sites of a group (`below_knee_from`, `past_elbow_from`) that were not asked
        where their pain goes, or whose answer does not say how far.
        """
        return tuple(
            f"pain_sites[{index}].radiates_to"
            for index, entry in enumerate(self.listed("pain_sites"))
            if plain(entry["site"]) in self.words.groups[origins]
            and not self._says_how_far(entry.get("radiates_to"), WHOLE_LIMB.get(origins))
        )

    def _says_how_far(self, goals: Sequence[str] | None, limb: str | None) -> bool:
        """The whole of this limb does not, nor does a word that the rules do not know."""
        whole = self.words.groups[limb] if limb else ()
        known = self.words.vocabularies["radiations"]["parts"]
        parts = [part for part in known if part not in whole]
        return goals is not None and all(names(goal, parts) for goal in goals)

    @cached_property
    def has_limb_pain(self) -> bool:
        """A limb site, or pain that goes into an arm or a leg."""
        groups = self.words.groups
        limbs = (*groups["leg_sites"], *groups["arm_sites"])
        if set(limbs) & set(self.sites):
            return True
        words = (*groups["leg_words"], *groups["past_elbow"], "arm")
        goals = [g for entry in self.listed("pain_sites") for g in entry.get("radiates_to") or ()]
        return any(names(goal, words) for goal in goals)

    def felt(self, *descriptors: str) -> tuple[list[str], tuple[str, ...]]:
        """(neuropathic words felt, paths of those not answered), of these or of all six."""
        answers = self.get("neuropathic_descriptors")
        if answers is None:
            return [], ("neuropathic_descriptors",)
        asked = descriptors or tuple(DESCRIPTORS)
        unknown = [word for word in asked if answers.get(word) is None]
        paths = tuple(f"neuropathic_descriptors.{word}" for word in unknown)
        return [word for word in asked if answers.get(word)], paths

    @cached_property
    def severity(self) -> tuple[float | None, str]:
        """PEG, else the 0-10 average, and the sentence that says which; None for neither."""
        answers = self.get("peg") or {}
        peg = score(load("peg"), answers).total
        if peg is not None:
            items = ", ".join(str(int(answers[item.key])) for item in load("peg").items)
            return peg, f"PEG {peg:.1f} ({items})"
        average = self.get("nrs", "average")
        if average is None:
            return None, "not answered"
        return average, f"average pain {int(average)} of 10; PEG incomplete"

    @cached_property
    def phq9(self) -> Score | None:
        """The PHQ-9 as scored; None where it was not asked."""
        items = self.get("phq9_items")
        if items is None:
            return None
        return score(load("phq9"), dict(zip(load("phq9").keys, items, strict=True)))

    @cached_property
    def has_active_infection(self) -> bool:
        return self.answer("fever_chills") == "yes" or bool(self.get("antibiotics_now"))

    def stent_newer_than(self, months: float) -> bool:
        found = self.get("coronary_stent_months_ago")
        return found is not None and found < months

    def has_implant(self, *implants: str) -> list[str]:
        """Which of these implants are named, or were put in by an earlier procedure."""
        named = set(map(plain, self.listed("implants")))
        return [word for word in implants if word in named or self.earlier([f"{word}_implant"])]

    def told_by_others(self, keys: tuple[str, ...]) -> list[tuple[str, str]]:
        """(path, source) of what in these facts the clinic or a clinician said."""
        return [
            (path, source)
            for path, source in (self.get("sources") or {}).items()
            if source in VOICES and re.split(r"[.\[]", path)[0] in keys
        ]

    def without(self, path: str) -> "History":
        """As if what stands at this path had not been said; what others said inside it stays. A
        path that leads nowhere changes nothing.
        """
        key, *steps = re.findall(r"[^.\[\]]+", path)
        said = self.facts.get(key)
        left: Any
        if not steps or said is None:
            left = None
        elif isinstance(said, Mapping):
            left = _less(said, steps[0])
        elif isinstance(said, list) and steps[0].isdigit() and int(steps[0]) < len(said):
            at = int(steps[0])
            left = said[:at] + self._left_of(path, said[at], steps[1:]) + said[at + 1 :]
        else:
            return self
        return History({**self.facts, key: left}, self.words, self._opioids)

    def _left_of(self, path: str, entry: Any, leaves: list[str]) -> list[Any]:
        """What is left of a list's entry, if anything; its name stays with what is left."""
        if leaves:
            return [_less(entry, leaves[0]) if isinstance(entry, Mapping) else entry]
        inside = f"{path}."
        kept = [p.removeprefix(inside) for p in self.facts["sources"] if p.startswith(inside)]
        if not kept or not isinstance(entry, Mapping):
            return []
        return [{name: said for name, said in entry.items() if name in (*kept, *NAMES)}]

    @cached_property
    def mme(self) -> Mme:
        """Opioid dose as morphine equivalents a day."""
        return mme(self.get("medications"), self._opioids)

    @cached_property
    def treatments(self) -> list[Treatment]:
        """What was tried that counts as conservative care, in its G3 class."""
        return self.tried(self.words.treatment_classes)

    def tried(self, groups: Mapping[str, str]) -> list[Treatment]:
        """What was tried of these types, each in the group its type names."""
        return [
            Treatment(
                f"treatments_tried[{index}]",
                self.words.say(entry["type"]),
                groups[plain(entry["type"])],
                entry.get("weeks"),
                entry.get("effect"),
            )
            for index, entry in enumerate(self.listed("treatments_tried"))
            if plain(entry["type"]) in groups
        ]

    def say_treatments(self) -> str:
        said = [
            f"{tried.kind} "
            f"{'weeks not known' if tried.weeks is None else _count(tried.weeks, 'week')}: "
            f"{'effect not known' if tried.effect is None else self.words.say(tried.effect)}"
            for tried in self.treatments
        ]
        return "; ".join(said) or "none"

    @cached_property
    def thinners(self) -> list[tuple[str, str]]:
        """(generic name, kind), each once; a name not known counts as an anticoagulant."""
        words, found = self.words, []
        for name in self.listed("anticoagulants_antiplatelets"):
            stranger = [] if words.is_minor(name) else [(plain(name), "anticoagulant")]
            found += words.thins(name) or stranger
        for entry in self.listed("medications"):
            found += words.thins(entry["name"])
        return list(dict.fromkeys(found))

    @cached_property
    def takes_opioid(self) -> bool:
        return bool(self.mme.opioids)

    @cached_property
    def takes_benzodiazepine(self) -> bool:
        return bool(self.takes("benzodiazepines"))

    def takes(self, group: str) -> list[str]:
        """The medicines taken that belong to a group of the words, as they are said."""
        parts = self.words.groups[group]
        taken = [entry["name"] for entry in self.listed("medications")]
        return [self.words.say(name) for name in taken if names(name, parts)]

    @cached_property
    def alcohol_positive(self) -> bool | None:
        """AUDIT-C at its data's cut-off for this sex; None where it was not asked."""
        total = audit_c(self.get("audit_c_items"), self.get("substance_history", "audit_c"))
        return None if total is None else is_positive(load("audit_c"), total, self.get("sex") or "")

    def earlier(self, kinds: list[str]) -> list[tuple[int, Mapping[str, Any]]]:
        """Earlier procedures of these kinds, with their place in the facts."""
        return [
            (index, entry)
            for index, entry in enumerate(self.listed("prior_procedures"))
            if plain(entry["type"]) in kinds
        ]

    def reaction(self, *agents: str) -> str | None:
        """What an allergy to one of the agents did, in the patient's words; None without one."""
        found = [entry for entry in self.listed("allergies") if plain(entry["agent"]) in agents]
        said = [entry.get("reaction") or "reaction not said" for entry in found]
        return "; ".join(said) if found else None

    @cached_property
    def contrast_reaction(self) -> str | None:
        """mild or anaphylaxis; words that are missing or unclear count as anaphylaxis."""
        said = self.reaction("iodinated_contrast")
        if said is None:
            return None
        return "mild" if all(map(self._is_mild, said.split("; "))) else "anaphylaxis"

    def _is_mild(self, reaction: str) -> bool:
        """It names a mild sign, and every other word of it is a small one."""
        signs, fillers = (self.words.groups[f"mild_reaction{end}"] for end in ("", "_fillers"))
        said = set(joined(reaction).split("_"))
        return bool(said & set(signs)) and said <= {*signs, *fillers}


def _less(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Without one entry; the name of a thing is not taken from it."""
    return {key: value for key, value in said.items() if key != name or key in NAMES}
