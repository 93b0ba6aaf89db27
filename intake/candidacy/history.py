"""The facts read in clinical words. A missing answer is None or empty here, and never "no"."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from intake.candidacy.words import Words, names, plain

WEEKS_PER_MONTH = 4.345
INADEQUATE = ("little", "some", "short_term")


def tenth(months: float) -> float:
    """Months are compared at 0.1, half up."""
    return math.floor(round(months * 10, 6) + 0.5) / 10


def weeks_as_months(weeks: float) -> float:
    return tenth(weeks / WEEKS_PER_MONTH)


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


class History:
    """One patient's facts beside the words of the rules; works on partial facts too."""

    def __init__(self, facts: Mapping[str, Any], words: Words) -> None:
        self.facts = facts
        self.words = words

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
        explained = self.told(["painful_diabetic_neuropathy", "crps", "knee_osteoarthritis"])
        if {"low_back", "buttock"} & set(self.sites) and not explained:
            found += [
                self.say_site(entry)
                for entry in self.listed("pain_sites")
                if plain(entry["site"]) in ("lower_leg", "foot")
            ]
        return found

    @cached_property
    def unknown_radiation(self) -> tuple[str, ...]:
        """Paths of the sites that could go below the knee, but were not asked."""
        return tuple(
            f"pain_sites[{index}].radiates_to"
            for index, entry in enumerate(self.listed("pain_sites"))
            if plain(entry["site"]) in self.words.groups["below_knee_from"]
            and entry.get("radiates_to") is None
        )

    @cached_property
    def treatments(self) -> list[Treatment]:
        classes = self.words.treatment_classes
        return [
            Treatment(
                f"treatments_tried[{index}]",
                self.words.say(entry["type"]),
                classes[plain(entry["type"])],
                entry.get("weeks"),
                entry.get("effect"),
            )
            for index, entry in enumerate(self.listed("treatments_tried"))
            if plain(entry["type"]) in classes
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
        opioids = self.words.groups["opioids"]
        return any(names(entry["name"], opioids) for entry in self.listed("medications"))

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
