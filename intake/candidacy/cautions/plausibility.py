"""Answers that cannot be true together: they hold the assessment until a person has asked again."""

from collections.abc import Sequence

from intake.candidacy.cautions.caution import Caution, when
from intake.candidacy.history import History, say_number
from intake.candidacy.rules import Family, Rule


def nrs_order(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """Least, average and worst must rise, as far as they are known."""
    given = [
        (key, int(value))
        for key in ("least", "average", "worst")
        if (value := history.get("nrs", key)) is not None
    ]
    values = [value for _, value in given]
    return ", ".join(f"{key} {value}" for key, value in given) if values != sorted(values) else None


def longer_than_life(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    months = history.get("duration_months")
    return when(months is not None and months / 12 > history.facts["age"] + 1)


def opioid_dose(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """More doses a day than anybody takes, or more morphine equivalents, by the larger of
    prescribed and used. A patch has no doses a day."""
    said = [
        f"{history.words.say(opioid.entry['name'])} {say_number(opioid.doses)} times a day"
        for opioid in history.mme.opioids
        if opioid.doses is not None and opioid.doses > rule.limits["doses_per_day"]
    ]
    highest = history.mme.highest
    said += [f"{highest:.10g} MME a day"] * (highest > rule.limits["mme"])
    return ", ".join(said) or None


CAUTIONS: dict[str, Caution] = {
    "implausible_nrs_order": nrs_order,
    "implausible_duration_exceeds_age": longer_than_life,
    "implausible_opioid_dose": opioid_dose,
}
