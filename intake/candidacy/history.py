"""The facts read in clinical words. A missing answer is None or empty here, and never "no"."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from instruments.definition import Score
from instruments.library import load
from instruments.scoring import score
from intake.candidacy.opioids import Mme, OpioidTable, mme
from intake.candidacy.words import Words, names, plain
from intake.facts_contract import DESCRIPTORS

WEEKS_PER_MONTH = 4.345
INADEQUATE = ("little", "some", "short_term")


VOICES = {"record": "this clinic's record", "clinician": "a clinician"}


def tenth(months: float) -> float:
    """Months are compared at 0.1, half up."""
    return math.floor(round(months * 10, 6) + 0.5) / 10


def weeks_as_months(weeks: float) -> float:
    return tenth(weeks / WEEKS_PER_MONTH)


def audit_c(items: Sequence[int | None] | None, total: int | None) -> int | None:
    """The AUDIT-C total, 0-12. Items win over a total given; a first item of 0 makes the rest 0."""
    if items and items[0] == 0:
        return 0
    if items and None not in items:
        return int(sum(item or 0 for item in items))
    return None if total is None else int(total)


def say_number(value: float) -> str:
    return f"{round(value, 1):g}"


def say_months(months: float) -> str:
    """Under two months people count in weeks."""
    value, unit = (months, "month") if months >= 2 else (round(months * WEEKS_PER_MONTH), "week")
    if value == 0:
        return "less than a week"
    return f"{say_number(value)} {unit}{'' if value == 1 else 's'}"


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
        return [word for word in self.listed("told_diagnoses") if names(word, parts)]

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
        explained = self.told(["painful_diabetic_neuropathy", "crps", "knee_osteoarthritis"])
        if explained or not origins & set(self.sites):
            return []
        return [
            self.say_site(entry)
            for entry in self.listed("pain_sites")
            if plain(entry["site"]) in ends
        ]

    def unknown_radiation(self, origins: str) -> tuple[str, ...]:
        """Paths of the sites of a group (`below_knee_from`, `past_elbow_from`) that were not asked
        where their pain goes.
        """
        return tuple(
            f"pain_sites[{index}].radiates_to"
            for index, entry in enumerate(self.listed("pain_sites"))
            if plain(entry["site"]) in self.words.groups[origins]
            and entry.get("radiates_to") is None
        )

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

    def whose(self, paths: tuple[str, ...]) -> str:
        """Who said what stands at these paths, where it was not the patient; else ""."""
        if not self.facts.get("sources"):
            return ""
        said = [
            VOICES[source]
            for path, source in (self.get("sources") or {}).items()
            if source != "patient" and any(_touches(path, wanted) for wanted in paths)
        ]
        return ", ".join(dict.fromkeys(said))

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
            f"{'weeks not known' if tried.weeks is None else f'{say_number(tried.weeks)} weeks'}: "
            f"{'effect not known' if tried.effect is None else self.words.say(tried.effect)}"
            for tried in self.treatments
        ]
        return "; ".join(said) or "none"

    @cached_property
    def thinners(self) -> list[tuple[str, str]]:
        """(generic name, kind), each once; a name not known counts as an anticoagulant."""
        known = self.words.thinners
        listed = [plain(name) for name in self.listed("anticoagulants_antiplatelets")]
        found = [known.get(name, (name, "anticoagulant")) for name in listed]
        taken = [plain(entry["name"]) for entry in self.listed("medications")]
        found += [known[name] for name in taken if name in known]
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
        """AUDIT-C 4 or more, 3 or more unless male; None where it was not asked."""
        total = audit_c(self.get("audit_c_items"), self.get("substance_history", "audit_c"))
        return None if total is None else total >= (4 if self.get("sex") == "M" else 3)

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
        groups = self.words.groups
        worst = [
            names(re.sub(r"\W+", "_", part), groups["mild_reaction"])
            and not any(word in part.lower() for word in groups["severe_reaction"])
            for part in said.split("; ")
        ]
        return "mild" if all(worst) else "anaphylaxis"


def _touches(path: str, wanted: str) -> bool:
    """Whether a path is the wanted one, inside it, or around it."""
    one, other = sorted((path, wanted), key=len)
    return other == one or (other.startswith(one) and other[len(one)] in ".[")
