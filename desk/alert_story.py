"""What lies behind an alert: the patient's own answers or texts, and what the patient was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.phones import said
from intake import safety_texts
from intake.models import Answer, Intake
from intake.pages import PAGES
from intake.pages.warning_signs import WARNING_SIGNS
from intake.services import RED_FLAG
from notifications.models import Alert, Direction, Message
from questions.page import Page
from surveys import advice
from surveys.models import CheckIn, Complication
from surveys.pages import pages_of
from surveys.services import current_answers, step_of

_PAIN = ("where", "duration", "nrs_average")
_SIGNS = {page.key: page for page in WARNING_SIGNS}
_BEFORE = timedelta(minutes=10)  # a text is read within minutes of its coming


@dataclass(frozen=True)
class Line:
    """One thing said: `lead` is what was asked, `words` the answer."""

    at: datetime | None
    lead: str
    words: str
    is_own_words: bool = False


@dataclass(frozen=True)
class Story:
    """`said` by the patient; `denied` and `unasked` sum up the rest of the red-flag questions."""

    source: str
    said: tuple[Line, ...]
    denied: tuple[str, ...] = ()
    unasked: int = 0
    told: str = ""


def tell(alert: Alert) -> Story:
    """The story by the alert's cause; empty where there is nothing but its reason."""
    kind, _colon, rest = alert.cause.partition(":")
    if alert.cause.startswith(RED_FLAG):
        return _of_form(alert)
    if kind == "complication":
        follow_up, _colon, complication = rest.partition(":")
        row = Complication.objects.filter(follow_up=UUID(follow_up), kind=complication).first()
        return _of_check_in(alert, row.check_in if row else None)
    if kind == "call":
        asked = CheckIn.objects.filter(follow_up=UUID(rest), due_at__lte=alert.raised_at)
        return _of_check_in(alert, asked.last())
    return _of_texts(alert)


def _of_form(alert: Alert) -> Story:
    begun = Intake.objects.filter(patient=alert.patient, started_at__lte=alert.raised_at)
    given = list(Answer.objects.filter(intake=begun.last()))
    rows = {row.page: row for row in given if row.superseded_at is None}
    changed = [row for row in given if row.superseded_at and row.page in _SIGNS]
    asked = [page for page in WARNING_SIGNS if page.key in rows]
    plain_no = [page for page in asked if rows[page.key].value[page.key] == "no"]
    other = [page for page in asked if page not in plain_no]
    pain = [page for page in PAGES if page.key in _PAIN and page.key in rows]
    return Story(
        source=_("pain-history form"),
        said=(
            *(_line(_SIGNS[row.page], row.value, row.answered_at, _(" (changed later)"))
              for row in changed),
            *(_line(page, rows[page.key].value, rows[page.key].answered_at)
              for page in (*other, *pain)),
        ),
        denied=tuple(str(page.questions[0].row_label) for page in plain_no),
        unasked=len(WARNING_SIGNS) - len(asked),
        told=str(safety_texts.HEADINGS.get(alert.grade, "")),
    )  # fmt: skip


def _of_check_in(alert: Alert, check_in: CheckIn | None) -> Story:
    if check_in is None:
        return Story(source="", said=())
    values = current_answers(check_in)
    at = {row.item.partition(".")[0]: row.reported_at for row in check_in.answers.all()}
    pages: Iterable[Page] = pages_of(step_of(check_in))
    label = step_of(check_in).label
    return Story(
        source=_("%(step)s check-in, %(state)s")
        % {"step": label, "state": check_in.get_state_display()},
        said=tuple(_line(page, values[page.key], at[page.key])
                   for page in pages if page.key in values),
        told=advice.heading(alert.grade) if advice.interrupts(alert.grade) else "",
    )  # fmt: skip


def _of_texts(alert: Alert) -> Story:
    texts = Message.objects.filter(
        direction=Direction.IN, clinic=alert.clinic, created_at__gte=alert.raised_at - _BEFORE
    )
    if alert.patient:
        texts = texts.filter(patient=alert.patient)
    else:
        texts = texts.filter(number=alert.cause.partition(":")[2])
    if alert.closed_at:
        texts = texts.filter(created_at__lte=alert.closed_at)
    lines = tuple(Line(text.created_at, "", text.body, is_own_words=True) for text in texts)
    number = said(alert.patient.phone if alert.patient else alert.cause.partition(":")[2])
    return Story(source=_("text from %(number)s") % {"number": number}, said=lines)


def _line(page: Page, value: dict[str, Any], at: datetime, note: str = "") -> Line:
    question = page.questions[0]
    is_own = page.key == "something_else"
    return Line(at, str(question.row_label), question.say(value[question.key]) + note, is_own)
