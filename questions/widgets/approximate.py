"""About when: a year, a month and a year, a day, or so long ago, as people say it; or not sure.

What was typed is kept beside what was understood. Nothing is counted from today here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import JSON, Entered, Problem
from questions.widgets.choices import NOT_SURE
from questions.widgets.fields import Box, TextBox, text_box, typed, unreadable

_MONTHS = (
    "jan ene january enero", "feb february febrero", "mar march marzo", "apr abr april abril",
    "may mayo", "jun june junio", "jul july julio", "aug ago august agosto",
    "sep sept set september septiembre setiembre", "oct october octubre",
    "nov november noviembre", "dec dic december diciembre",
)  # fmt: skip
MONTHS = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}
_UNITS = {
    "days": "day days dia dias",
    "weeks": "week weeks wk wks semana semanas",
    "months": "month months mo mos mes meses",
    "years": "year years yr yrs ano anos",
}
UNITS = {name: unit for unit, names in _UNITS.items() for name in names.split()}
_ONE = {"a": 1, "an": 1, "one": 1, "un": 1, "una": 1, "uno": 1}
_FILLER = frozenset(
    "about around ago in since of on hace en de desde del el hacia unos unas como".split()
)
_LONGEST_AGO = {"days": 40000, "weeks": 6240, "months": 1440, "years": 120}


@dataclass(frozen=True)
class Approximate:
    """One line to type in, and "I am not sure". {"said", "year", "month", "day"} as far as given,
    or {"said", "ago", "unit"}, or {"not_sure": True}.
    """

    template: ClassVar[str] = "questions/approximate.html"

    def parse(self, data: Entered, name: str) -> dict[str, JSON]:
        text, is_unsure = typed(data, name)[:60], typed(data, f"{name}-not_sure") == "yes"
        if is_unsure and text:
            raise Problem(_("You wrote when and ticked “I am not sure”. Keep one of them."), name)
        if is_unsure:
            return {"not_sure": True}
        if not text:
            raise Problem(_("Write about when, or tick “I am not sure”"), name)
        found = read(text)
        if found is None:
            raise Problem(
                _("Write it like March 2019, 2019, or 5 years ago, or tick “I am not sure”"), name
            )
        return {"said": text, **found}

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        match value:
            case {"not_sure": True}:
                return {f"{name}-not_sure": ["yes"]}
            case {"said": str() as said}:
                return {name: [said]}
        return {}

    def fields(self, name: str, data: Entered) -> dict[str, TextBox | Box]:
        unsure = Box(
            f"{name}-not_sure",
            f"{name}-not_sure",
            "yes",
            NOT_SURE,
            checked=typed(data, f"{name}-not_sure") == "yes",
        )
        return {"line": text_box(name, data), "not_sure": unsure}

    def say(self, value: JSON) -> str:
        match value:
            case {"not_sure": True}:
                return gettext("I am not sure")
            case {"said": str() as said}:
                return said
        return unreadable(value)


def read(text: str) -> dict[str, JSON] | None:
    """What a line of English or Spanish says of when; None where it cannot be read."""
    words = [word for word in _words(text) if word not in _FILLER]
    match words:
        case [number, unit] if unit in UNITS and (count := _count(number)) is not None:
            fits = 0 < count <= _LONGEST_AGO[UNITS[unit]]
            return {"ago": count, "unit": UNITS[unit]} if fits else None
        case [year] if (read_year := _year(year)) is not None:
            return {"year": read_year}
        case [month, year] if (n := _month(month)) and (read_year := _year(year)) is not None:
            return {"year": read_year, "month": n}
        case [day, month, year] if month in MONTHS:
            return _whole(year, MONTHS[month], day)
        case [month, day, year] if _month(month):
            return _whole(year, _month(month), day)
    return None


def months_before(value: JSON, day: date) -> float | None:
    """Months from what was said to a day, at 0.1; None where it is not known or lies ahead."""
    match value:
        case {"ago": int() | float() as ago, "unit": str() as unit} if unit in _IN_MONTHS:
            return round(ago * _IN_MONTHS[unit], 1)
        case {"year": int() as year}:
            # The middle of what was said: half a year, or half a month.
            month, of_month = value.get("month"), value.get("day")
            at = month - 1 + (of_month - 1 if of_month else 15) / 30.4 if month else 6.0
            months = (day.year - year) * 12 + (day.month - 1 + (day.day - 1) / 30.4) - at
            if months < 0 and not month and year == day.year:
                months = 0.0  # this year: some time before today
            return round(max(months, 0.0), 1) if months > -1 else None
    return None


_IN_MONTHS = {"days": 1 / 30.4, "weeks": 1 / 4.345, "months": 1, "years": 12}


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z]+|[0-9]+(?:[.,][0-9]+)?", plain)


def _count(word: str) -> int | float | None:
    if word in _ONE:
        return _ONE[word]
    if not re.fullmatch(r"[0-9]{1,5}([.,][0-9]{1,2})?", word):
        return None
    number = float(word.replace(",", "."))
    return int(number) if number.is_integer() else number


def _year(word: str) -> int | None:
    return int(word) if re.fullmatch(r"(19|20)[0-9]{2}", word) else None


def _month(word: str) -> int | None:
    if word in MONTHS:
        return MONTHS[word]
    return int(word) if re.fullmatch(r"0?[1-9]|1[0-2]", word) else None


def _whole(year: str, month: int | None, day: str) -> dict[str, JSON] | None:
    """A whole date, if there is such a day."""
    read_year = _year(year)
    if read_year is None or month is None or not re.fullmatch(r"[0-9]{1,2}", day):
        return None
    try:
        found = date(read_year, month, int(day))
    except ValueError:
        return None
    return {"year": found.year, "month": found.month, "day": found.day}
