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
from intake.pages.warning_signs import PUMP_SIGNS, SIGNS_BY_PLACE, WARNING_SIGNS
from intake.services import RED_FLAG
from notifications.models import Alert, Direction, Message
from questions.page import JSON, Page, Question, applicable
from surveys import advice
from surveys.models import CheckIn, Complication
from surveys.pages import pages_of
from surveys.services import current_answers, step_of

_PAIN = ("where", "duration", "nrs_average")
_SELF_HARM = {"phq9_2": "phq9_self_harm"}  # the page on which item 9 of the PHQ-9 is asked
_SIGN_PAGES = {
    *(page.key for page in (*WARNING_SIGNS, *SIGNS_BY_PLACE, *PUMP_SIGNS)),
    *("suicide_plan", "very_drowsy_or_slow_breathing", *_SELF_HARM),
}
# The red-flag question of each page that asks one, in the order asked.
_SIGNS: dict[str, Question] = {
    page.key: next(q for q in page.questions if q.key == _SELF_HARM.get(page.key, page.key))
    for page in PAGES
    if page.key in _SIGN_PAGES
}
_DENIED: tuple[JSON, ...] = ("no", ["none"], 0)
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
    # An empty value was passed over by staff: nobody answered it.
    given = [row for row in Answer.objects.filter(intake=begun.last()) if row.value]
    rows = {row.page: row for row in given if row.superseded_at is None}
    changed = [row for row in given if row.superseded_at and _was_taken_back(row, rows)]
    to_ask = applicable(PAGES, {key: row.value for key, row in rows.items()})
    signs = [page.key for page in to_ask if page.key in _SIGNS]
    asked = [key for key in signs if key in rows]
    denied = [key for key in asked if rows[key].value.get(_SIGNS[key].key) in _DENIED]
    pain = {page.key: page.questions[0] for page in to_ask if page.key in _PAIN}
    said = {key: _SIGNS[key] for key in asked if key not in denied} | pain
    return Story(
        source=_("pain-history form"),
        said=(
            *(_line(_SIGNS[row.page], row.value, row.answered_at, _(" (changed later)"))
              for row in changed),
            *(_line(question, rows[key].value, rows[key].answered_at)
              for key, question in said.items() if key in rows),
        ),
        denied=tuple(str(_SIGNS[key].row_label) for key in denied),
        unasked=len(signs) - len(asked),
        told=_told(alert.cause.removeprefix(RED_FLAG), alert.grade),
    )  # fmt: skip


def _was_taken_back(row: Answer, rows: dict[str, Answer]) -> bool:
    """Whether a red-flag question has another answer now."""
    if row.page not in _SIGNS:
        return False
    key, standing = _SIGNS[row.page].key, rows.get(row.page)
    return standing is None or standing.value.get(key) != row.value.get(key)


def _told(flag_id: str, grade: str) -> str:
    """The heading of the safety page; a grade without one shows the patient nothing."""
    return str(safety_texts.heading(flag_id, grade)) if grade in safety_texts.HEADINGS else ""


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
        said=tuple(_line(page.questions[0], values[page.key], at[page.key])
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


def _line(question: Question, value: dict[str, Any], at: datetime, note: str = "") -> Line:
    is_own = question.key == "something_else"
    words = question.say(value.get(question.key)) or _("Not provided")
    return Line(at, str(question.row_label), words + note, is_own)
