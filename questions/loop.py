"""Add another: one thing a page (a medicine, an operation), until the patient says that is all.

Each entry is a page of its own, so that it is saved, resumed and changed like any other. Its last
question asks for another; "Remove this one" leaves it out and keeps what comes after it. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Choice, Entered, Page, PageValue, Problem, Question, Words
from questions.widgets import OneOf

MORE, DONE, REMOVE = "yes", "no", "remove"


def _numbered(words: Words, n: int) -> str:
    said = str(words)
    return said % {"n": n} if "%(n)s" in said else f"{said} {n}"


# "Medicine" or "Medicine %(n)s: how do you take it?", and 2.
numbered: Callable[[Words, int], Words] = lazy(_numbered, str)


@dataclass(frozen=True)
class EntryPage(Page):
    """One entry of a loop. To take it out nothing else of it needs to be filled in or mended."""

    def parse(self, data: Entered) -> tuple[PageValue, dict[str, Problem]]:
        value, problems = super().parse(data)
        return value, {} if value.get(self.questions[-1].key) == REMOVE else problems


def loop(
    *,
    key: str,
    section: Words,
    title: Words,
    questions: tuple[Question, ...],
    another: Words,
    applies: Callable[[Answers], bool],
    most: int,
    hint: Words = "",
) -> tuple[Page, ...]:
    """Pages `<key>-1` to `<key>-<most>`; the first is asked when `applies`, each further one when
    the one before it asked for another.
    """
    choices = (
        Choice(MORE, _("Yes")),
        Choice(DONE, _("No, that is all")),
        Choice(REMOVE, _("Remove this one")),
    )
    last = Question(
        f"{key}_another",
        another,
        OneOf(choices, missing=_("Choose whether there is another one")),
        short=_("Another one"),
    )
    return tuple(
        EntryPage(
            key=f"{key}-{n}",
            section=section,
            questions=(*questions, last if n < most else _closing(last)),
            title=numbered(title, n),
            hint=hint,
            applies=partial(_is_asked, key, n, applies),
        )
        for n in range(1, most + 1)
    )


def entries(key: str, answers: Answers) -> list[PageValue]:
    """What was entered, in order, without what was removed."""
    return list(numbered_entries(key, answers).values())


def numbered_entries(key: str, answers: Answers) -> dict[int, PageValue]:
    """The same, each under the number of its page: a page that asks more of it has it too."""
    found = {}
    n = 1
    while (page := answers.get(f"{key}-{n}")) is not None:
        if page.get(f"{key}_another") != REMOVE:
            found[n] = page
        n += 1
    return found


def _closing(last: Question) -> Question:
    """The last page has no further one to ask for."""
    widget = last.widget
    assert isinstance(widget, OneOf)  # noqa: S101  # for the type checker
    fewer = tuple(choice for choice in widget.choices if choice.code != MORE)
    return replace(last, widget=replace(widget, choices=fewer))


def _is_asked(key: str, n: int, applies: Callable[[Answers], bool], answers: Answers) -> bool:
    """A removed entry still leads on to one that was entered after it."""
    if not applies(answers):
        return False
    for before in range(1, n):
        said = answers.get(f"{key}-{before}", {}).get(f"{key}_another")
        if said == MORE:
            continue
        later = any(f"{key}-{after}" in answers for after in range(before + 1, n + 1))
        if said != REMOVE or not later:
            return False
    return True
