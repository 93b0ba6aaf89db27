"""A patient who filled the form in before: what lasts is shown again, to keep or to change.

Earlier answers are looked up only for whoever gave a fresh code. What is kept becomes an answer of
the new form, which says where it came from; the two forms share nothing. Warning signs, how bad it
is, how the days and the mood are, and whatever else speaks of now is asked anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.datastructures import MultiValueDict

from clinic import dates
from notifications.models import Alert
from questions.page import Page, PageValue

from . import selectors, services
from .models import Channel, Intake
from .pages import PAGES

# What is not listed is asked anew, and so is a new page until somebody lists it here.
LASTING = frozenset(
    "where spread spread_arms worst_area pain_changes pain_kind diagnoses "
    "cancers treatments goals medicines_and_allergies had_before coronary_stent "
    "other_care".split()
)
LASTING_LOOPS = ("medicine-", "medicine_route-", "allergy-", "procedure-", "surgery-", "imaging-")


@dataclass(frozen=True)
class Earlier:
    """What lasts of the form sent before."""

    intake: Intake
    answers: Mapping[str, PageValue]


def form_before(intake: Intake) -> Intake | None:
    """The form that this patient sent last, before beginning this one."""
    return selectors.last_submitted(intake.patient, before=intake.started_at)


def earlier(intake: Intake) -> Earlier | None:
    """The answers of the form before that may be shown again."""
    before = form_before(intake)
    if before is None:
        return None
    answers = selectors.answers(before)
    lasting = {
        page.key: answers[page.key]
        for page in PAGES
        if page.key in answers and lasts(page, answers[page.key])
    }
    return Earlier(before, lasting)


def day_of(intake: Intake) -> str:
    """The day a form was sent, where the patient is."""
    return dates.day(intake.submitted_at, intake.patient.zone)


def keep_the_rest(intake: Intake, told: Earlier, now: datetime) -> tuple[Alert, ...]:
    """Nothing else has changed: every page not answered yet keeps what was told before.

    All or nothing; a second press finds them answered. Returns what needs the safety page.
    """
    languages = selectors.languages(told.intake)
    alerts: tuple[Alert, ...] = ()
    with transaction.atomic():
        answers = selectors.answers(intake)
        for page in PAGES:
            if page.key in answers or page.key not in told.answers or not page.applies(answers):
                continue
            answers[page.key] = told.answers[page.key]
            saved = services.save_page(
                intake=intake,
                page=page.key,
                value=answers[page.key],
                now=now,
                channel=Channel.CARRIED,
                language=languages[page.key],
                carried_from=told.intake,
            )
            alerts += saved.alerts
    return alerts


def lasts(page: Page, value: PageValue) -> bool:
    """Whether it may be shown again: it lasts, it is no "5 years ago", and the page, which may
    have changed since, still takes it.
    """
    if page.key not in LASTING and not page.key.startswith(LASTING_LOOPS):
        return False
    if any(isinstance(part, dict) and "ago" in part for part in value.values()):
        return False
    return page.parse(MultiValueDict(page.entries(value))) == (value, {})
