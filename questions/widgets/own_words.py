"""Where the patient's own words may stand beside what is offered: never an unknown word refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.page import JSON, Choice, Entered, Problem, Widget, Words
from questions.widgets.choices import CHOOSE_ONE
from questions.widgets.fields import (
    Box,
    TextBox,
    as_list,
    boxes,
    label_of,
    text_box,
    typed,
    unreadable,
)
from questions.widgets.texts import WRITE_WORDS, ShortText

OTHER = "other"


@dataclass(frozen=True)
class OneOrOther:
    """One code of several, or {"other": words} under the choice whose code is "other"."""

    choices: tuple[Choice, ...]
    max_length: int = 80
    missing: Words = CHOOSE_ONE
    template: ClassVar[str] = "questions/one_or_other.html"

    def parse(self, data: Entered, name: str) -> str | dict[str, JSON]:
        words = typed(data, f"{name}-words")
        code = typed(data, name) or (OTHER if words else "")
        if code not in [choice.code for choice in self.choices]:
            raise Problem(self.missing, f"{name}-{self.choices[0].code}")
        if code == OTHER:
            return {OTHER: _line(words, self.max_length, f"{name}-words")}
        if words:
            message = gettext("You chose “%(choice)s” and wrote something else. Keep one of them.")
            label = label_of(self.choices, code)
            raise Problem(message % {"choice": label}, f"{name}-words")
        return code

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        match value:
            case str():
                return {name: [value]}
            case {"other": str() as words}:
                return {name: [OTHER], f"{name}-words": [words]}
        return {}

    def fields(self, name: str, data: Entered) -> dict[str, list[Box] | TextBox]:
        rows = boxes(self.choices, name, data)
        return {"boxes": rows, "line": text_box(f"{name}-words", data)}

    def say(self, value: JSON) -> str:
        match value:
            case {"other": str() as words}:
                return words
            case str():
                return label_of(self.choices, value)
        return unreadable(value)


@dataclass(frozen=True)
class TextOrTicks:
    """A line as it was typed, or ticks that may stand in its place or beside it: "I can't
    remember". {"words", "ticks"}; `suggestions` are offered while typing, and never demanded.
    """

    ticks: tuple[Choice, ...]
    line_label: Words
    max_length: int = 80
    missing: Words = WRITE_WORDS
    suggestions: tuple[Words, ...] = ()
    template: ClassVar[str] = "questions/text_or_ticks.html"

    def parse(self, data: Entered, name: str) -> dict[str, JSON]:
        words, sent = typed(data, name), data.getlist(f"{name}-tick")
        ticked: list[JSON] = [choice.code for choice in self.ticks if choice.code in sent]
        if not words and not ticked:
            raise Problem(self.missing, name)
        if words:
            words = _line(words, self.max_length, name)
        return {"words": words, "ticks": ticked}

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        if not isinstance(value, dict):
            return {}
        words, ticks = value.get("words"), as_list(value.get("ticks"))
        sent = {name: [words]} if isinstance(words, str) and words else {}
        return sent | {f"{name}-tick": [str(code) for code in ticks]}

    def fields(self, name: str, data: Entered) -> dict[str, TextBox | list[Box]]:
        return {"line": text_box(name, data), "ticks": boxes(self.ticks, f"{name}-tick", data)}

    def say(self, value: JSON) -> str:
        if not isinstance(value, dict):
            return unreadable(value)
        said = [value["words"]] if value.get("words") else []
        ticks = [label_of(self.ticks, code) for code in as_list(value.get("ticks"))]
        return "; ".join(map(str, [*said, *ticks]))


def _line(words: str, max_length: int, field_id: str) -> str:
    if not words:
        raise Problem(_("Write a few words"), field_id)
    if len(words) > max_length:
        message = gettext("Use at most %(count)s letters") % {"count": max_length}
        raise Problem(message, field_id)
    return words


def has_own_words(widget: Widget, value: JSON) -> bool:
    """Whether an answer holds what the patient wrote, in the language they wrote it in."""
    match value:
        case {"other": str()}:
            return isinstance(widget, OneOrOther)
        case {"words": str() as words}:
            return bool(words) and isinstance(widget, TextOrTicks)
        case str():
            return bool(value) and isinstance(widget, ShortText)
    return False
