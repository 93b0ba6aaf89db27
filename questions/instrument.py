"""Pages from an instrument's data file: its stem, its items, its choices and its notice, in the
words of the language on show, or in English where it has none in that language. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from instruments.definition import ABSENT, Instrument, Item, Wording
from questions.page import (
    JSON,
    Answers,
    Choice,
    Entered,
    Page,
    PageValue,
    Problem,
    Question,
    Words,
    always,
)
from questions.widgets.choices import CHOOSE_ONE, ManyOf
from questions.widgets.fields import Box, boxes, label_of, typed, unreadable

MOST_ON_A_PAGE = 5
MAY_SKIP = _("You may leave out any that you do not want to answer.")
_NO_YES = (_("No"), _("Yes"))


def shown_in(instrument: Instrument) -> str:
    """The language its words are shown in now: the one in use, or English where it has none."""
    language = (get_language() or "en")[:2]
    return "en" if instrument.wording_status(language) == ABSENT else language


def is_foreign(instrument: Instrument) -> bool:
    """Whether it stands in a language that its reader did not choose: it may then be left out."""
    return not (get_language() or "en").startswith(shown_in(instrument))


def wording(instrument: Instrument, item: Item) -> Wording:
    """An item's words in the language on show."""
    return item.wording[shown_in(instrument)]


def question_key(instrument: Instrument, item: Item) -> str:
    return f"{instrument.name}_{item.key}"


def _text(instrument: Instrument, item: Item) -> str:
    return wording(instrument, item).text


def _choice(instrument: Instrument, item: Item, place: int) -> str:
    said = wording(instrument, item).choices
    return said[place] if said else str(_NO_YES[place])


def _stem(instrument: Instrument, item: Item) -> str:
    """What stands above an item: the nearest lead at or before it, else the instrument's own."""
    before = instrument.items[: instrument.items.index(item) + 1]
    leads = [lead for one in before if (lead := wording(instrument, one).lead)]
    return leads[-1] if leads else instrument.languages[shown_in(instrument)].lead


def _hint(instrument: Instrument, *parts: Words) -> str:
    """The parts that say something; before them, that the words below are English."""
    note = ""
    if is_foreign(instrument):
        note = gettext(
            "This part is shown in English. There is no translation we may use. "
            "You may leave it out."
        )
    return " ".join(str(part) for part in (note, *parts) if str(part))


def _heading(stem: Words, part: Words) -> str:
    return f"{stem} ({part})" if part else str(stem)


# The same, in words that wait for the language they are shown in.
text_of = lazy(_text, str)
choice_of = lazy(_choice, str)
stem_of = lazy(_stem, str)
hint_of = lazy(_hint, str)
_heading_of = lazy(_heading, str)


@dataclass(frozen=True)
class _Shown:
    """What both widgets' templates ask of an instrument."""

    instrument: Instrument

    @property
    def language(self) -> str:
        return shown_in(self.instrument)

    @property
    def notice(self) -> str:
        return self.instrument.languages[self.language].notice


@dataclass(frozen=True)
class Rating(_Shown):
    """One value of an item's range. With `may_skip` an item left empty is None, never 0."""

    item: Item
    may_skip: bool
    is_last: bool = False  # the notice stands under it
    lifeline: bool = False  # and 988 with it
    template: ClassVar[str] = "questions/rating.html"

    @property
    def choices(self) -> tuple[Choice, ...]:
        low, high = self.item.low, self.item.high
        return tuple(
            Choice(str(value), choice_of(self.instrument, self.item, value - low))
            for value in range(low, high + 1)
        )

    def parse(self, data: Entered, name: str) -> int | None:
        sent = typed(data, name)
        if not sent and (self.may_skip or is_foreign(self.instrument)):
            return None
        if sent not in [choice.code for choice in self.choices]:
            raise Problem(CHOOSE_ONE, f"{name}-{self.item.low}")
        return int(sent)

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        return {} if value is None else {name: [str(value)]}

    def fields(self, name: str, data: Entered) -> list[Box]:
        return boxes(self.choices, name, data)

    def say(self, value: JSON) -> str:
        return label_of(self.choices, str(value)) if isinstance(value, int) else unreadable(value)


@dataclass(frozen=True)
class Ticks(ManyOf):
    """A tick list in its published words: what is not ticked is 0 once the page is sent. Left empty
    by someone who may not read its language it is None, never 0.
    """

    instrument: Instrument | None = None
    template: ClassVar[str] = "questions/ticks.html"

    def parse(self, data: Entered, name: str) -> list[str] | None:  # type: ignore[override]
        ticked = super().parse(data, name)
        return None if not ticked and self.instrument and is_foreign(self.instrument) else ticked

    @property
    def shown(self) -> _Shown | None:
        return _Shown(self.instrument) if self.instrument else None


def items(
    instrument: Instrument, keys: Sequence[str], *, may_skip: bool | None = None
) -> tuple[Question, ...]:
    """A question per item. They may be skipped where the instrument bears missing items."""
    if len(keys) > MOST_ON_A_PAGE:
        raise ValueError(f"{instrument.name}: at most {MOST_ON_A_PAGE} items on a page")
    skip = instrument.missing.allowed > 0 if may_skip is None else may_skip
    return tuple(
        Question(
            question_key(instrument, item),
            text_of(instrument, item),
            Rating(instrument, item, skip, is_last=item.key == keys[-1]),
        )
        for item in (instrument.by_key[key] for key in keys)
    )


def page(
    instrument: Instrument,
    keys: Sequence[str],
    *,
    key: str,
    section: Words,
    title: Words = "",
    part: Words = "",
    may_skip: bool | None = None,
    applies: Callable[[Answers], bool] = always,
    lifeline: bool = False,
) -> Page:
    """At most five items under their stem. The stem is the heading, with its `part` where it stands
    on several pages; under a `title` of ours it is the first thing read.
    """
    asked = items(instrument, keys, may_skip=may_skip)
    if lifeline:
        last = asked[-1]
        asked = (*asked[:-1], replace(last, widget=replace(last.widget, lifeline=True)))  # type: ignore[type-var]
    stem = stem_of(instrument, instrument.by_key[keys[0]])
    skip = MAY_SKIP if any(question.widget.may_skip for question in asked) else ""  # type: ignore[attr-defined]
    if len(asked) == 1 and not title:
        alone = replace(asked[0], hint=hint_of(instrument, stem, skip))
        return Page(key, section, (alone,), applies=applies, check=left_out)
    heading = title or _heading_of(stem, part)
    hint = hint_of(instrument, stem if title else "", skip)
    return Page(key, section, asked, heading, hint, applies, check=left_out)


def tick_page(
    instrument: Instrument,
    *,
    key: str,
    section: Words,
    label: Words,
    short: Words,
    applies: Callable[[Answers], bool] = always,
) -> Page:
    """Every item of a tick list on one page. Sent empty it is 0, after one look back."""
    choices = tuple(Choice(item.key, text_of(instrument, item)) for item in instrument.scored)
    widget = Ticks(choices, alone=(), joinable=(), required=False, instrument=instrument)
    hint = hint_of(instrument, stem_of(instrument, instrument.scored[0]))
    question = Question(key, label, widget, hint, short)
    return Page(key, section, (question,), applies=applies, check=_nothing_ticked)


def left_out(value: PageValue, answers: Answers) -> Words | None:
    """An item that was left empty is asked about once; then it stays empty."""
    count = sum(one is None for one in value.values())
    if not count:
        return None
    return ngettext(
        "You left one line empty. Answer it, or press Continue to leave it out.",
        "You left %(count)s lines empty. Answer them, or press Continue to leave them out.",
        count,
    ) % {"count": count}


def _nothing_ticked(value: PageValue, answers: Answers) -> Words | None:
    if any(value.values()) or None in value.values():
        return None
    return gettext("You ticked no line. If none of them is true today, press Continue.")


def given(instrument: Instrument, answers: Answers) -> dict[str, int | None]:
    """The value of each item by its key, None where it was not asked or not answered."""
    said = {key: value for page in answers.values() for key, value in page.items()}
    values = {item.key: said.get(question_key(instrument, item)) for item in instrument.items}
    return {key: value if isinstance(value, int) else None for key, value in values.items()}


def in_order(
    instrument: Instrument, answers: Answers, keys: Iterable[str] = ()
) -> list[int | None] | None:
    """The values in the order of the items, for the facts; None where there is none at all."""
    values = given(instrument, answers)
    found = [values[key] for key in keys or instrument.keys]
    return None if all(value is None for value in found) else found
