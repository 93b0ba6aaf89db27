"""A seeded ordinary population of intakes, for the alarm load (`alarm_load.py`).
Most rates are guesses: what comes of it is how the rules react, not how ill patients are."""

import random
from dataclasses import dataclass, replace

SEED, INTAKES = 2026, 500
GUESS = "our guess"


@dataclass(frozen=True)
class Rate:
    """The share of patients a plain yes is true of, and where that is from."""

    share: float
    source: str = GUESS
    new: float | None = None  # of these, the share in whom it is new or worse in the last 2 weeks

    @property
    def is_guess(self):
        return self.source.startswith(GUESS)


# How people answer "new or worse in the last 2 weeks" (all guesses). `ignore_new`: of those whose
# trouble is old, the share that says yes all the same.
ANSWERING = {"ignore_new": 0.10, "unsure_if_old": 0.10, "unsure_if_none": 0.005}

HARDING = "Harding 2005: 90 of 482 in a back pain clinic had pain every night; newness our guess"
RAZYKOV = "Razykov 2013: 31 of 345 with systemic sclerosis chose 1 or more"
NCHS = "NCHS Data Brief 405 (NHANES 2017-2018)"

# Symptoms: how common, and how often new.
SYMPTOMS = {
    "saddle_numbness": Rate(0.04, new=0.05),
    "bladder_bowel_change": Rate(0.20, new=0.05),
    "bilateral_leg_weakness": Rate(0.12, new=0.05),
    "gait_or_hand_clumsiness": Rate(0.15, new=0.05),
    "progressive_weakness": Rate(0.15, new=0.10),
    "fever_chills": Rate(0.05, new=0.50),
    "constant_night_pain": Rate(90 / 482, HARDING, new=0.10),
    "chest_pain_or_breathless": Rate(0.12, new=0.05),
    "tearing_pain_or_known_aneurysm": Rate(0.01, new=0.05),
    "calf_swelling": Rate(0.04, new=0.10),
    "sudden_worst_headache": Rate(0.03, new=0.05),
    "vision_change_with_temple_headache": Rate(0.01, new=0.05),
    "hot_swollen_joint": Rate(0.04, new=0.10),
}
# What is true or not, whenever it began.
HISTORY = {
    "immunosuppressed": Rate(0.05),
    "iv_drug_use": Rate(0.01),
    "recent_infection_or_spine_procedure": Rate(0.06),
    "steroids_3_months_or_more": Rate(0.03),
    "cancer_history": Rate(0.08),
    "unexplained_weight_loss": Rate(0.03),
    "major_trauma": Rate(0.10),
    "minor_trauma_or_sudden_onset": Rate(0.15),
    "osteoporosis": Rate(0.01, f"{GUESS}, under 50"),
    "osteoporosis_50": Rate(0.084, NCHS),
    "osteoporosis_65": Rate(0.177, NCHS),
}
OTHER = {
    "short_pain": Rate(0.15, f"{GUESS}: pain for less than 3 months"),
    "weak": Rate(0.20, f"{GUESS}: some weakness of a limb"),
    "weak_4_weeks": Rate(0.05, f"{GUESS}: of these, 4 weeks old at most"),
    "weak_worse": Rate(0.15, f"{GUESS}: of these, getting worse"),
    "item_9": Rate(31 / 345, RAZYKOV),
    "item_9_often": Rate(0.33, f"{GUESS}: of these, 2 or 3"),
    "suicide_plan": Rate(1 / 31, "Razykov 2013: of these, 1 of 31 had thought of it in detail"),
    "opioid": Rate(0.25),
    "mme_90": Rate(0.10, f"{GUESS}: of those on opioids, 90 MME a day or more"),
    "mme_50": Rate(0.25, f"{GUESS}: of the others on opioids, 50 MME a day or more"),
    "benzodiazepine": Rate(0.25, "Yarborough 2019: 127 of 517 on long-term opioids"),
    "alcohol": Rate(0.15, f"{GUESS}: positive alcohol screen"),
    "slowed": Rate(0.15, f"{GUESS}: of those on opioids, drowsy or confused by them"),
    "very_drowsy": Rate(0.01, f"{GUESS}: of those on opioids"),
    "pump": Rate(0.005, f"{GUESS}: has a pump"),
    "pump_trouble": Rate(0.05, f"{GUESS}: of these"),
}
TABLE = SYMPTOMS | HISTORY | OTHER
SITES = {  # first place of pain (our guess)
    "low_back": 55, "neck": 15, "knee": 10, "shoulder": 6,
    "hip": 5, "foot": 4, "hand": 3, "head": 2,
}  # fmt: skip


def scaled(share=1.0, new=1.0):
    """The table with every guess multiplied: how common it is, how often it is new."""
    return {
        key: replace(
            rate,
            share=min(1, rate.share * share) if rate.is_guess else rate.share,
            new=None if rate.new is None else min(1, rate.new * new),
        )
        for key, rate in TABLE.items()
    }


def answered(factor):
    """ANSWERING, every guess multiplied."""
    return {key: min(1, share * factor) for key, share in ANSWERING.items()}


class Patient:
    """Draws the same numbers in the same order whatever the rates, so that two tables are compared
    on the same people."""

    def __init__(self, number, table, answering, seed=SEED):
        self.random = random.Random(f"{seed}:{number}")  # noqa: S311  # invented people
        self.table, self.answering = table, answering

    def has(self, key):
        return self.random.random() < self.table[key].share

    def symptom(self, key):
        """yes, no or not_sure to "new or worse in the last 2 weeks"."""
        has, new = self.has(key), self.random.random() < self.table[key].new
        how = self.random.random()
        if not has:
            return "not_sure" if how < self.answering["unsure_if_none"] else "no"
        if new or how < self.answering["ignore_new"]:
            return "yes"
        unsure = how < self.answering["ignore_new"] + self.answering["unsure_if_old"]
        return "not_sure" if unsure else "no"

    def facts(self):
        draw = self.random
        age = min(92, max(18, round(draw.gauss(57, 15))))
        site = draw.choices(list(SITES), SITES.values())[0]
        short, months = self.has("short_pain"), draw.random()
        answers = {key: self.symptom(key) for key in SYMPTOMS}
        said = {key: self.has(key) for key in HISTORY}
        older = said.pop("osteoporosis_65"), said.pop("osteoporosis_50")
        if age >= 50:
            said["osteoporosis"] = older[0] if age >= 65 else older[1]
        answers |= {key: "yes" if is_so else "no" for key, is_so in said.items()}
        weakness = self.weakness()
        has = {key: self.has(key) for key in OTHER}
        often = 2 if has["item_9_often"] else 1
        if has["item_9"]:
            answers["suicide_plan"] = "yes" if has["suicide_plan"] else "no"
        if has["pump"]:
            answers["pump_alarm_or_missed_refill"] = "yes" if has["pump_trouble"] else "no"
        if has["opioid"]:
            answers["very_drowsy_or_slow_breathing"] = "yes" if has["very_drowsy"] else "no"
        return {
            "age": age,
            "sex": "F",
            "pain_sites": [{"site": "back_of_head" if site == "head" else site}],
            "duration_months": round(0.5 + 2.4 * months if short else 3 + 117 * months, 1),
            "weakness_detail": weakness,
            "told_diagnoses": [],
            "current_chemotherapy": False,
            "phq9_items": [0] * 8 + [often if has["item_9"] else 0],
            "medications": _medications(has),
            "opioid_side_effects": ["sedation"] if has["opioid"] and has["slowed"] else [],
            "substance_history": {"audit_c": 5 if has["alcohol"] else 0},
            "red_flag_answers": answers,
        }

    def weakness(self):
        weak, new, worse = (self.has(key) for key in ("weak", "weak_4_weeks", "weak_worse"))
        return {
            "what": "a limb" if weak else None,
            "weeks": (2 if new else 52) if weak else None,
            "getting_worse": weak and worse,
        }


def _medications(has):
    """Morphine by mouth, which counts as itself: 30, 60 or 120 mg a day."""
    if not has["opioid"]:
        return []
    times = 8 if has["mme_90"] else 4 if has["mme_50"] else 2
    opioid = {"name": "morphine", "dose": 15, "unit": "mg", "times_per_day": times, "route": "oral"}
    return [opioid] + [{"name": "alprazolam"}] * has["benzodiazepine"]


def people(table=TABLE, answering=ANSWERING, intakes=INTAKES):
    return [Patient(number, table, answering).facts() for number in range(intakes)]
