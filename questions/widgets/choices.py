"""Ticks and radios: one of several, several of several, 0 to 10, and a single tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import JSON, Choice, Entered, Problem, Words
from questions.widgets.fields import Box, as_list, boxes, label_of, typed, unreadable

NOT_SURE = _("I am not sure")
CHOOSE_ONE = _("Choose one answer")
TICK_ONE = _("Tick at least one line")
CHOOSE_NUMBER = _("Choose a number from 0 to 10")


# Each widget needs a docstring: without one, dataclass writes the defaults into it, and so
# translates them before Django is ready.
@dataclass(frozen=True)
class OneOf:
    """One code of several."""

    choices: tuple[Choice, ...]
    missing: Words = CHOOSE_ONE
    template: ClassVar[str] = "questions/one_of.html"

    def parse(self, data: Entered, name: str) -> str:
        code = typed(data, name)
        if code not in [choice.code for choice in self.choices]:
            raise Problem(self.missing, f"{name}-{self.choices[0].code}")
        return code

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {name: [value]} if isinstance(value, str) else {}

    def fields(self, name: str, data: Entered) -> list[Box]:
        return boxes(self.choices, name, data)

    def say(self, value: JSON) -> str:
        return label_of(self.choices, value)


@dataclass(frozen=True)
class ManyOf:
    """Ticks, kept in the order of the choices whatever the order of ticking.

    A code of `alone` ("none") beside any other tick is an error. A code of `joinable`
    ("not_sure") may stand beside ticks: it speaks for the lines that are not ticked.
    """

    choices: tuple[Choice, ...]
    alone: tuple[str, ...] = ("none",)
    joinable: tuple[str, ...] = ("not_sure",)
    required: bool = True
    missing: Words = TICK_ONE
    template: ClassVar[str] = "questions/many_of.html"

    def parse(self, data: Entered, name: str) -> list[str]:
        sent = data.getlist(name)
        ticked = [choice for choice in self.choices if choice.code in sent]
        if not ticked and self.required:
            raise Problem(self.missing, f"{name}-{self.choices[0].code}")
        for choice in ticked:
            if choice.code in self.alone and len(ticked) > 1:
                message = gettext("You ticked “%(alone)s” and something else. Untick one of them.")
                raise Problem(message % {"alone": choice.label}, f"{name}-{choice.code}")
        return [choice.code for choice in ticked]

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {name: [str(code) for code in as_list(value)]}

    def fields(self, name: str, data: Entered) -> dict[str, list[Box]]:
        apart = self.alone + self.joinable
        rows = boxes(self.choices, name, data)
        return {
            "lines": [box for box in rows if box.value not in apart],
            "apart": [box for box in rows if box.value in apart],
        }

    def say(self, value: JSON) -> str:
        if not isinstance(value, list):
            return unreadable(value)
        return "; ".join(label_of(self.choices, code) for code in value)


@dataclass(frozen=True)
class Scale:
    """A whole number from 0 to 10, on a keypad of eleven radios. Nothing is preselected."""

    low_label: Words
    high_label: Words
    missing: Words = CHOOSE_NUMBER
    template: ClassVar[str] = "questions/scale.html"

    def _choices(self) -> list[Choice]:
        ends = {0: self.low_label, 10: self.high_label}
        return [Choice(str(n), str(n), hint=ends.get(n, "")) for n in range(11)]

    def parse(self, data: Entered, name: str) -> int:
        number = typed(data, name)
        if number not in [choice.code for choice in self._choices()]:
            raise Problem(self.missing, f"{name}-0")
        return int(number)

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {} if value is None else {name: [str(value)]}

    def fields(self, name: str, data: Entered) -> list[Box]:
        return boxes(self._choices(), name, data)

    def say(self, value: JSON) -> str:
        if isinstance(value, int):
            return gettext("%(number)s of 10") % {"number": value}
        return unreadable(value)


@dataclass(frozen=True)
class Tick:
    """A permission: a checkbox that is never preselected and may stay empty."""

    label: Words
    template: ClassVar[str] = "questions/tick.html"

    def parse(self, data: Entered, name: str) -> bool:
        return typed(data, name) == "yes"

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {name: ["yes"]} if value is True else {}

    def fields(self, name: str, data: Entered) -> Box:
        return Box(name, name, "yes", self.label, checked=self.parse(data, name))

    def say(self, value: JSON) -> str:
        return gettext("Yes") if value is True else gettext("No")
