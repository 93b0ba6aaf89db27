"""What a form is made of: frozen values, defined once, shown on phone, kiosk, paper and to staff.

Pure. Nothing here reads a request, a clock or a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from django.utils.functional import Promise

JSON: TypeAlias = "None | bool | int | float | str | list[Any] | dict[str, Any]"
PageValue: TypeAlias = dict[str, JSON]  # question key -> canonical value
Answers: TypeAlias = Mapping[str, PageValue]  # page key -> the current value of that page
Words: TypeAlias = str | Promise  # a sentence, translated when it is shown


class Entered(Protocol):
    """What a form sent: Django's QueryDict and MultiValueDict both are."""

    def getlist(self, key: str, /) -> list[Any]: ...


class Problem(Exception):
    """What the patient must mend, in words that say how, and the id of the field to mend."""

    def __init__(self, message: Words, field_id: str) -> None:
        super().__init__(message)
        self.message = message
        self.field_id = field_id


class Widget(Protocol):
    """One way to answer. `entries` undoes `parse`: it is what a form would send for a value."""

    @property
    def template(self) -> str: ...
    def parse(self, data: Entered, name: str) -> JSON: ...
    def entries(self, name: str, value: JSON) -> dict[str, list[str]]: ...
    def fields(self, name: str, data: Entered) -> object: ...
    def say(self, value: JSON) -> str: ...


@dataclass(frozen=True)
class Choice:
    code: str
    label: Words
    hint: Words = ""
    group: Words = ""  # choices of one group stand together under this heading


@dataclass(frozen=True)
class Question:
    key: str
    label: Words  # the sentence asked
    widget: Widget
    hint: Words = ""
    short: Words = ""  # the row's label on the check page

    @property
    def row_label(self) -> Words:
        return self.short or self.label

    def say(self, value: JSON) -> str:
        return self.widget.say(value)


def always(answers: Answers) -> bool:
    return True


def nothing_odd(value: PageValue, answers: Answers) -> Words | None:
    return None


@dataclass(frozen=True)
class Page:
    """One screen. `check` may ask the patient to look again, once; the same answer then stands."""

    key: str
    section: Words
    questions: tuple[Question, ...]
    title: Words = ""  # needed where several questions share the page
    hint: Words = ""
    applies: Callable[[Answers], bool] = always
    check: Callable[[PageValue, Answers], Words | None] = nothing_odd
    call_first: Words = ""  # stands above the question, with a link to 911

    @property
    def heading(self) -> Words:
        return self.title or self.questions[0].label

    def parse(self, data: Entered) -> tuple[PageValue, dict[str, Problem]]:
        """Every question's value, and the problem of each that has one, by question key."""
        value: PageValue = {}
        problems: dict[str, Problem] = {}
        for question in self.questions:
            try:
                value[question.key] = question.widget.parse(data, question.key)
            except Problem as problem:
                problems[question.key] = problem
        return value, problems

    def entries(self, value: PageValue) -> dict[str, list[str]]:
        """What this page's form would send for `value`; also how staff or a test fill it in."""
        sent: dict[str, list[str]] = {}
        for question in self.questions:
            sent |= question.widget.entries(question.key, value.get(question.key))
        return sent


def applicable(pages: Iterable[Page], answers: Answers) -> list[Page]:
    """The pages to ask, given the answers so far."""
    return [page for page in pages if page.applies(answers)]
