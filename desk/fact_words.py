"""One entry of the facts as a line a clinician reads and writes. Pure but for wording.

`say_…` and `read_…` undo each other; a part of a line is known by its form, not by its place.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clinic import procedure_kinds
from instruments import external
from intake.candidacy.history import WEEKS_PER_MONTH
from intake.candidacy.words import plain
from intake.facts_contract import ROUTES, UNITS

_NUMBER = r"(\d+(?:\.\d+)?)"
_DAILY = re.compile(rf"{_NUMBER} ?(?:x|times)? ?(?:a day|per day|daily)?", re.I)
_TAKEN = re.compile(rf"taken {_NUMBER} ?(?:x|times)? ?(?:a day|per day|daily)", re.I)
_DOSE = re.compile(rf"{_NUMBER} ?([a-z][a-z /_]*)", re.I)
_TOTAL = re.compile(r"-?\d{1,4}(?:\.\d+)?")
_AGO = re.compile(rf"{_NUMBER} ?(week|month|year)s?(?: ago)", re.I)
_RELIEF = re.compile(rf"{_NUMBER} ?%(?: relief)?", re.I)
_LASTED = re.compile(rf"for {_NUMBER} ?(hour|day|week|month|year)s?", re.I)
_MONTHS_IN = {"week": 1 / WEEKS_PER_MONTH, "month": 1, "year": 12}
_HOURS_IN = {"hour": 1, "day": 24}
_UNITS = {"mcg/hr": "mcg_per_hr", "mcg/h": "mcg_per_hr", "tablets": "tablet", "unit": "units"}


class LineUnreadable(ValueError):
    """A line that cannot be an entry; the message says how to write it."""


def say_word(word: str) -> str:
    return word.replace("_", " ")


def say_count(value: float) -> str:
    return f"{value:g}"


def read_word(line: str) -> str:
    return re.sub(r"\W+", "_", line.lower()).strip("_") or line


def _value(text: str) -> float:
    number = float(text)
    return int(number) if number == int(number) else number


def say_medicine(entry: Mapping[str, Any]) -> str:
    dose, unit = entry.get("dose"), entry.get("unit")
    times, taken = entry.get("times_per_day"), entry.get("doses_per_day_last_7_days")
    parts = [
        say_word(entry["name"]),
        f"{say_count(dose)} {say_unit(unit)}" if dose is not None and unit else "",
        f"{say_count(times)} a day" if times is not None else "",
        f"taken {say_count(taken)} a day" if taken is not None else "",
        entry.get("route") or "",
    ]
    return ", ".join(part for part in parts if part)


def say_unit(unit: str) -> str:
    return "mcg/hr" if unit == "mcg_per_hr" else unit


def read_medicine(line: str) -> dict[str, Any]:
    name, *parts = _parts(line)
    entry: dict[str, Any] = {"name": read_word(name)}
    for part in parts:
        if match := _TAKEN.fullmatch(part):
            found = {"doses_per_day_last_7_days": _value(match[1])}
        elif match := _DAILY.fullmatch(part):
            found = {"times_per_day": _value(match[1])}
        elif (match := _DOSE.fullmatch(part)) and (unit := _unit(match[2])) in UNITS:
            found = {"dose": _value(match[1]), "unit": unit}
        elif part.lower() in ROUTES:
            found = {"route": part.lower()}
        else:
            raise LineUnreadable(
                _("“%(part)s” is not understood. Write name, dose and unit, times a day, with "
                  "commas: gabapentin, 300 mg, 3 a day") % {"part": part}
            )  # fmt: skip
        _add(entry, found, part)
    return entry


def _unit(said: str) -> str:
    said = said.strip().lower()
    return _UNITS.get(said, plain(said))


def say_procedure(entry: Mapping[str, Any]) -> str:
    kinds, type_ = procedure_kinds.all_kinds(), entry["type"]
    ago, percent = entry.get("months_ago"), entry.get("relief_percent")
    months, hours = entry.get("relief_months"), entry.get("relief_hours")
    parts = [
        kinds[type_].label if type_ in kinds else say_word(type_),
        say_ago(ago) if ago is not None else "",
        f"{say_count(percent)}%" if percent is not None else "",
        f"for {_counted(months, 'month')}" if months is not None else "",
        f"for {_counted(hours, 'hour')}" if hours is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def say_ago(months: float) -> str:
    return f"{_counted(months, 'month')} ago"


def _counted(number: float, unit: str) -> str:
    return f"{say_count(number)} {unit}{'' if number == 1 else 's'}"


def read_procedure(line: str) -> dict[str, Any]:
    name, *parts = _parts(line)
    by_name = {plain(kind.label): kind.id for kind in procedure_kinds.all_kinds().values()}
    type_ = by_name.get(plain(name), plain(name))
    if type_ not in procedure_kinds.all_kinds():
        raise LineUnreadable(
            _("“%(name)s” is no procedure of the list below. Copy its name from there")
            % {"name": name}
        )
    entry: dict[str, Any] = {"type": type_}
    for part in parts:
        if match := _AGO.fullmatch(part):
            found = {"months_ago": round(_value(match[1]) * _MONTHS_IN[match[2].lower()], 1)}
        elif match := _RELIEF.fullmatch(part):
            found = {"relief_percent": _value(match[1])}
        elif match := _LASTED.fullmatch(part):
            found = _lasted(_value(match[1]), match[2].lower())
        else:
            raise LineUnreadable(
                _("“%(part)s” is not understood. Write the procedure, how long ago, the relief and "
                  "how long it held: Lumbar epidural, 5 months ago, 60%%, for 4 months")
                % {"part": part}
            )  # fmt: skip
        _add(entry, found, part)
    return entry


def _lasted(number: float, unit: str) -> dict[str, float]:
    if unit in _HOURS_IN:
        return {"relief_hours": number * _HOURS_IN[unit]}
    return {"relief_months": round(number * _MONTHS_IN[unit], 1)}


def say_image(entry: Mapping[str, Any]) -> str:
    ago, seen = entry.get("months_ago"), entry.get("report_seen")
    parts = [
        entry.get("type") or _("type not known"),
        entry.get("region") or "",
        say_ago(ago) if ago is not None else "",
        {True: "report seen", False: "report not seen", None: ""}[seen],
    ]
    return ", ".join(part for part in parts if part)


def read_image(line: str) -> dict[str, Any]:
    type_, *parts = _parts(line)
    entry: dict[str, Any] = {"type": type_}
    for part in parts:
        if match := _AGO.fullmatch(part):
            found = {"months_ago": round(_value(match[1]) * _MONTHS_IN[match[2].lower()], 1)}
        elif part.lower() in ("report seen", "report not seen"):
            found = {"report_seen": part.lower() == "report seen"}
        elif "region" not in entry:
            found = {"region": part}
        else:
            raise LineUnreadable(
                _("“%(part)s” is not understood. Write the type, the region, how long ago and "
                  "whether you saw the report: MRI, lumbar spine, 2 months ago, report seen")
                % {"part": part}
            )  # fmt: skip
        _add(entry, found, part)
    return entry


def say_score(entry: Mapping[str, Any]) -> str:
    total = entry.get("total")
    parts = [entry["instrument"], "" if total is None else say_count(total), entry.get("date")]
    return ", ".join(part for part in parts if part)


def read_score(line: str) -> dict[str, Any]:
    """A questionnaire's name, its total, and its day where that is known."""
    name, *parts = _parts(line)
    if len(parts) not in (1, 2) or not _TOTAL.fullmatch(parts[0]):
        raise LineUnreadable(_("Write the name, the total and the day: ODI, 42, 2026-02-10"))
    entry: dict[str, Any] = {"instrument": name, "total": float(parts[0])}
    known = external.find(name)
    if known and known.holds(entry["total"]) is False:
        low, high = (say_count(end) for end in known.totals)
        raise LineUnreadable(
            _("A total of %(name)s lies between %(low)s and %(high)s")
            % {"name": known.title, "low": low, "high": high}
        )
    if len(parts) == 2:
        try:
            entry["date"] = date.fromisoformat(parts[1]).isoformat()
        except ValueError:
            raise LineUnreadable(_("Write the day as 2026-02-10")) from None
    return entry


def _parts(line: str) -> list[str]:
    return [part for piece in line.split(",") if (part := piece.strip())] or [line]


def _add(entry: dict[str, Any], found: Mapping[str, Any], part: str) -> None:
    """Refuses what a line says twice: which is meant is not guessed."""
    if set(found) & set(entry):
        raise LineUnreadable(
            _("“%(part)s” says again what the line said before. Keep one of them") % {"part": part}
        )
    entry |= found


def say_site(entry: Mapping[str, Any]) -> str:
    """A place with its side, and where the pain goes."""
    side = entry.get("side") or ""
    place = " ".join(part for part in (side, say_word(entry["site"])) if part)
    goals = ", ".join(say_word(goal) for goal in entry.get("radiates_to") or ())
    return f"{place}, {_('to')} {goals}" if goals else place
