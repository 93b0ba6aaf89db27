"""A birth date typed in three parts, as people write it. Pure.

Errors come in one order: what is missing, then what is not a date, then what cannot be.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from questions.page import Problem

MONTH_NAMES = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    # Spanish writes September without its p as well.
    "- - - - - - - - setiembre - - -",
)
PARTS = (
    ("birth-month", _("Your date of birth must include a month")),
    ("birth-day", _("Your date of birth must include a day")),
    ("birth-year", _("Your date of birth must include a year")),
)
OLDEST_YEARS = 120


def read(month: str, day: str, year: str, *, today: date) -> date | list[Problem]:
    """The date, or what to mend: one Problem for each missing part, else a single one."""
    texts = [text.strip() for text in (month, day, year)]
    if not any(texts):
        return [Problem(_("Enter your date of birth"), "birth-month")]
    missing = [
        Problem(words, id) for text, (id, words) in zip(texts, PARTS, strict=True) if not text
    ]
    if missing:
        return missing
    try:
        born = date(_whole(texts[2]), month_number(texts[0]), _whole(texts[1]))
    except ValueError:
        return [Problem(_("Your date of birth must be a real date"), _first_bad(texts))]
    if len(texts[2]) != 4:
        return [Problem(_("Enter all four digits of the year, such as 1957"), "birth-year")]
    if born >= today:
        return [Problem(_("Your date of birth must be in the past"), "birth-month")]
    if today.year - born.year > OLDEST_YEARS:
        return [Problem(_("Check the year you were born"), "birth-year")]
    return born


def month_number(text: str) -> int:
    """The number of a month written as a number or as a name: whole, or its first letters."""
    word = text.strip().rstrip(".").casefold()
    if word.isdecimal():
        return _whole(word)
    found = {
        number
        for names in MONTH_NAMES
        for number, name in enumerate(names.split(), start=1)
        if len(word) >= 3 and name.startswith(word)
    }
    if len(found) != 1:
        raise ValueError(text)
    return found.pop()


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        raise ValueError(text)
    return int(text)


def _first_bad(texts: list[str]) -> str:
    """The first part that cannot be right by itself; the day where only all together cannot."""
    readers = ((month_number, 12), (_whole, 31), (_whole, 9999))
    for text, (read_part, most), (field_id, _words) in zip(texts, readers, PARTS, strict=True):
        try:
            if not 1 <= read_part(text) <= most:
                return field_id
        except ValueError:
            return field_id
    return "birth-day"
