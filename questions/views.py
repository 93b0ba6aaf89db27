"""One view shows and takes any page. Whoever mounts it gives the pages, the answers and `save`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from questions.language import switched
from questions.page import Answers, Entered, Page, PageValue, Problem, Question, Words, applicable
from questions.widgets.own_words import has_own_words


@dataclass(frozen=True)
class Filling:
    """One person filling in one form. `save` stores a page and may name an address to go to."""

    pages: tuple[Page, ...]
    answers: Answers
    answered_earlier: frozenset[str]  # answered before this opening: never shown, not reachable
    save: Callable[[Page, PageValue, datetime], str | None]
    page_url: Callable[[str], str]
    check_url: str
    context: Mapping[str, object]
    passed_over: frozenset[str] | None = None  # left without an answer by staff; None: not offered
    languages: Mapping[str, str] = field(default_factory=dict)  # page key -> answered in
    earlier_url: str | None = None  # where a code opens what was answered earlier
    told_before: Answers = field(default_factory=dict)  # shown on a page that has no answer yet

    def may_open(self, page: Page) -> bool:
        return page.key not in self.answered_earlier


@dataclass(frozen=True)
class Asked:
    """One question as its template draws it."""

    question: Question
    fields: object
    problem: Problem | None
    alone: bool  # the only question of its page: its words are the page's heading

    @property
    def described_by(self) -> str:
        parts = [(self.question.hint, "hint"), (self.problem, "error")]
        return " ".join(f"{self.question.key}-{name}" for part, name in parts if part)


@dataclass(frozen=True)
class Row:
    label: Words
    said: str
    change_url: str | None
    language: str = ""  # of the patient's own words, where that is known


@dataclass(frozen=True)
class Section:
    title: Words
    rows: list[Row]


def first_unanswered(filling: Filling) -> Page | None:
    pages = applicable(filling.pages, filling.answers)
    seen = filling.answers.keys() | (filling.passed_over or ())
    return next((page for page in pages if page.key not in seen), None)


def next_url(filling: Filling) -> str:
    page = first_unanswered(filling)
    return filling.page_url(page.key) if page else filling.check_url


def back_url(filling: Filling, key: str = "") -> str | None:
    """The page before `key` that may be opened; without a key the last one. None at the start."""
    before: str | None = None
    for page in applicable(filling.pages, filling.answers):
        if page.key == key:
            break
        if filling.may_open(page):
            before = page.key
    return before and filling.page_url(before)


def show_page(request: HttpRequest, filling: Filling, key: str, now: datetime) -> HttpResponse:
    """GET shows the page; POST takes it, saves it and goes on, or says what to mend (422)."""
    pages = {page.key: page for page in applicable(filling.pages, filling.answers)}
    page = pages.get(key)
    if page is None or not filling.may_open(page):
        return redirect(next_url(filling))
    if request.method != "POST":
        value = filling.answers.get(key) or filling.told_before.get(key, {})
        stored = MultiValueDict(page.entries(value))
        return _render(request, filling, page, stored, {})
    if switched(request):
        return _render(request, filling, page, request.POST, {})
    if filling.passed_over is not None and request.POST.get("pass_over"):
        return _pass_over(filling, page, now)
    value, problems = page.parse(request.POST)
    if problems:
        return _render(request, filling, page, request.POST, problems)
    answers = {**filling.answers, key: value}
    # An odd answer is shown once more; sent again unchanged, it stands.
    warning = page.check(value, answers)
    as_sent = json.dumps(value, sort_keys=True)
    # "seen": the page itself has shown it, as the body map does.
    if warning and request.POST.get("confirmed") not in (as_sent, "seen"):
        first = page.questions[0].key
        odd = {first: Problem(warning, f"{first}-question")}
        return _render(request, filling, page, request.POST, odd, confirmed=as_sent)
    elsewhere = filling.save(page, value, now)
    return redirect(elsewhere or next_url(replace(filling, answers=answers)))


def _pass_over(filling: Filling, page: Page, now: datetime) -> HttpResponse:
    """Leave a page without an answer: an empty value is kept in its place, which is no fact."""
    filling.save(page, {}, now)
    rest = {key: value for key, value in filling.answers.items() if key != page.key}
    left = (filling.passed_over or frozenset()) | {page.key}
    return redirect(next_url(replace(filling, answers=rest, passed_over=left)))


def show_check(request: HttpRequest, filling: Filling) -> HttpResponse:
    """The check page, or the first page still to answer. Sending is its owner's, by POST."""
    if first_unanswered(filling):
        return redirect(next_url(filling))
    context = {
        "sections": check_rows(filling),
        "back_url": back_url(filling),
        "earlier_url": filling.earlier_url if filling.answered_earlier else None,
    }
    return render(request, "questions/check.html", {**filling.context, **context})


def show_answers(request: HttpRequest, filling: Filling) -> HttpResponse:
    """What was answered so far, to change or to go on from."""
    answered = tuple(page for page in filling.pages if page.key in filling.answers)
    context = {
        "sections": check_rows(replace(filling, pages=answered)),
        "earlier_url": filling.earlier_url if filling.answered_earlier else None,
        "next_url": next_url(filling),
    }
    return render(request, "questions/answers.html", {**filling.context, **context})


def _hides_the_page_before(filling: Filling, key: str) -> bool:
    before: Page | None = None
    for page in applicable(filling.pages, filling.answers):
        if page.key == key:
            break
        before = page
    return before is not None and not filling.may_open(before)


def check_rows(filling: Filling) -> list[Section]:
    sections: dict[str, list[Row]] = {}
    for page in applicable(filling.pages, filling.answers):
        rows = sections.setdefault(str(page.section), [])
        value = filling.answers.get(page.key, {})
        for question in page.questions:
            if filling.may_open(page):
                said = question.say(value.get(question.key)) or gettext("Not provided")
                own = has_own_words(question.widget, value.get(question.key))
                language = filling.languages.get(page.key, "") if own else ""
                rows.append(Row(question.row_label, said, filling.page_url(page.key), language))
            else:
                rows.append(Row(question.row_label, gettext("Answered earlier"), None))
    return [Section(title, rows) for title, rows in sections.items()]


def _asked(page: Page, data: Entered, problems: Mapping[str, Problem]) -> list[Asked]:
    return [
        Asked(
            question,
            question.widget.fields(question.key, data),
            problems.get(question.key),
            alone=len(page.questions) == 1 and not page.title,
        )
        for question in page.questions
    ]


def _render(
    request: HttpRequest,
    filling: Filling,
    page: Page,
    data: Entered,
    problems: Mapping[str, Problem],
    confirmed: str = "",
) -> HttpResponse:
    context = {
        "page": page,
        "asked": _asked(page, data, problems),
        "form_errors": [(problem.field_id, problem.message) for problem in problems.values()],
        "confirmed": confirmed,
        "may_pass_over": filling.passed_over is not None,
        "scripts": [q.widget.script for q in page.questions if hasattr(q.widget, "script")],
        "back_url": back_url(filling, page.key),
        "earlier_url": filling.earlier_url if _hides_the_page_before(filling, page.key) else None,
        "was_told_before": page.key in filling.told_before and page.key not in filling.answers,
    }
    status = 422 if problems else 200
    return render(request, "questions/page.html", {**filling.context, **context}, status=status)
