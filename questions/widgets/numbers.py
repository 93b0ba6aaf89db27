"""A number with its unit; it may be left empty where the patient may not know it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import JSON, Choice, Entered, Problem, Words
from questions.widgets.choices import NOT_SURE
from questions.widgets.fields import Box, TextBox, boxes, label_of, text_box, typed, unreadable


@dataclass(frozen=True)
class Number:
    """{"number", "unit"}: from `low` to `high`, both included, in one of `units` (none: the words
    of `after` stand beside it and the unit is null). Empty is None where it is not `required`.
    Where it `may_be_unsure` a tick says so, {"not_sure": True}, and it is not left empty.
    """

    low: float
    high: float
    units: tuple[Choice, ...] = ()
    after: Words = ""
    decimals: int = 0
    required: bool = False
    may_be_unsure: bool = False
    template: ClassVar[str] = "questions/number.html"

    def parse(self, data: Entered, name: str) -> dict[str, JSON] | None:
        text, unit = typed(data, name), typed(data, f"{name}-unit")
        if self.may_be_unsure and typed(data, f"{name}-not_sure") == "yes":
            if text:
                message = _("You wrote a number and ticked “I am not sure”. Keep one of them.")
                raise Problem(message, name)
            return {"not_sure": True}
        if not text and not self.required and not self.may_be_unsure:
            return None
        number = self._read(text)
        if number is None or not self.low <= number <= self.high:
            message = gettext("Enter a number from %(low)s to %(high)s")
            if self.may_be_unsure:
                message = gettext(
                    "Enter a number from %(low)s to %(high)s, or tick “I am not sure”"
                )
            raise Problem(message % {"low": f"{self.low:g}", "high": f"{self.high:g}"}, name)
        if self.units and unit not in [choice.code for choice in self.units]:
            raise Problem(gettext("Choose the unit"), f"{name}-unit-{self.units[0].code}")
        return {"number": number, "unit": unit or None}

    def _read(self, text: str) -> int | float | None:
        pattern = r"[0-9]{1,6}" + (rf"([.,][0-9]{{1,{self.decimals}}})?" if self.decimals else "")
        if not re.fullmatch(pattern, text):
            return None
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() else number

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        if not isinstance(value, dict):
            return {}
        if value.get("not_sure"):
            return {f"{name}-not_sure": ["yes"]}
        sent = {name: value.get("number"), f"{name}-unit": value.get("unit")}
        return {key: [str(part)] for key, part in sent.items() if part is not None}

    def fields(self, name: str, data: Entered) -> dict[str, TextBox | list[Box]]:
        unsure = boxes((Choice("yes", NOT_SURE),) * self.may_be_unsure, f"{name}-not_sure", data)
        return {
            "number": text_box(name, data),
            "units": boxes(self.units, f"{name}-unit", data),
            "unsure": unsure,
        }

    def say(self, value: JSON) -> str:
        match value:
            case {"not_sure": True}:
                return str(NOT_SURE)
            case {"number": int() | float() as number}:
                unit = label_of(self.units, value["unit"]) if value.get("unit") else self.after
                return f"{number:g} {unit}".strip()
        return unreadable(value)
