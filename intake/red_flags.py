"""Red flags from facts, whole or partial: what must be seen now. Missing is never "no".
Each rule is judged twice, "not sure" as no and as yes; the second counts one grade lower."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from intake.candidacy.history import History, say_number
from intake.candidacy.rules import GRADES, Rule, Rules

NEURO = (
    "saddle_numbness",
    "bladder_bowel_change",
    "bilateral_leg_weakness",
    "progressive_weakness",
    "gait_or_hand_clumsiness",
)


@dataclass(frozen=True)
class Pass:
    """One reading of the answers: which words count as yes."""

    history: History
    yes_words: tuple[str, ...]

    def yes(self, *answers: str) -> bool:
        return any(self.history.answer(answer) in self.yes_words for answer in answers)

    @property
    def weakness_weeks(self) -> float | None:
        found: float | None = self.history.get("weakness_detail", "weeks")
        return found

    @property
    def worsening(self) -> bool:
        return bool(self.history.get("weakness_detail", "getting_worse"))

    @property
    def cancer(self) -> bool:
        told = self.history.told(self.history.words.groups["cancer"])
        return self.yes("cancer_history") or bool(told) or self.on_chemotherapy

    @property
    def on_chemotherapy(self) -> bool:
        return bool(self.history.get("current_chemotherapy"))

    def weak_for(self, weeks: float) -> bool:
        """Weakness no older than that, or getting worse at any age."""
        found = self.weakness_weeks
        return self.worsening or (found is not None and found <= weeks)


def cauda_equina(reading: Pass, flag: Rule, found: Mapping[str, str | None]) -> str | None:
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


def spinal_infection(reading: Pass, flag: Rule, found: Mapping[str, str | None]) -> str | None:
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


def cancer(reading: Pass, flag: Rule, found: Mapping[str, str | None]) -> str | None:
    """A duration that is not known may be a short one."""
    months = reading.history.months
    new = months is None or months < flag.limits["new_months"]
    night, thinner = reading.yes("constant_night_pain"), reading.yes("unexplained_weight_loss")
    neuro = reading.yes(*NEURO) or reading.weak_for(flag.limits["new_weeks"])
    if reading.cancer and reading.history.hurts_in("spine"):
        if neuro:
            return "cancer_and_nerves"
        if new or night or thinner:
            return "cancer"
    if night and thinner:
        return "wasting_and_nerves" if neuro else "wasting"
    return None


def progressive_deficit(reading: Pass, flag: Rule, found: Mapping[str, str | None]) -> str | None:
    weak = reading.yes("progressive_weakness") or reading.weak_for(flag.limits["new_weeks"])
    if not weak:
        return None
    return (
        "with_cord_signs" if found["cauda_equina_or_cord"] in ("near", "elsewhere") else "weakness"
    )


JUDGES: dict[str, Callable[[Pass, Rule, Mapping[str, str | None]], str | None]] = {
    "cauda_equina_or_cord": cauda_equina,
    "spinal_infection": spinal_infection,
    "cancer_cord_compression": cancer,
    "progressive_deficit": progressive_deficit,
}


def find(facts: Mapping[str, Any], rules: Rules) -> list[dict[str, Any]]:
    """The flags raised, by grade and then by table; usable at every Continue."""
    history = History(facts, rules.words)
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


def _answers(flag: Rule, history: History, rules: Rules) -> list[str]:
    """What the patient said that bears on the flag, in the order it was asked."""
    said = [
        f"{rules.flag_answers[key]['say']}: {history.words.say(answer)}"
        for key in flag.limits["answers"]
        if (answer := history.answer(key)) in ("yes", "not_sure")
    ]
    facts = flag.limits["facts"]
    if "told_diagnoses" in facts:
        told = history.told(history.words.groups["cancer"])
        said += [f"told of {history.words.say(name)}" for name in told]
    if "current_chemotherapy" in facts and history.get("current_chemotherapy"):
        said.append("on chemotherapy")
    if "duration_months" in facts and history.months is not None:
        said.append(f"pain for {history.duration}")
    if "weakness_detail" in facts and (weakness := _weakness(history)):
        said.append(weakness)
    return said


def _weakness(history: History) -> str:
    weeks, worse = (history.get("weakness_detail", key) for key in ("weeks", "getting_worse"))
    what = history.get("weakness_detail", "what")
    parts = [
        what or "",
        "" if weeks is None else f"{say_number(weeks)} week{'' if weeks == 1 else 's'}",
        {True: "getting worse", False: "not getting worse", None: ""}[worse],
    ]
    said = ", ".join(part for part in parts if part)
    return f"weakness: {said}" if said else ""
