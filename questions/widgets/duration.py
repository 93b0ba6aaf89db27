"""How long ago, in the unit the patient thinks in. Nothing is converted here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from questions.page import JSON, Choice, Entered, Problem, Words
from questions.widgets.choices import NOT_SURE
from questions.widgets.fields import Box, TextBox, boxes, label_of, text_box, typed, unreadable

HOURS, DAYS = Choice("hours", _("Hours")), Choice("days", _("Days"))
WEEKS, MONTHS = Choice("weeks", _("Weeks")), Choice("months", _("Months"))
YEARS = Choice("years", _("Years"))
LONGEST = {"hours": 9600, "days": 3650, "weeks": 6240, "months": 1440, "years": 120}
SAID = {
    "hours": ngettext_lazy("About %(number)s hour", "About %(number)s hours", "count"),
    "days": ngettext_lazy("About %(number)s day", "About %(number)s days", "count"),
    "weeks": ngettext_lazy("About %(number)s week", "About %(number)s weeks", "count"),
    "months": ngettext_lazy("About %(number)s month", "About %(number)s months", "count"),
    "years": ngettext_lazy("About %(number)s year", "About %(number)s years", "count"),
}


@dataclass(frozen=True)
class Duration:
    """A number (halves and decimals too) of one of `units`; or one of `instead`, without it."""

    units: tuple[Choice, ...] = (WEEKS, MONTHS, YEARS)
    instead: tuple[Choice, ...] = (Choice("not_sure", NOT_SURE),)
    missing_unit: Words = _("Choose weeks, months or years")
    template: ClassVar[str] = "questions/duration.html"

    def parse(self, data: Entered, name: str) -> dict[str, JSON]:
        text, unit = typed(data, f"{name}-number"), typed(data, f"{name}-unit")
        number_id, unit_id = f"{name}-number", f"{name}-unit-{self.units[0].code}"
        if unit in [choice.code for choice in self.instead]:
            if text:
                message = gettext("You wrote a number and chose “%(choice)s”. Keep one of them.")
                raise Problem(message % {"choice": label_of(self.instead, unit)}, number_id)
            return {"number": None, "unit": unit}
        if not text:
            raise Problem(_("Enter how long, or choose “I am not sure”"), number_id)
        if not re.fullmatch(r"[0-9]{1,4}([.,][0-9]{1,2})?", text):
            raise Problem(_("Enter how long as a number, such as 5"), number_id)
        if unit not in [choice.code for choice in self.units]:
            raise Problem(self.missing_unit, unit_id)
        number = float(text.replace(",", "."))
        if not 0 < number <= LONGEST[unit]:
            raise Problem(_("Check the number: it must be more than 0 and not too long"), number_id)
        return {"number": int(number) if number.is_integer() else number, "unit": unit}

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        if not isinstance(value, dict):
            return {}
        sent = {f"{name}-number": value.get("number"), f"{name}-unit": value.get("unit")}
        return {key: [str(part)] for key, part in sent.items() if part is not None}

    def fields(self, name: str, data: Entered) -> dict[str, TextBox | list[Box]]:
        return {
            "number": text_box(f"{name}-number", data),
            "units": boxes(self.units, f"{name}-unit", data),
            "instead": boxes(self.instead, f"{name}-unit", data),
        }

    def say(self, value: JSON) -> str:
        match value:
            case {"number": None, "unit": str() as unit}:
                return label_of(self.instead, unit)
            case {"number": int() | float() as number, "unit": str() as unit} if unit in SAID:
                return str(SAID[unit] % {"number": number, "count": 1 if number == 1 else 2})
        return unreadable(value)
