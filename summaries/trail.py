"""What happened, newest first: forms, reviews, procedures, check-ins, alerts, texts to read."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.dates import span
from notifications.models import Alert, AlertState
from surveys.models import AnswerChannel, CheckIn, CheckInState
from surveys.pages import PGIC_WORDS, WORDS
from surveys.services import peg_of

from .alerts import closing
from .form import reviewed
from .measured import is_free, step_after
from .parts import Event
from .records import Records
from .treated import Treated

_OVER = {
    CheckInState.MISSED: gettext_lazy("no answer"),
    CheckInState.NOT_SENT: gettext_lazy("not sent"),
}


def events(records: Records, procedures: tuple[Treated, ...]) -> tuple[Event, ...]:
    """Every event, newest first; of one moment, what led to another stands below it."""
    zone = records.patient.clinic.zone
    found = [
        *_alerts(records, zone),
        *_texts(records),
        *_check_ins(records),
        *_procedures(procedures),
        *_reviews(records),
        *_forms(records),
    ]
    return tuple(sorted(found, key=lambda event: event.at, reverse=True))


def _forms(records: Records) -> Iterator[Event]:
    for intake in records.intakes:
        pages = records.form_answers[intake.pk]
        average = pages.get("nrs_average", {}).get("nrs_average")
        total = peg_of(pages)
        said = [
            _("average pain %(value)s") % {"value": average} if average is not None else "",
            f"PEG {total}{records.mark('peg', intake)}" if total is not None else "",
        ]
        yield Event(
            intake.submitted_at, "form", _("Pain history sent"), ", ".join(filter(None, said))
        )


def _reviews(records: Records) -> Iterator[Event]:
    for row in records.reviews:
        review = reviewed(row)
        lead = ": ".join(filter(None, [review.decision, review.what]))
        yield Event(review.at, "review", lead, ". ".join(filter(None, [review.by, review.note])))


def _procedures(procedures: tuple[Treated, ...]) -> Iterator[Event]:
    for row in procedures:
        operator = str(row.procedure.operator)
        yield Event(row.done_at, "procedure", f"{row.letter}. {row.title}", operator)


def _check_ins(records: Records) -> Iterator[Event]:
    for check_in in records.check_ins:
        rows = records.answers[check_in.pk]
        name = step_after(records, check_in)
        if rows:
            by = _("by link") if rows[-1].channel == AnswerChannel.LINK else _("by text")
            pages = records.pages_of(check_in)
            at = max(row.reported_at for row in rows)
            quote = pages.get("something_else", {}).get("something_else", "")
            said = _answered(records, check_in)
            yield Event(at, "answer", f"{name}, {by}", said, quote)
        if check_in.state in _OVER:
            part = _("not finished") if rows else _OVER[CheckInState(check_in.state)]
            yield Event(_over_at(check_in), "missed", f"{name}: {part}", check_in.reason)


def _over_at(check_in: CheckIn) -> datetime:
    """A text that never went belongs to the day it was due."""
    return check_in.due_at if check_in.state == CheckInState.NOT_SENT else check_in.expires_at


def _answered(records: Records, check_in: CheckIn) -> str:
    """As in “average 2, now 1, says 70%, PEG 2.7, much improved. No new problem”."""
    pages = records.pages_of(check_in)
    value = {key: page.get(key) for key, page in pages.items()}
    total = peg_of(pages)
    said = [
        _("average %(value)s") % {"value": value["average"]} if "average" in value else "",
        _("right now %(value)s") % {"value": value["now"]} if "now" in value else "",
        _("says %(value)s%%") % {"value": value["percent"]} if "percent" in value else "",
        f"PEG {total}{records.mark('peg', check_in)}" if total is not None else "",
        PGIC_WORDS[int(value["pgic"])].lower() + records.mark("pgic", check_in)
        if "pgic" in value
        else "",
    ]
    sentences = [", ".join(filter(None, said)), _problems(value.get("safety"))]
    text = ". ".join(sentence for sentence in sentences if sentence)
    return text[:1].upper() + text[1:]


def _problems(ticks: object) -> str:
    if not isinstance(ticks, list):
        return ""
    new = [str(WORDS[tick]) for tick in ticks if tick in WORDS and tick != "none"]
    return _("New: %(problems)s") % {"problems": "; ".join(new)} if new else _("No new problem")


def _alerts(records: Records, zone: ZoneInfo) -> Iterator[Event]:
    for alert in records.alerts:
        lead = _("%(grade)s alert: %(reason)s") % {
            "grade": alert.get_grade_display(), "reason": alert.reason
        }  # fmt: skip
        yield Event(alert.raised_at, "alert", lead, _taken(alert))
        if alert.state == AlertState.CLOSED:
            yield Event(alert.closed_at, "alert_closed", alert.reason, closing(alert, zone))


def _taken(alert: Alert) -> str:
    if not alert.acknowledged_at:
        return "" if alert.state == AlertState.CLOSED else _("Nobody has this.")
    minutes = int((alert.acknowledged_at - alert.raised_at).total_seconds() // 60)
    ago = _("%(minutes)s min") % {"minutes": minutes}
    if minutes >= 120:
        ago = _("%(hours)s h") % {"hours": minutes // 60}
    if minutes >= 48 * 60:
        ago = span(minutes // (24 * 60))
    return _("Taken by %(who)s after %(ago)s.") % {"who": alert.acknowledged_by, "ago": ago}


def _texts(records: Records) -> Iterator[Event]:
    for text in records.texts_in:
        if is_free(text.body):
            yield Event(text.created_at, "text", _("Text to read"), quote=text.body)
