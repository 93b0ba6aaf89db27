"""Cautions bound to what is listed: blood thinners by bleeding class, steroids, devices."""

from collections.abc import Sequence

from intake.candidacy.cautions.caution import Caution, any_needs, when
from intake.candidacy.history import History, say_number
from intake.candidacy.rules import Family, Rule
from intake.candidacy.safety import joint_replaced_soon
from intake.candidacy.words import names

PERIPHERAL = "nerve_block_peripheral"
CARDIAC = ("pacemaker", "icd")
OTHER_DEVICES = ("scs", "pump", "pns", "dbs", "cochlear")


def _thinner(kind: str, bleeding_class: str) -> Caution:
    def caution(history: History, families: Sequence[Family], rule: Rule) -> str | None:
        taken = [history.words.say(name) for name, found in history.thinners if found == kind]
        listed = any(family.bleeding_class == bleeding_class for family in families)
        return ", ".join(taken) if taken and listed else None

    return caution


def steroid_sessions(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = history.earlier(history.words.groups["steroid_procedures"])
    dates = [entry["months_ago"] for _, entry in found if entry.get("months_ago") is not None]
    in_6, in_12 = (sum(ago < months for ago in dates) for months in (6, 12))
    if in_6 >= rule.limits["in_6_months"]:
        return f"{in_6} steroid injections in 6 months"
    return (
        f"{in_12} steroid injections in 12 months" if in_12 >= rule.limits["in_12_months"] else None
    )


def steroid_interaction(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    found = [
        history.words.say(entry["name"])
        for entry in history.listed("medications")
        if names(entry["name"], history.words.groups["steroid_interaction"])
        and entry.get("route") in (None, "oral")
    ]
    return ", ".join(found) if found and any_needs(families, "steroid") else None


def _diabetes(trait: str) -> Caution:
    """Diabetes, by its own question or by a diagnosis told, with a family of this trait."""

    def caution(history: History, families: Sequence[Family], rule: Rule) -> str | None:
        told = history.told(history.words.groups["diabetes"])
        if not any_needs(families, trait) or not (history.get("diabetes", "has") or told):
            return None
        found = history.get("diabetes", "a1c")
        return "" if found is None else f", A1c {say_number(found)}"

    return caution


def _device(implants: Sequence[str], trait: str) -> Caution:
    """One of these implants with a listed family of this trait."""

    def caution(history: History, families: Sequence[Family], rule: Rule) -> str | None:
        found = history.has_implant(*implants)
        return _say(history, found) if any_needs(families, trait) else None

    return caution


def cardiac_device_scs(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    return _say(history, history.has_implant(*CARDIAC)) if _lists(families, "scs") else None


def _say(history: History, words: Sequence[str]) -> str | None:
    return ", ".join(map(history.words.say, words)) or None


def _lists(families: Sequence[Family], id_: str) -> bool:
    return any(family.id == id_ for family in families)


def near_lung(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """A nerve block is near the lung at the chest wall only."""
    elsewhere = [family for family in families if family.id != PERIPHERAL]
    chest = _lists(families, PERIPHERAL) and history.hurts_in("chest_wall")
    return when(chest or any_needs(elsewhere, "near_lung"))


def before_joint_replacement(
    history: History, families: Sequence[Family], rule: Rule
) -> str | None:
    weeks = rule.limits["within_weeks"]
    joints = (joint_replaced_soon(history, family, weeks) for family in families)
    return next((joint for joint in joints if joint), None)


CAUTIONS: dict[str, Caution] = {
    **{
        f"{kind}_{level}_risk_procedure": _thinner(kind, level)
        for kind in ("anticoagulant", "antiplatelet")
        for level in ("low", "intermediate", "high")
    },
    "diabetes_steroid": _diabetes("steroid"),
    "diabetes_implant_infection": _diabetes("implant"),
    "cardiac_device_rfa": _device(CARDIAC, "radiofrequency"),
    "cardiac_device_scs": cardiac_device_scs,
    "other_device_rfa": _device(OTHER_DEVICES, "radiofrequency"),
    "clinician_confirm_life_expectancy": lambda h, families, r: when(
        _lists(families, "intrathecal_delivery")
    ),
    "psych_evaluation_before_implant": lambda h, families, r: when(any_needs(families, "implant")),
    "steroid_before_joint_replacement": before_joint_replacement,
    "payer_coverage_genicular": lambda h, families, r: when(
        _lists(families, "genicular_block_rfa")
    ),
    "pneumothorax_risk": near_lung,
    "cervical_level_extra_risk": lambda h, families, r: when(any_needs(families, "cervical_level")),
    "steroid_session_limit_reached": steroid_sessions,
    "steroid_interaction": steroid_interaction,
}
