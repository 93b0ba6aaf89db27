"""The shape of the facts: every key, its type and range; `path: what is wrong` for each problem.
Gathers the words of the open lists, so that an unknown one is kept and shown, never dropped."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date


class FactsInvalid(ValueError):
    """Facts that cannot be assessed; `problems` holds one `path: what is wrong` each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class GivenTwice:
    """The value of a key that a JSON object names twice: which is meant is not guessed."""


@dataclass
class Reading:
    """What one walk over the facts found: problems, and (path, list, word) for the open lists."""

    problems: list[str] = field(default_factory=list)
    open_words: list[tuple[str, str, str]] = field(default_factory=list)


Check = Callable[[object, str, Reading], None]


def read(facts: object) -> Reading:
    """Checks facts against the contract; never raises."""
    reading = Reading()
    if not isinstance(facts, Mapping):
        reading.problems.append("facts: must be an object")
        return reading
    record(FACTS, required=("age", "pain_sites"))(facts, "", reading)
    return reading


def position(path: str) -> tuple[int, list[int], int]:
    """Sorts paths in the order of the contract."""
    plain = re.sub(r"\[\d+\]", "", path)
    numbers = [int(number) for number in re.findall(r"\[(\d+)\]", path)]
    top, _, rest = plain.partition(".")
    keys = list(FACTS)
    return (keys.index(top), numbers, ORDER.get(top, ()).index(rest) if rest else -1)


def _refuse(reading: Reading, path: str, problem: str) -> None:
    reading.problems.append(f"{path or 'facts'}: {problem}")


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < 1e15 and math.isfinite(value) else None


def number(low: float, high: float, whole: bool = False) -> Check:
    kind = f"a {'whole ' if whole else ''}number from {low:g} to {high:g}"

    def check(value: object, path: str, reading: Reading) -> None:
        found = _finite(value)
        if found is None or not low <= found <= high or (whole and found != int(found)):
            _refuse(reading, path, f"must be {kind}")

    return check


def whole(low: int, high: int) -> Check:
    """7.0 is a whole number too."""
    return number(low, high, whole=True)


def yes_no(value: object, path: str, reading: Reading) -> None:
    if not isinstance(value, bool):
        _refuse(reading, path, "must be true or false")


def text(value: object, path: str, reading: Reading) -> None:
    if not isinstance(value, str) or not 1 <= len(value) <= 500:
        _refuse(reading, path, "must be text of 1 to 500 characters")


def day(value: object, path: str, reading: Reading) -> None:
    try:
        # The strict form alone: Python reads more of ISO 8601 than the schema.
        is_day = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_day = False
    if not is_day:
        _refuse(reading, path, "must be a date such as 2026-02-10")


def one_of(*choices: str) -> Check:
    def check(value: object, path: str, reading: Reading) -> None:
        if not isinstance(value, str) or value not in choices:
            _refuse(reading, path, f"must be one of {', '.join(choices)}")

    return check


def open_word(vocabulary: str) -> Check:
    """Any word; what the rules do not know of it is shown as unrecognised."""

    def check(value: object, path: str, reading: Reading) -> None:
        before = len(reading.problems)
        text(value, path, reading)
        if len(reading.problems) == before:
            reading.open_words.append((path, vocabulary, str(value)))

    return check


def list_of(check: Check, length: int | None = None, nulls: bool = False) -> Check:
    def check_list(value: object, path: str, reading: Reading) -> None:
        if not isinstance(value, list):
            return _refuse(reading, path, "must be a list")
        if length is not None and len(value) != length:
            return _refuse(reading, path, f"must have {length} entries, not {len(value)}")
        if len(value) > 200:
            return _refuse(reading, path, "must have at most 200 entries")
        for index, entry in enumerate(value):
            if entry is not None or not nulls:
                check(entry, f"{path}[{index}]", reading)
        return None

    return check_list


def distinct(check: Check) -> Check:
    def check_distinct(value: object, path: str, reading: Reading) -> None:
        before = len(reading.problems)
        list_of(check)(value, path, reading)
        if len(reading.problems) == before and isinstance(value, list):
            if len(set(value)) != len(value):
                _refuse(reading, path, "names an entry twice")

    return check_distinct


def record(keys: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    """An object with these keys and no others; null is "not answered" except for required keys."""

    def check(value: object, path: str, reading: Reading) -> None:
        if not isinstance(value, Mapping):
            return _refuse(reading, path, "must be an object")
        inside = f"{path}." if path else ""
        for key, check_value in keys.items():
            if isinstance(value.get(key), GivenTwice):
                _refuse(reading, inside + key, "is given twice")
            elif value.get(key) is not None:
                check_value(value[key], inside + key, reading)
            elif key in required:
                _refuse(reading, inside + key, "is required")
        for key in sorted(set(value) - set(keys), key=str):
            _refuse(reading, f"{inside}{key}", "is not a key of the facts")
        return None

    return check


def map_of(check: Check) -> Check:
    def check_map(value: object, path: str, reading: Reading) -> None:
        if not isinstance(value, Mapping):
            return _refuse(reading, path, "must be an object")
        for key in sorted(value, key=str):
            check(value[key], f"{path}.{key}", reading)
        return None

    return check_map


# Keys of nested objects, in the order of the contract; the optional red-flag answers come last.
RED_FLAG_ANSWERS = (
    "saddle_numbness bladder_bowel_change bilateral_leg_weakness progressive_weakness fever_chills "
    "immunosuppressed iv_drug_use recent_infection_or_spine_procedure major_trauma "
    "minor_trauma_or_sudden_onset osteoporosis steroids_3_months_or_more cancer_history "
    "unexplained_weight_loss constant_night_pain gait_or_hand_clumsiness chest_pain_or_breathless"
).split()
OPTIONAL_RED_FLAG_ANSWERS = (
    "suicide_plan very_drowsy_or_slow_breathing pump_alarm_or_missed_refill calf_swelling "
    "sudden_worst_headache hot_swollen_joint tearing_pain_or_known_aneurysm "
    "vision_change_with_temple_headache"
).split()
DESCRIPTORS = "burning electric_shocks tingling numbness light_touch_hurts cold_hurts".split()
UNITS = "mg mcg mcg_per_hr units tablet ml".split()
ROUTES = (
    "oral transdermal buccal sublingual nasal rectal intramuscular subcutaneous iv epidural "
    "intrathecal topical inhaled"
).split()

_MONTHS, _WEEKS, _SCALE, _ANSWER = (
    number(0, 2000),
    number(0, 9000),
    whole(0, 10),
    one_of("yes", "no", "not_sure"),
)
_SITE = {
    "site": open_word("sites"),
    "side": one_of("left", "right", "both", "middle"),
    "radiates_to": list_of(open_word("radiations")),
}
_NRS = dict.fromkeys(("now", "average", "worst", "least"), _SCALE)
_PEG = dict.fromkeys(("pain", "enjoyment", "general_activity"), _SCALE)
_DESCRIPTORS = dict.fromkeys(DESCRIPTORS, yes_no)
_WEAKNESS = {"what": text, "weeks": _WEEKS, "getting_worse": yes_no}
_TREATMENT = {
    "type": open_word("treatments"),
    "weeks": _WEEKS,
    "effect": one_of("little", "some", "short_term", "good", "stopped_side_effect"),
}
_PROCEDURE = {
    "type": open_word("procedures"),
    "months_ago": _MONTHS,
    "relief_percent": number(0, 100),
    "relief_months": _MONTHS,
    "relief_hours": number(0, 100_000),
}
_SURGERY = {"type": open_word("surgeries"), "months_ago": _MONTHS}
_MEDICATION = {
    "name": open_word("medicines"),
    "dose": number(0, 100_000),
    "unit": one_of(*UNITS),
    "times_per_day": number(0, 100),
    "route": one_of(*ROUTES),
    "doses_per_day_last_7_days": number(0, 100),
}
_RED_FLAGS = dict.fromkeys((*RED_FLAG_ANSWERS, *OPTIONAL_RED_FLAG_ANSWERS), _ANSWER)

FACTS: dict[str, Check] = {
    "age": whole(0, 130),
    "sex": one_of("M", "F", "X"),
    "pain_sites": list_of(record(_SITE, required=("site",))),
    "duration_months": _MONTHS,
    "nrs": record(_NRS),
    "peg": record(_PEG),
    "phq9_items": list_of(whole(0, 3), 9, nulls=True),
    "gad7_items": list_of(whole(0, 3), 7, nulls=True),
    "audit_c_items": list_of(whole(0, 4), 3, nulls=True),
    "rmdq_items": distinct(whole(1, 24)),
    "neuropathic_descriptors": record(_DESCRIPTORS),
    "worse_with": list_of(open_word("worse_with")),
    "better_with": list_of(open_word("better_with")),
    "limb_signs": list_of(
        one_of("colour_change", "temperature_difference", "swelling", "sweating")
    ),
    "weakness_detail": record(_WEAKNESS),
    "told_diagnoses": list_of(open_word("diagnoses")),
    "treatments_tried": list_of(record(_TREATMENT, required=("type",))),
    "prior_procedures": list_of(record(_PROCEDURE, required=("type",))),
    "prior_surgery": list_of(record(_SURGERY, required=("type",))),
    "planned_surgery": record({"type": open_word("surgeries"), "in_weeks": _WEEKS}),
    "medications": list_of(record(_MEDICATION, required=("name",))),
    "anticoagulants_antiplatelets": list_of(open_word("thinners")),
    "allergies": list_of(record({"agent": open_word("agents"), "reaction": text}, ("agent",))),
    "red_flag_answers": record(_RED_FLAGS),
    "implants": list_of(open_word("implants")),
    "pregnancy": one_of("yes", "no", "possible", "not_applicable"),
    "gestation_weeks": number(0, 45),
    "diabetes": record({"has": yes_no, "a1c": number(2, 25), "insulin": yes_no}),
    "substance_history": record(
        {"past_year_drug_use": whole(0, 10_000), "audit_c": whole(0, 12), "past_treatment": yes_no}
    ),
    "opioid_side_effects": list_of(open_word("opioid_side_effects")),
    "current_chemotherapy": yes_no,
    "coronary_stent_months_ago": _MONTHS,
    "wpi": whole(0, 19),
    "sss": whole(0, 12),
    "generalised_regions": whole(0, 5),
    "external_scores": list_of(
        record({"instrument": text, "total": number(-1000, 1000), "date": day}, ("instrument",))
    ),
    "insurance": open_word("insurances"),
    "goals": list_of(open_word("goals")),
    "worst_area": one_of("axial", "limb", "equal"),
    "liver_or_kidney_disease": yes_no,
    "bleeding_disorder": yes_no,
    "antibiotics_now": yes_no,
    "cannot_lie_flat_or_prone": yes_no,
    "spasticity": yes_no,
    "gcps_items": list_of(whole(0, 3), 2, nulls=True),
    "pain_points": list_of(open_word("pain_points")),
    "imaging": list_of(
        record({"type": text, "region": text, "months_ago": _MONTHS, "report_seen": yes_no})
    ),
    "exam_findings": list_of(text),
    "sources": map_of(one_of("patient", "record", "clinician")),
    "koos_jr_items": list_of(whole(0, 4), 7, nulls=True),
    "hoos_jr_items": list_of(whole(0, 4), 6, nulls=True),
}
ORDER: dict[str, tuple[str, ...]] = {
    "pain_sites": tuple(_SITE),
    "nrs": tuple(_NRS),
    "peg": tuple(_PEG),
    "neuropathic_descriptors": tuple(_DESCRIPTORS),
    "weakness_detail": tuple(_WEAKNESS),
    "treatments_tried": tuple(_TREATMENT),
    "prior_procedures": tuple(_PROCEDURE),
    "red_flag_answers": tuple(_RED_FLAGS),
}
