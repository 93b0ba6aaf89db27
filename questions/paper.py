"""The same pages as a blank form on paper: what to tick, where to write, nothing filled in. Pure.

Every page is printed, whatever its condition: paper cannot branch. What may be added again on the
phone is a table with some rows; its long lists of answers stand below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, ClassVar

from questions.instrument import Rating
from questions.page import Choice, Page, Question, Words, always
from questions.widgets import ManyOf, OneOf, Sites, Treatments

ROWS = 6  # of a table; more go on its back
FEW = 4  # answers that fit into a cell of a table
MANY = 12  # answers that need not stand on one sheet
_NUMBERED = re.compile(r"(.+)-([0-9]+)")


class _Nothing:
    """What an empty form sent."""

    def getlist(self, key: str, /) -> list[Any]:
        return []


@dataclass(frozen=True)
class Blank:
    """One question with its empty fields."""

    question: Question
    is_alone: bool  # its words are the block's heading

    @property
    def fields(self) -> object:
        return self.question.widget.fields(self.question.key, _Nothing())

    @property
    def template(self) -> str:
        return paper_template(self.question.widget.template)


@dataclass(frozen=True)
class Block:
    """One page of the phone's form."""

    number: int
    page: Page
    template: ClassVar[str] = "questions/paper/block.html"

    @property
    def heading(self) -> Words:
        return self.page.heading

    @property
    def may_not_apply(self) -> bool:
        return self.page.applies is not always

    @property
    def is_long(self) -> bool:
        """Whether it may be broken between two sheets."""
        widgets = [question.widget for question in self.page.questions]
        return any(
            isinstance(widget, Sites | Treatments) or len(getattr(widget, "choices", ())) > MANY
            for widget in widgets
        )

    @property
    def blanks(self) -> list[Blank]:
        is_alone = len(self.page.questions) == 1 and not self.page.title
        return [Blank(question, is_alone) for question in self.page.questions]

    @property
    def grid(self) -> list[str]:
        """The answers of an instrument's items where all have the same: one row each, then."""
        widgets = [question.widget for question in self.page.questions]
        rated = [widget for widget in widgets if isinstance(widget, Rating)]
        labels = [[str(choice.label) for choice in widget.choices] for widget in rated]
        is_grid = len(rated) == len(widgets) > 1 and all(each == labels[0] for each in labels)
        return labels[0] if is_grid else []


@dataclass(frozen=True)
class Column:
    """One question of a table: ticks where they are few, else a line and the answers to choose."""

    question: Question
    mark: str = ""  # of its legend, below the table

    @property
    def label(self) -> Words:
        return self.question.row_label

    @property
    def _choices(self) -> tuple[Choice, ...]:
        parts = ("choices", "units", "ticks")
        found = (getattr(self.question.widget, part, ()) for part in parts)
        return next((choices for choices in found if choices), ())

    @property
    def is_written(self) -> bool:
        """Whether there is something to write beside or instead of a tick."""
        return not isinstance(self.question.widget, OneOf | ManyOf) or not self.ticks

    @property
    def ticks(self) -> tuple[Choice, ...]:
        is_few = len(self._choices) <= FEW and not hasattr(self.question.widget, "ticks")
        return self._choices if is_few else ()

    @property
    def legend(self) -> tuple[Choice, ...]:
        return () if self.ticks else self._choices


@dataclass(frozen=True)
class Table:
    """Several of one kind: medicines, operations. A row each."""

    number: int
    heading: Words
    hint: Words
    columns: tuple[Column, ...]
    rows: range
    template: ClassVar[str] = "questions/paper/table.html"
    may_not_apply: ClassVar[bool] = True


@dataclass(frozen=True)
class Section:
    title: str
    blocks: list[Block | Table]


def paper_template(template: str) -> str:
    """The paper's template of a widget, beside the screen's of the same name."""
    return template.replace("questions/", "questions/paper/", 1)


def blank(pages: Iterable[Page]) -> list[Section]:
    """The whole form in the order asked, numbered through."""
    sections: list[Section] = []
    number = 0
    for title, of_section in groupby(pages, key=lambda page: str(page.section)):
        blocks: list[Block | Table] = []
        for group in _groups(of_section):
            number += 1
            is_table = _of(group[0]) is not None
            blocks.append(_table(number, group) if is_table else Block(number, group[0]))
        sections.append(Section(title, blocks))
    return sections


def _of(page: Page) -> re.Match[str] | None:
    return _NUMBERED.fullmatch(page.key)


def _kind(page: Page) -> str:
    found = _of(page)
    return found[1] if found else page.key


def _is_entry(page: Page) -> bool:
    """Whether the page is an entry of a loop, and not one that asks more about an entry."""
    return page.questions[-1].key == f"{_kind(page)}_another"


def _groups(pages: Iterable[Page]) -> list[list[Page]]:
    """Each page by itself, but the numbered ones of a loop, and what hangs on them, together."""
    groups: list[list[Page]] = []
    for page in pages:
        goes_on = bool(groups) and _of(page) is not None and _of(groups[-1][0]) is not None
        if goes_on and (not _is_entry(page) or _kind(page) == _kind(groups[-1][0])):
            groups[-1].append(page)
        else:
            groups.append([page])
    return groups


def _table(number: int, pages: Sequence[Page]) -> Table:
    entries = [page for page in pages if _is_entry(page)] or list(pages)
    firsts: dict[str, Page] = {}
    for page in pages:
        firsts.setdefault(_kind(page), page)
    another = f"{_kind(entries[0])}_another"
    asked = [q for page in firsts.values() for q in page.questions if q.key != another]
    columns = [Column(question) for question in asked]
    listed = [column for column in columns if column.legend]
    marks = {column.question.key: "*" * n for n, column in enumerate(listed, start=1)}
    return Table(
        number=number,
        heading=str(entries[0].heading).removesuffix(" 1"),
        hint=entries[0].hint,
        columns=tuple(replace(c, mark=marks.get(c.question.key, "")) for c in columns),
        rows=range(1, min(len(entries), ROWS) + 1),
    )
