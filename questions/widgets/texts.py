"""Answers that are typed: a percent and a short line of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import JSON, Entered, Problem, Words
from questions.widgets.fields import TextBox, text_box, typed, unreadable

ENTER_PERCENT = _("Enter a number from 0 to 100")
WRITE_WORDS = _("Write a few words")


@dataclass(frozen=True)
class Percent:
    """A whole number from 0 to 100."""

    missing: Words = ENTER_PERCENT
    template: ClassVar[str] = "questions/percent.html"

    def parse(self, data: Entered, name: str) -> int:
        text = typed(data, name).removesuffix("%").strip()
        if not re.fullmatch("[0-9]{1,3}", text) or int(text) > 100:
            raise Problem(self.missing, name)
        return int(text)

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {} if value is None else {name: [str(value)]}

    def fields(self, name: str, data: Entered) -> TextBox:
        return text_box(name, data)

    def say(self, value: JSON) -> str:
        return f"{value}%" if isinstance(value, int) else unreadable(value)


@dataclass(frozen=True)
class ShortText:
    """A line of the patient's own words; "" where it may stay empty. `suggestions` are offered
    while typing, and never demanded.
    """

    max_length: int
    required: bool = False
    missing: Words = WRITE_WORDS
    suggestions: tuple[Words, ...] = ()
    template: ClassVar[str] = "questions/short_text.html"

    def parse(self, data: Entered, name: str) -> str:
        text = typed(data, name)
        if self.required and not text:
            raise Problem(self.missing, name)
        if len(text) > self.max_length:
            message = gettext("Use at most %(count)s letters") % {"count": self.max_length}
            raise Problem(message, name)
        return text

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {name: [value]} if isinstance(value, str) and value else {}

    def fields(self, name: str, data: Entered) -> TextBox:
        return text_box(name, data)

    def say(self, value: JSON) -> str:
        return unreadable(value)
