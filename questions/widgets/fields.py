"""What the widgets' templates draw, and small readers of what a form sent. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questions.page import JSON, Choice, Entered, Words


@dataclass(frozen=True)
class Box:
    """A radio or a checkbox with its words."""

    id: str
    name: str
    value: str
    label: Words
    hint: Words = ""
    group: Words = ""
    checked: bool = False


@dataclass(frozen=True)
class TextBox:
    """One line to type in."""

    id: str
    name: str
    value: str


def boxes(choices: Iterable[Choice], name: str, data: Entered) -> list[Box]:
    chosen = set(data.getlist(name))
    return [
        Box(f"{name}-{c.code}", name, c.code, c.label, c.hint, c.group, c.code in chosen)
        for c in choices
    ]


def text_box(name: str, data: Entered) -> TextBox:
    return TextBox(name, name, typed(data, name))


def typed(data: Entered, name: str) -> str:
    """The last value sent under a name: printable characters, without outer blanks."""
    values = data.getlist(name)
    text = str(values[-1]) if values else ""
    return "".join(character for character in text if character.isprintable()).strip()


def label_of(choices: Iterable[Choice], code: object) -> str:
    """A choice's words; a code that is no longer offered is still readable."""
    words = {choice.code: choice.label for choice in choices}
    if isinstance(code, str):
        return str(words.get(code) or code.replace("_", " "))
    return unreadable(code)


def unreadable(value: object) -> str:
    """A stored value of a shape that its widget does not know: shown as it is, never a failure."""
    return "" if value in (None, "", [], {}) else str(value)


def as_list(value: JSON) -> list[object]:
    return value if isinstance(value, list) else []
