"""Red flags R1 to R9: one reading of the answers in, the name of an outcome (or None) out.
An outcome's grade and reason are data; a missing answer is never "no", and never raises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intake.candidacy.history import History
from intake.candidacy.rules import Rule
from intake.candidacy.words import plain

NEURO = (
    "saddle_numbness",
    "bladder_bowel_change",
    "bilateral_leg_weakness",
    "progressive_weakness",
    "gait_or_hand_clumsiness",
)
Found = Mapping[str, str | None]


@dataclass(frozen=True)
class Pass:
    """One reading of the answers: which words count as yes."""

    history: History
    yes_words: tuple[str, ...]

    def yes(self, *answers: str) -> bool:
        return self.first(*answers) is not None

    def first(self, *answers: str) -> str | None:
        """The first of these answers that counts as yes."""
        said = (answer for answer in answers if self.history.answer(answer) in self.yes_words)
        return next(said, None)

    @property
    def weakness_weeks(self) -> float | None:
        found: float | None = self.history.get("weakness_detail", "weeks")
        return found

    @property
    def worsening(self) -> bool:
        return bool(self.history.get("weakness_detail", "getting_worse"))

    @property
    def suicide_item(self) -> int | None:
        """Item 9 of the PHQ-9, 0 to 3; None where it was not answered."""
        items = self.history.get("phq9_items")
        return items[8] if items else None

    @property
    def on_chemotherapy(self) -> bool:
        return bool(self.history.get("current_chemotherapy"))

    def told(self, group: str) -> bool:
        return bool(self.history.told(self.history.words.groups[group]))

    def weak_for(self, weeks: float) -> bool:
        """Weakness no older than that, or getting worse at any age."""
        found = self.weakness_weeks
        return self.worsening or (found is not None and found <= weeks)

    def neuro(self, weeks: float) -> bool:
        """A sign of the spinal nerves, or weakness no older than that."""
        return self.yes(*NEURO) or self.weak_for(weeks)


def cauda_equina(reading: Pass, flag: Rule, found: Found) -> str | None:
    saddle = reading.yes("saddle_numbness", "bladder_bowel_change")
    clumsy, legs = reading.yes("gait_or_hand_clumsiness"), reading.yes("bilateral_leg_weakness")
    if not (saddle or clumsy or legs):
        return None
    history, weeks = reading.history, reading.weakness_weeks
    stable = weeks is not None and weeks > flag.limits["stable_weeks"]
    stable = stable and history.get("weakness_detail", "getting_worse") is False
    if not (saddle or clumsy) and stable and not reading.yes("progressive_weakness"):
        return "stable"
    near = history.hurts_in("spine", "leg_sites", "buttock", "groin", "pelvis")
    return "near" if near or (clumsy and history.hurts_in("arm_sites")) else "elsewhere"


def spinal_infection(reading: Pass, flag: Rule, found: Found) -> str | None:
    if not reading.history.hurts_in("spine"):
        return None
    risks = sum(
        reading.yes(risk) or (risk == "immunosuppressed" and reading.on_chemotherapy)
        for risk in flag.limits["risks"]
    )
    if reading.yes("fever_chills"):
        return "fever_and_risk" if risks else "fever"
    months = reading.history.months
    new = months is not None and months < flag.limits["new_months"]
    return "risks" if risks >= 2 and (new or reading.yes("constant_night_pain")) else None


def fracture(reading: Pass, flag: Rule, found: Found) -> str | None:
    """A duration that is not known may be a short one. Away from the spine and hips it counts one
    grade lower, and old pain there nothing."""
    limits, months = flag.limits, reading.history.months
    major = reading.yes("major_trauma")
    minor = reading.yes("minor_trauma_or_sudden_onset") and _brittle(reading, flag)
    if not (major or minor):
        return None
    near = reading.history.hurts_in(*limits["near"])
    neuro = reading.neuro(limits["new_weeks"])
    if months is not None and months >= limits["new_months"] and not neuro:
        return "old" if near else None
    outcome = "major" if major else ("minor_and_nerves" if neuro else "minor")
    return outcome if near else f"{outcome}_elsewhere"


def _brittle(reading: Pass, flag: Rule) -> bool:
    age = reading.history.get("age")
    old = age is not None and age >= flag.limits["age"]
    return old or reading.yes(*flag.limits["risks"]) or reading.told(flag.limits["told"])


def cancer(reading: Pass, flag: Rule, found: Found) -> str | None:
    """A duration that is not known may be a short one."""
    months = reading.history.months
    new = months is None or months < flag.limits["new_months"]
    night, thinner = reading.yes("constant_night_pain"), reading.yes("unexplained_weight_loss")
    neuro = reading.neuro(flag.limits["new_weeks"])
    known = reading.yes("cancer_history") or reading.told(flag.limits["told"])
    if (known or reading.on_chemotherapy) and reading.history.hurts_in("spine"):
        if neuro:
            return "cancer_and_nerves"
        if new or night or thinner:
            return "cancer"
    if night and thinner:
        return "wasting_and_nerves" if neuro else "wasting"
    return None


def progressive_deficit(reading: Pass, flag: Rule, found: Found) -> str | None:
    """R1 of the same reading makes it an emergency."""
    weak = reading.yes("progressive_weakness") or reading.weak_for(flag.limits["new_weeks"])
    cord = found["cauda_equina_or_cord"] in ("near", "elsewhere")
    return ("with_cord_signs" if cord else "weakness") if weak else None


def suicide(reading: Pass, flag: Rule, found: Found) -> str | None:
    if reading.yes("suicide_plan"):
        return "plan"
    item = reading.suicide_item
    if not item:
        return None
    return "often" if item >= flag.limits["often"] else "several_days"


def first_yes(reading: Pass, flag: Rule, found: Found) -> str | None:
    """Each answer is an outcome of its own, the gravest first; the question carries its condition
    (a joint with fever, drowsy on opioids, a pump)."""
    return reading.first(*flag.limits["answers"])


def overdose(reading: Pass, flag: Rule, found: Found) -> str | None:
    """Opioids in the larger of the prescribed and the used dose."""
    history, limits = reading.history, flag.limits
    if drowsy := first_yes(reading, flag, found):
        return drowsy
    dose, benzodiazepine = history.mme.highest, history.takes_benzodiazepine
    if dose >= limits["high_mme"] and (benzodiazepine or history.alcohol_positive):
        return "high_dose"
    effects = set(map(plain, history.listed("opioid_side_effects"))) & set(limits["effects"])
    risky = dose >= limits["raised_mme"] or (benzodiazepine and history.takes_opioid)
    return "slowed" if effects and risky else None


JUDGES: dict[str, Callable[[Pass, Rule, Found], str | None]] = {
    "cauda_equina_or_cord": cauda_equina,
    "spinal_infection": spinal_infection,
    "fracture": fracture,
    "cancer_cord_compression": cancer,
    "progressive_deficit": progressive_deficit,
    "suicide_risk": suicide,
    "vascular_or_other": first_yes,
    "overdose_risk": overdose,
    "pump_withdrawal": first_yes,
}
