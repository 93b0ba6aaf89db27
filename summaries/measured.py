"""Numbers and words the patient gave, form and check-ins together, each with its time and way."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from notifications import words
from surveys import replies
from surveys.models import AnswerChannel, CheckIn, CheckInState
from surveys.pages import PGIC_WORDS
from surveys.protocol import BY_REPLY
from surveys.services import peg_of

from .parts import (
    AVERAGE,
    FORM,
    LINK,
    NOW,
    TEXT,
    Change,
    Gap,
    Next,
    Quote,
    Reading,
    Score,
    Sources,
)
from .records import Records

# A link lives 72 hours: an answer after that came by a later link, or days after it was asked.
LATE_AFTER = timedelta(hours=72)
_CHANNELS = {AnswerChannel.REPLY: TEXT, AnswerChannel.LINK: LINK}
_UNANSWERED = (CheckInState.MISSED, CheckInState.NOT_SENT)


def readings(records: Records) -> tuple[Reading, ...]:
    """Every pain number, oldest first."""
    found = [*_form_readings(records), *_check_in_readings(records)]
    return tuple(sorted(found, key=lambda reading: reading.at))


def _form_readings(records: Records) -> Iterator[Reading]:
    for intake in records.intakes:
        pages = records.form_answers[intake.pk]
        for page, recall in (("nrs_average", AVERAGE), ("nrs_now", NOW)):
            value = pages.get(page, {}).get(page)
            if value is not None:
                yield Reading(intake.submitted_at, value, recall, FORM)


def _check_in_readings(records: Records) -> Iterator[Reading]:
    for check_in in records.check_ins:
        for row in records.answers[check_in.pk]:
            if row.item in (AVERAGE, NOW) and row.number is not None:
                yield Reading(
                    at=row.reported_at,
                    value=row.number,
                    recall=row.item,
                    channel=_CHANNELS[row.channel],
                    letter=records.letter_of(check_in),
                    label=records.step_of(check_in).label,
                    is_late=row.reported_at > check_in.due_at + LATE_AFTER,
                )


def gaps(records: Records) -> tuple[Gap, ...]:
    """Check-ins that are over and brought no pain number."""
    return tuple(
        Gap(
            at=check_in.due_at,
            letter=records.letter_of(check_in),
            label=records.step_of(check_in).label,
            was_sent=check_in.state == CheckInState.MISSED,
            reason=check_in.reason,
        )
        for check_in in records.check_ins
        if check_in.state in _UNANSWERED
        and not any(row.item in (AVERAGE, NOW) for row in records.answers[check_in.pk])
    )


def peg(records: Records) -> tuple[Score, ...]:
    """Every complete PEG, 0 to 10, oldest first."""
    found = [
        Score(intake.submitted_at, total, _("form") + records.mark("peg", intake))
        for intake in records.intakes
        if (total := peg_of(records.form_answers[intake.pk])) is not None
    ]
    for check_in in records.check_ins:
        total = peg_of(records.pages_of(check_in))
        if total is not None:
            at = max(row.reported_at for row in records.answers[check_in.pk])
            source = step_after(records, check_in) + records.mark("peg", check_in)
            found.append(Score(at, total, source))
    return tuple(sorted(found, key=lambda score: score.at))


def step_after(records: Records, check_in: CheckIn) -> str:
    """As in “Week 6 after B”."""
    label, letter = records.step_of(check_in).label, records.letter_of(check_in)
    return _("%(step)s after %(letter)s") % {"step": label, "letter": letter}


def changes(records: Records) -> tuple[Change, ...]:
    """The patient's overall word on each procedure (PGIC), oldest first."""
    found = [
        Change(
            row.reported_at,
            records.letter_of(check_in),
            row.number,
            PGIC_WORDS[row.number] + records.mark("pgic", check_in),
        )
        for check_in in records.check_ins
        for row in records.answers[check_in.pk]
        if row.item == "pgic" and row.number in PGIC_WORDS
    ]
    return tuple(sorted(found, key=lambda change: change.at))


def quotes(records: Records) -> tuple[Quote, ...]:
    """What the patient wrote: free text of check-ins, and texts that a person must read."""
    found = [
        Quote(row.text, row.reported_at, _("by link"))
        for check_in in records.check_ins
        for row in records.answers[check_in.pk]
        if row.item == "something_else" and row.text
    ]
    found += [
        Quote(text.body, text.created_at, _("by text"))
        for text in records.texts_in
        if is_free(text.body)
    ]
    return tuple(sorted(found, key=lambda quote: quote.at))


def is_free(text: str) -> bool:
    """Neither a number, nor 1, 2 or 3 in words, nor STOP, START or HELP."""
    return (
        replies.score(text) is None
        and replies.new_problem(text) is None
        and words.meaning(text) is None
    )


def data_up_to(records: Records) -> datetime | None:
    """When the patient was last heard of."""
    times = [intake.submitted_at for intake in records.intakes]
    times += [row.reported_at for rows in records.answers.values() for row in rows]
    times += [text.created_at for text in records.texts_in]
    return max(times, default=None)


def answered_of_asked(records: Records) -> tuple[int, int]:
    """Check-ins answered, of those whose time is over and that were sent."""
    states = [check_in.state for check_in in records.check_ins]
    answered = states.count(CheckInState.ANSWERED)
    return answered, answered + states.count(CheckInState.MISSED)


def coming(records: Records) -> tuple[Next, ...]:
    """Open check-ins and planned ones, nearest first."""
    return tuple(
        Next(
            due_at=check_in.due_at,
            label=records.step_of(check_in).label,
            letter=records.letter_of(check_in),
            by=_("text") if records.step_of(check_in).by == BY_REPLY else _("link"),
            is_open=check_in.state == CheckInState.OPEN,
        )
        for check_in in sorted(records.check_ins, key=lambda row: row.due_at)
        if check_in.state in (CheckInState.OPEN, CheckInState.PLANNED)
    )


def sources(records: Records) -> Sources:
    """How many check-ins were answered each way, and how many forms were sent."""
    ways = [{row.channel for row in rows} for rows in records.answers.values()]
    return Sources(
        texts=sum(AnswerChannel.REPLY in way for way in ways),
        links=sum(AnswerChannel.LINK in way for way in ways),
        forms=len(records.intakes),
    )
